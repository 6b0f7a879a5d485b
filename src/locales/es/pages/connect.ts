// The words of connecting a record by a code. Those under `code`, `question` and `record` serve the pick-up of packages too.
import type { connectWords as english } from '../../en/pages/connect.ts';
import { pickPlural } from '../../plural.ts';

export const connectWords: typeof english = {
  code: {
    label: 'Código',
    hint: 'Cinco grupos de cuatro letras, como JKYZ-QNMN-VHRX-ZGNR-GZNH. Las mayúsculas y los guiones no importan.',
    next: 'Continuar',
    missing: 'Introduzca el código que le dieron.',
    malformed: 'Un código tiene veinte letras. Compare lo que escribió con lo que le dieron.',
    unknown:
      'Aquí no existe ese código. Compárelo letra por letra; también es posible que lo hayan retirado.',
    expired: app => `Este código ha caducado. Pida uno nuevo a ${app}.`,
    usedUp: app =>
      `La pregunta de este código se respondió mal demasiadas veces y ya no sirve. Pida uno nuevo a ${app}.`,
    tooMany: wait => `Demasiados intentos. Por seguridad hay una pausa: espere ${wait} e inténtelo de nuevo.`,
  },
  question: {
    hint: 'Su respuesta. Las mayúsculas no importan, los espacios sí.',
    from: app => `${app} pregunta esto para asegurarse de que es usted:`,
    next: 'Continuar',
    missing: 'Introduzca su respuesta.',
    wrong: left =>
      `Esa no es la respuesta. ${pickPlural('es', left, { one: 'Le queda un intento.', other: `Le quedan ${left} intentos.` })}`,
  },
  record: {
    label: '¿Para qué historial?',
    missing: 'Elija un historial.',
    none: 'Aún no tiene ningún historial. Cree uno primero; después seguirá aquí.',
    create: 'Crear un historial',
    signedInAs: 'Ha iniciado sesión como',
    notYou: '¿No es usted?',
    signOut: 'Cerrar sesión',
  },
  anotherCode: 'Introducir otro código',
  toHome: 'A la página de inicio',
  codeTitle: 'Conectar un historial',
  codeLead:
    '¿Una clínica, una farmacia o un laboratorio le dio un código? Con él les permite trabajar con un historial suyo.',
  questionTitle: 'Antes, una pregunta',
  asks: 'pide usar datos de salud',
  forWhom: 'La invitación es para:',
  lead: 'No se comparte nada antes de que usted lo permita, y puede retirarlo en cualquier momento.',
  changed: 'Lo que pide la aplicación cambió mientras esta página estaba abierta. Léalo de nuevo.',
  allow: 'Permitir',
  deny: 'No permitir',
  doneTitle: 'Ya está conectado',
  done: (app, record) =>
    `${app} puede usar ahora el historial de ${record}. Puede retirarlo en cualquier momento.`,
  message: app => `Un mensaje de ${app}`,
  deniedTitle: 'No se compartió nada',
  denied: 'No lo permitió. Si cambia de opinión, el mismo código vuelve a servir.',
  closedTitle: 'Este código ya no sirve',
};
