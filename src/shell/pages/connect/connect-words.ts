// The words of connecting a record by a code. Those under `code`, `question` and `record` serve the pick-up of packages too.
import { words } from '../../../locales/language.ts';

export const connectWords = words({
  en: {
    code: {
      label: 'Code',
      hint: 'Five groups of four letters, such as JKYZ-QNMN-VHRX-ZGNR-GZNH. Capitals and dashes do not matter.',
      next: 'Continue',
      missing: 'Enter the code you were given.',
      malformed: 'A code has twenty letters. Compare what you typed with what you were given.',
      unknown: 'There is no such code here. Compare it letter by letter; it may also have been withdrawn.',
      expired: (app: string) => `This code has expired. Ask ${app} for a new one.`,
      usedUp: (app: string) =>
        `The question of this code was answered wrongly too often, so it no longer works. Ask ${app} for a new one.`,
      tooMany: (wait: string) => `Too many tries. For safety there is a pause: wait ${wait}, then try again.`,
    },
    question: {
      hint: 'Your answer. Capitals do not matter, blanks do.',
      from: (app: string) => `${app} asks this to be sure that it is you:`,
      next: 'Continue',
      missing: 'Enter your answer.',
      wrong: (left: number) =>
        `That is not the answer. ${left === 1 ? 'You have one more try.' : `You have ${left} more tries.`}`,
    },
    record: {
      label: 'For which record?',
      missing: 'Choose a record.',
      none: 'You have no health record yet. Create one first; then you go on here.',
      create: 'Create a record',
      signedInAs: 'You are signed in as',
      notYou: 'Not you?',
      signOut: 'Sign out',
    },
    anotherCode: 'Enter another code',
    toHome: 'To the home page',
    codeTitle: 'Connect a record',
    codeLead: 'A clinic, pharmacy or lab gave you a code? With it you let them work with a record of yours.',
    questionTitle: 'A question first',
    asks: 'asks to use health data',
    forWhom: 'The invitation is for:',
    lead: 'Nothing is shared before you allow it, and you can take it back at any time.',
    changed: 'What the app asks for has changed while this page was open. Please read it again.',
    allow: 'Allow',
    deny: 'Don’t allow',
    doneTitle: 'You are connected',
    done: (app: string, record: string) =>
      `${app} can now use the record of ${record}. You can take this back at any time.`,
    message: (app: string) => `A word from ${app}`,
    deniedTitle: 'Nothing was shared',
    denied: 'You did not allow it. Should you change your mind, the same code works again.',
    closedTitle: 'This code no longer works',
  },
  es: {
    code: {
      label: 'Código',
      hint: 'Cinco grupos de cuatro letras, como JKYZ-QNMN-VHRX-ZGNR-GZNH. Las mayúsculas y los guiones no importan.',
      next: 'Continuar',
      missing: 'Introduzca el código que le dieron.',
      malformed: 'Un código tiene veinte letras. Compare lo que escribió con lo que le dieron.',
      unknown:
        'Aquí no existe ese código. Compárelo letra por letra; también es posible que lo hayan retirado.',
      expired: (app: string) => `Este código ha caducado. Pida uno nuevo a ${app}.`,
      usedUp: (app: string) =>
        `La pregunta de este código se respondió mal demasiadas veces y ya no sirve. Pida uno nuevo a ${app}.`,
      tooMany: (wait: string) =>
        `Demasiados intentos. Por seguridad hay una pausa: espere ${wait} e inténtelo de nuevo.`,
    },
    question: {
      hint: 'Su respuesta. Las mayúsculas no importan, los espacios sí.',
      from: (app: string) => `${app} pregunta esto para asegurarse de que es usted:`,
      next: 'Continuar',
      missing: 'Introduzca su respuesta.',
      wrong: (left: number) =>
        `Esa no es la respuesta. ${left === 1 ? 'Le queda un intento.' : `Le quedan ${left} intentos.`}`,
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
    done: (app: string, record: string) =>
      `${app} puede usar ahora el historial de ${record}. Puede retirarlo en cualquier momento.`,
    message: (app: string) => `Un mensaje de ${app}`,
    deniedTitle: 'No se compartió nada',
    denied: 'No lo permitió. Si cambia de opinión, el mismo código vuelve a servir.',
    closedTitle: 'Este código ya no sirve',
  },
  de: {
    code: {
      label: 'Code',
      hint: 'Fünf Gruppen aus vier Buchstaben, wie JKYZ-QNMN-VHRX-ZGNR-GZNH. Großschreibung und Striche sind gleichgültig.',
      next: 'Weiter',
      missing: 'Geben Sie den Code ein, den Sie bekommen haben.',
      malformed:
        'Ein Code hat zwanzig Buchstaben. Vergleichen Sie Ihre Eingabe mit dem, was Sie bekommen haben.',
      unknown:
        'Diesen Code gibt es hier nicht. Vergleichen Sie ihn Buchstabe für Buchstabe; vielleicht wurde er auch zurückgezogen.',
      expired: (app: string) => `Dieser Code ist abgelaufen. Bitten Sie ${app} um einen neuen.`,
      usedUp: (app: string) =>
        `Die Frage zu diesem Code wurde zu oft falsch beantwortet, er gilt nicht mehr. Bitten Sie ${app} um einen neuen.`,
      tooMany: (wait: string) =>
        `Zu viele Versuche. Zur Sicherheit gibt es eine Pause: Warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
    },
    question: {
      hint: 'Ihre Antwort. Großschreibung ist gleichgültig, Leerzeichen nicht.',
      from: (app: string) => `${app} fragt das, um sicher zu sein, dass Sie es sind:`,
      next: 'Weiter',
      missing: 'Geben Sie Ihre Antwort ein.',
      wrong: (left: number) =>
        `Das ist nicht die Antwort. ${left === 1 ? 'Sie haben noch einen Versuch.' : `Sie haben noch ${left} Versuche.`}`,
    },
    record: {
      label: 'Für welche Akte?',
      missing: 'Wählen Sie eine Akte.',
      none: 'Sie haben noch keine Akte. Legen Sie zuerst eine an; danach geht es hier weiter.',
      create: 'Akte anlegen',
      signedInAs: 'Sie sind angemeldet als',
      notYou: 'Nicht Sie?',
      signOut: 'Abmelden',
    },
    anotherCode: 'Einen anderen Code eingeben',
    toHome: 'Zur Startseite',
    codeTitle: 'Eine Akte verbinden',
    codeLead:
      'Eine Praxis, Apotheke oder ein Labor hat Ihnen einen Code gegeben? Damit lassen Sie sie mit einer Ihrer Akten arbeiten.',
    questionTitle: 'Zuerst eine Frage',
    asks: 'möchte Gesundheitsdaten verwenden',
    forWhom: 'Die Einladung ist für:',
    lead: 'Nichts wird geteilt, bevor Sie es erlauben, und Sie können es jederzeit zurücknehmen.',
    changed:
      'Was die App verlangt, hat sich geändert, während diese Seite offen war. Bitte lesen Sie es noch einmal.',
    allow: 'Erlauben',
    deny: 'Nicht erlauben',
    doneTitle: 'Sie sind verbunden',
    done: (app: string, record: string) =>
      `${app} kann jetzt die Akte von ${record} verwenden. Sie können das jederzeit zurücknehmen.`,
    message: (app: string) => `Eine Nachricht von ${app}`,
    deniedTitle: 'Es wurde nichts geteilt',
    denied: 'Sie haben es nicht erlaubt. Wenn Sie es sich anders überlegen, gilt derselbe Code noch.',
    closedTitle: 'Dieser Code gilt nicht mehr',
  },
});
