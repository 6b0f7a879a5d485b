// The words of the consent page.
import type { consentWords as english } from '../../en/hand-over/consent.ts';
import { pickPlural } from '../../plural.ts';

export const consentWords: typeof english = {
  title: names => `${names} pide acceso`,
  asks: several => `${several ? 'piden' : 'pide'} usar datos de salud`,
  lead: 'No se comparte nada antes de que usted lo permita, y puede retirarlo cuando quiera.',
  againLead: 'Usted ya permitió esta aplicación. Pide más de lo que tiene.',
  device: app =>
    `Un aparato, o una aplicación de teléfono u ordenador, quiere conectarse. Está hecho para ${app}.`,
  deviceName: name => `Se hace llamar «${name}», lo que cualquiera puede elegir.`,
  selfNamed: (name, host) =>
    host === undefined
      ? `Se hace llamar «${name}», lo que cualquiera puede elegir, y no dice de qué dirección viene: siga solo si sabe quién está detrás y acaba de empezar esto usted.`
      : `Se hace llamar «${name}», lo que cualquiera puede elegir. Viene de ${host}: siga solo si conoce esta dirección.`,
  deviceAtHand:
    'Siga solo si lo tiene delante y acaba de empezar esto usted. Si alguien le envió un enlace a esta página, no lo permita: su aparato recibiría los datos de usted.',
  sharers:
    'Usted cuida de este historial. Por eso la aplicación sabrá también quién lo comparte con usted y a quién ha invitado, con sus correos electrónicos.',
  sharersOffline:
    'Usted cuida de este historial. Por eso la aplicación sabrá también, en cualquier momento, quién lo comparte con usted y a quién ha invitado, con sus correos electrónicos.',
  signedInAs: 'Ha iniciado sesión como',
  notYou: '¿No es usted?',
  signOut: 'Cerrar sesión',
  noRecord: 'Aún no tiene un historial de salud. Cree uno primero; después se le preguntará de nuevo.',
  create: 'Crear un historial',
  newRecord: 'Crear otro historial',
  whichRecords: '¿Para qué historiales?',
  whichRecord: '¿Para qué historial?',
  noMore: 'La aplicación no recibe más de lo que usted tiene.',
  allow: 'Permitir',
  deny: 'No permitir',
  preview: 'Mostrar qué vería de los historiales elegidos',
  previewOne: 'Mostrar qué vería de este historial',
  chooseRecord: 'Elija un historial.',
  changed: 'Lo que pide la aplicación ha cambiado mientras esta página estaba abierta. Léalo de nuevo.',
  nothing: 'No pide datos de salud, solo saber quién es usted aquí.',
  together: 'Lo que sigue va junto: la aplicación lo recibe todo o nada.',
  fresh: 'Lo nuevo',
  freshLead: 'Lo que sigue es nuevo y va junto: la aplicación lo recibe todo, o se queda con lo que tiene.',
  has: 'Lo que ya tiene',
  stays: 'Lo que obtuvo de otra manera y conserva',
  staysText:
    'Usted se lo permitió antes, cuando lo pidió de otra manera. Su respuesta aquí no lo cambia. Puede quitárselo en la página de la aplicación.',
  isNew: 'Nuevo',
  optional: 'Opcional',
  asked: 'Lo que pide',
  askedHint: 'Desmarque lo que la aplicación no debe recibir. Puede que entonces no funcione del todo.',
  optionalHint: 'La aplicación funciona sin esto. Marque lo que puede recibir.',
  direct: 'Enviar mensajes Direct en su nombre',
  directText:
    'A médicos y clínicas, desde su dirección, con lo que puede ver de este historial, siempre que tenga acceso. En Mensajes verá lo que envió y podrá detener lo que aún espera.',
  modes: { online: 'Mientras la usa', offline: 'En cualquier momento, también cuando no está' },
  privacy: 'Su declaración de privacidad',
  terms: 'Sus condiciones de uso',
  why: 'Por qué:',
  everyKind: 'datos de cualquier tipo',
  kinds: count => `${count} tipos de datos`,
  would: record => `Vería ahora, del historial de ${record}:`,
  items: (count, isMore) =>
    isMore ? `${count} datos o más` : pickPlural('es', count, { one: '1 dato', other: `${count} datos` }),
  noneYet: 'nada aún',
  newest: 'los más recientes:',
};
