// The words of what every page has around it.
import type { frameWords as english } from '../../en/frame/frame.ts';
import { pickPlural } from '../../plural.ts';

export const frameWords: typeof english = {
  skip: 'Zum Inhalt',
  check: 'Bitte prüfen:',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  damaged: (count, kinds) =>
    pickPlural('de', count, {
      one: `1 Eintrag kann nicht gelesen werden: ${kinds}. Wer diesen Server betreibt, erfährt mehr mit „keepwell doctor --thorough“.`,
      other: `${count} Einträge können nicht gelesen werden: ${kinds}. Wer diesen Server betreibt, erfährt mehr mit „keepwell doctor --thorough“.`,
    }),
  menu: 'Hauptmenü',
  bar: 'Kurzwege',
  find: 'Finden',
  add: 'Eintragen',
  more: 'Mehr',
  home: 'Start',
  data: 'Daten',
  timeline: 'Zeitleiste',
  records: 'Akten',
  apps: 'Apps',
  account: 'Konto',
  help: 'Hilfe',
  helpHere: 'Hilfe zu dieser Seite',
  privacy: 'Datenschutz',
  terms: 'Bedingungen',
  directory: 'Verzeichnis der Apps',
  developers: 'Für Entwickler',
  language: 'Sprache',
  record: 'Akte',
  switchRecord: 'Zu einer anderen Akte wechseln',
  show: 'Anzeigen',
  newRecord: 'Akte anlegen',
  motto: 'Keepwell bewahrt die Gesundheitsdaten Ihrer Familie dort auf, wo Sie es wollen.',
  sandbox: 'Dies ist eine Testumgebung für Entwickler. Bewahren Sie hier keine echten Gesundheitsdaten auf.',
  undo: 'Rückgängig machen',
  toHome: 'Zur Startseite',
  tellNumber: 'Wenn Sie die Betreiber dieses Tresors danach fragen, nennen Sie diese Nummer:',
  cancel: 'Abbrechen',
  optional: 'freiwillig',
  choose: 'Bitte wählen …',
  correct: count =>
    pickPlural('de', count, {
      one: 'Bitte eine Angabe berichtigen',
      other: `Bitte ${count} Angaben berichtigen`,
    }),
  missing: label => `Bitte ausfüllen: ${label}.`,
  tooLong: (label, max) => `${label}: höchstens ${max} Zeichen.`,
};
