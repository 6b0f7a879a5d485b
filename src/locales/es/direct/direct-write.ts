// The words of writing a Direct message, and of the page that asks before it goes.
import type { directWriteWords as english } from '../../en/direct/direct-write.ts';

export const directWriteWords: typeof english = {
  title: 'Escribir un mensaje',
  replyTitle: 'Responder',
  answerTo: subject => (/^re:/i.test(subject) ? subject : `Re: ${subject}`),
  lead: 'Un mensaje por Direct va cifrado para quien lo recibe y firmado como suyo.',
  known: 'Para',
  knownHint: 'Con quienes se ha escrito, y contactos del historial.',
  to: 'Para',
  otherTo: 'Otra dirección Direct',
  toHint:
    'Como nombre@direct.clinica.example; separe varias con comas. A las direcciones de correo corrientes no se llega.',
  subject: 'Asunto',
  text: 'Mensaje',
  textHint: 'Para lo urgente use el teléfono: quizá nadie lo lea enseguida.',
  along: 'Lo que va con él',
  of: name => `Del historial de ${name}.`,
  summaries: {
    'summary-ccda': {
      label: 'Un resumen para programas de clínicas',
      hint: 'Un documento C-CDA, que pueden comparar con lo que tienen.',
    },
    'summary-pdf': { label: 'Un resumen como PDF', hint: 'Para leer e imprimir.' },
  },
  documents: 'Documentos del historial',
  whichDocuments: '¿Cuáles van con él?',
  documentsHint: 'Los más recientes.',
  pack: 'Empaquetar los documentos clínicos en un zip, como XDM',
  packHint:
    'También el resumen para programas. Los programas de algunas clínicas lo quieren así; déjelo si no se lo piden.',
  packed: 'Los documentos clínicos van en un zip, como XDM.',
  addDocument: 'Añadir un documento al historial',
  addDocumentHint:
    'Se abre junto a esta página. Luego pulse «Mostrar los documentos nuevos»: lo que ha escrito se queda.',
  showNew: 'Mostrar los documentos nuevos',
  goOn: 'Continuar',
  checkTitle: '¿Está bien así?',
  checkLead: 'Aún no se ha enviado nada.',
  leavesTitle: 'Datos de salud salen de su bóveda',
  withinTitle: 'Datos de salud van a otras personas de esta bóveda',
  leaves: 'Quien los recibe guarda su propia copia, y usted no puede retirarla.',
  nothingAlong: 'Nada del historial va con él: solo lo que ha escrito.',
  reads: 'Quién podrá leerlo',
  ofDomainHint: 'También puede leerlo quien lleva allí el correo.',
  send: 'Enviar',
  change: 'Cambiar algo',
  sent: 'El mensaje está en camino.',
  noTo: 'Diga a quién va.',
  badTo: address => `«${address}» no es una dirección Direct. Una es como nombre@direct.clinica.example.`,
  badPostmaster:
    'postmaster es para otros servidores de correo. Escriba a quien lleva esta bóveda a su dirección corriente.',
  tooManyTo: max => `Como máximo ${max} a la vez.`,
  noSubject: 'Póngale un asunto.',
  longSubject: max => `El asunto tiene como máximo ${max} caracteres.`,
  noText: 'Escriba algo, o elija algo que vaya con él.',
  badText: max => `El mensaje tiene como máximo ${max} caracteres, ninguno invisible.`,
  problems: {
    'no-certificate': address =>
      `No se encontró certificado para ${address}, así que nada se puede cifrar para ella. Pregunte cómo se escribe: las direcciones de correo corrientes no lo tienen.`,
    'not-trusted': address =>
      `Hay un certificado para ${address}, pero nadie en quien esta bóveda confía responde de él.`,
    'look-up-failed': address =>
      `No se pudo averiguar si hay un certificado para ${address}. Inténtelo en unos minutos.`,
  },
  tooMuch: max => `Lo que va con él es demasiado: un mensaje lleva como máximo ${max}.`,
  goneThings: 'Algo de lo que eligió ya no está. Elija de nuevo.',
  tooMany: 'Ha enviado tantos mensajes como se puede en un día. Inténtelo mañana.',
  noAddress: 'Aún no tiene dirección Direct, así que nadie podría responder. Obtenga una primero.',
  notQueued: 'Demasiados mensajes de esta bóveda esperan a ser enviados. Inténtelo más tarde.',
  lostCertificate: 'El certificado de uno de ellos ya no se encuentra. Inténtelo de nuevo.',
};
