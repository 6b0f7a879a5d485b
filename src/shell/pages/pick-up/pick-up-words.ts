// The words of picking up a package. Those of its first two pages are in connect-words.ts.
import { words } from '../../../locales/language.ts';

export const pickUpWords = words({
  en: {
    codeTitle: 'Pick up health data',
    codeLead:
      'A clinic, pharmacy or lab gave you a code, and has left data here for you? Enter it to put them into a record.',
    notThere: (app: string) =>
      `${app} has given you the code, but has not sent the data yet. Try again later; the code stays the same.`,
    questionTitle: 'A question first',
    title: (app: string) => `Data from ${app}`,
    lead: (app: string) =>
      `They are put into the record you choose. ${app} gets no access to the record by this.`,
    forWhom: 'The data are for:',
    holds: 'They hold:',
    replaces: (kinds: string) =>
      `A record has one of: ${kinds}. What comes takes its place; what was there stays in its history.`,
    once: 'This works once. Into the wrong record, they can only come out by hand.',
    accept: 'Put into the record',
    decline: 'Not now',
    doneTitle: 'The data are in the record',
    done: (app: string) => `What ${app} left for you is now in the record you chose.`,
    declinedTitle: 'Nothing was put into a record',
    declined: 'The data wait for you. Should you change your mind, the same code works again.',
    closedTitle: 'This code no longer works',
    goneTitle: 'The data are no longer here',
    gone: 'They have been picked up, or taken back by those who left them.',
    brokenTitle: 'The data cannot be read',
    broken: (app: string) =>
      `What ${app} left is not in order. Nothing was changed. Tell them what it says below.`,
    refusedTitle: 'The data do not fit into this record',
    refused: 'Nothing was changed, and the data still wait for you. You can choose another record.',
    detail: 'For those who left them:',
  },
  es: {
    codeTitle: 'Recoger datos de salud',
    codeLead:
      '¿Una clínica, una farmacia o un laboratorio le dio un código y le dejó datos aquí? Introdúzcalo para pasarlos a un historial.',
    notThere: (app: string) =>
      `${app} le dio el código, pero aún no ha enviado los datos. Inténtelo más tarde; el código sigue siendo el mismo.`,
    questionTitle: 'Antes, una pregunta',
    title: (app: string) => `Datos de ${app}`,
    lead: (app: string) =>
      `Se guardan en el historial que usted elija. Con esto ${app} no obtiene acceso al historial.`,
    forWhom: 'Los datos son para:',
    holds: 'Contienen:',
    replaces: (kinds: string) =>
      `Un historial tiene uno solo de: ${kinds}. Lo que llega ocupa su lugar; lo que había queda entre sus versiones.`,
    once: 'Esto funciona una sola vez. De un historial equivocado solo se pueden quitar a mano.',
    accept: 'Guardar en el historial',
    decline: 'Ahora no',
    doneTitle: 'Los datos están en el historial',
    done: (app: string) => `Lo que ${app} dejó para usted está ahora en el historial que eligió.`,
    declinedTitle: 'No se guardó nada',
    declined: 'Los datos le esperan. Si cambia de opinión, el mismo código vuelve a servir.',
    closedTitle: 'Este código ya no sirve',
    goneTitle: 'Los datos ya no están aquí',
    gone: 'Ya se recogieron, o los retiró quien los dejó.',
    brokenTitle: 'Los datos no se pueden leer',
    broken: (app: string) =>
      `Lo que ${app} dejó no está en orden. No se cambió nada. Dígale lo que pone abajo.`,
    refusedTitle: 'Los datos no caben en este historial',
    refused: 'No se cambió nada, y los datos le siguen esperando. Puede elegir otro historial.',
    detail: 'Para quien los dejó:',
  },
  de: {
    codeTitle: 'Gesundheitsdaten abholen',
    codeLead:
      'Eine Praxis, Apotheke oder ein Labor hat Ihnen einen Code gegeben und hier Daten für Sie hinterlegt? Mit ihm kommen sie in eine Akte.',
    notThere: (app: string) =>
      `${app} hat Ihnen den Code gegeben, aber die Daten noch nicht geschickt. Versuchen Sie es später; der Code bleibt derselbe.`,
    questionTitle: 'Zuerst eine Frage',
    title: (app: string) => `Daten von ${app}`,
    lead: (app: string) =>
      `Sie kommen in die Akte, die Sie wählen. Zugang zu ihr bekommt ${app} dadurch nicht.`,
    forWhom: 'Die Daten sind für:',
    holds: 'Sie enthalten:',
    replaces: (kinds: string) =>
      `Davon gibt es in einer Akte nur eines: ${kinds}. Was kommt, tritt an seine Stelle; was da war, bleibt in seinem Verlauf.`,
    once: 'Das geht nur einmal. Aus einer falschen Akte lassen sie sich nur von Hand entfernen.',
    accept: 'In die Akte übernehmen',
    decline: 'Nicht jetzt',
    doneTitle: 'Die Daten sind in der Akte',
    done: (app: string) => `Was ${app} für Sie hinterlegt hat, ist jetzt in der gewählten Akte.`,
    declinedTitle: 'Es wurde nichts übernommen',
    declined: 'Die Daten warten auf Sie. Wenn Sie es sich anders überlegen, gilt derselbe Code noch.',
    closedTitle: 'Dieser Code gilt nicht mehr',
    goneTitle: 'Die Daten sind nicht mehr hier',
    gone: 'Sie wurden abgeholt oder von denen zurückgezogen, die sie hinterlegt hatten.',
    brokenTitle: 'Die Daten sind nicht lesbar',
    broken: (app: string) =>
      `Was ${app} hinterlegt hat, ist nicht in Ordnung. Es wurde nichts geändert. Sagen Sie dort, was unten steht.`,
    refusedTitle: 'Die Daten passen nicht in diese Akte',
    refused:
      'Es wurde nichts geändert, und die Daten warten noch auf Sie. Sie können eine andere Akte wählen.',
    detail: 'Für die, die sie hinterlegt haben:',
  },
});
