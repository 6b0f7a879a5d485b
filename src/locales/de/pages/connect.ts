// The words of connecting a record by a code. Those under `code`, `question` and `record` serve the pick-up of packages too.
import type { connectWords as english } from '../../en/pages/connect.ts';
import { pickPlural } from '../../plural.ts';

export const connectWords: typeof english = {
  code: {
    label: 'Code',
    hint: 'Fünf Gruppen aus vier Buchstaben, wie JKYZ-QNMN-VHRX-ZGNR-GZNH. Großschreibung und Striche sind gleichgültig.',
    next: 'Weiter',
    missing: 'Geben Sie den Code ein, den Sie bekommen haben.',
    malformed:
      'Ein Code hat zwanzig Buchstaben. Vergleichen Sie Ihre Eingabe mit dem, was Sie bekommen haben.',
    unknown:
      'Diesen Code gibt es hier nicht. Vergleichen Sie ihn Buchstabe für Buchstabe; vielleicht wurde er auch zurückgezogen.',
    expired: app => `Dieser Code ist abgelaufen. Bitten Sie ${app} um einen neuen.`,
    usedUp: app =>
      `Die Frage zu diesem Code wurde zu oft falsch beantwortet, er gilt nicht mehr. Bitten Sie ${app} um einen neuen.`,
    tooMany: wait =>
      `Zu viele Versuche. Zur Sicherheit gibt es eine Pause: Warten Sie ${wait} und versuchen Sie es dann noch einmal.`,
  },
  question: {
    hint: 'Ihre Antwort. Großschreibung ist gleichgültig, Leerzeichen nicht.',
    from: app => `${app} fragt das, um sicher zu sein, dass Sie es sind:`,
    next: 'Weiter',
    missing: 'Geben Sie Ihre Antwort ein.',
    wrong: left =>
      `Das ist nicht die Antwort. ${pickPlural('de', left, { one: 'Sie haben noch einen Versuch.', other: `Sie haben noch ${left} Versuche.` })}`,
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
  done: (app, record) =>
    `${app} kann jetzt die Akte von ${record} verwenden. Sie können das jederzeit zurücknehmen.`,
  message: app => `Eine Nachricht von ${app}`,
  deniedTitle: 'Es wurde nichts geteilt',
  denied: 'Sie haben es nicht erlaubt. Wenn Sie es sich anders überlegen, gilt derselbe Code noch.',
  closedTitle: 'Dieser Code gilt nicht mehr',
};
