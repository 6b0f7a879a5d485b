// Die Wörter der Erinnerungen per E-Mail und der Seite, auf der sie gewählt werden.
import type { remindersWords as english } from '../../en/pages/reminders.ts';

export const remindersWords: typeof english = {
  title: record => `Erinnerungen und Kalender von ${record}`,
  short: 'Erinnerungen und Kalender',
  byMail: 'Erinnerungen per E-Mail',
  isOn: email => `Sie werden unter ${email} erinnert.`,
  isOff: 'Sie werden an nichts in dieser Akte erinnert.',
  noMail: 'Dieser Tresor verschickt keine E-Mails: Sein Betreiber hat keinen Mailserver angegeben.',
  confirmFirst: 'Bestätigen Sie zuerst Ihre E-Mail-Adresse, damit niemand anderes erinnert wird.',
  toAccount: 'Zu Ihrem Konto',
  of: 'Erinnere mich an',
  kinds: { appointments: 'Termine', vaccines: 'Fällige Impfungen', supplies: 'Medikamente, die ausgehen' },
  before: 'Wie lange vor einem Termin',
  leads: { week: '1 Woche', day: '1 Tag', hours: '2 Stunden' },
  daysBefore: 'Wie lange, bevor ein Medikament ausgeht',
  days: count => `${count} Tage`,
  doses: 'Dosen dieser Medikamente',
  dosesHint:
    'Morgens um 8, mittags um 12, abends um 18, nachts um 22 Uhr, wie ihr Plan es sagt; nicht, wenn Sie die Dosis vorher notiert haben.',
  noDoses: 'Kein Medikament, das jetzt genommen wird, sagt, wie oft.',
  mailTells: 'Was die E-Mail sagt',
  little: 'Nur dass etwas ist, und wann',
  littleHint: '„Sie haben morgen um 9:00 einen Termin.“',
  all: 'Auch was, mit wem und wo',
  allHint: 'E-Mails können unterwegs gelesen werden.',
  zone: zone => `Die Zeiten gelten nach dieser Uhr: ${zone}.`,
  save: 'Speichern',
  saved: 'Ihre Erinnerungen sind gespeichert.',
  turnedOff: 'Die Erinnerungen sind abgeschaltet.',
  offTitle: 'Erinnerungen abschalten?',
  offText:
    'Sie bekommen keine E-Mails mehr, die Sie an etwas in dieser Akte erinnern. Was in der Akte steht, bleibt.',
  off: 'Abschalten',
  offDone: 'Wer sie wieder möchte, schaltet sie angemeldet hier ein:',
  when: (days, date, time) => {
    const day = days === 0 ? `heute, ${date},` : days === 1 ? `morgen, ${date},` : `am ${date}`;
    return time === undefined ? day.replace(/,$/, '') : `${day} um ${time}`;
  },
  mailSubject: record => `Erinnerung: ${record}`,
  mailAppointment: (record, when) => `Im Kalender von „${record}“ steht ein Termin ${when}.`,
  mailVaccine: record => `Für „${record}“ ist eine Impfung fällig.`,
  mailVaccineNamed: (record, vaccine, dose) =>
    `Für „${record}“ ist eine Impfung fällig: ${vaccine}, Dosis ${dose}.`,
  mailDose: (record, when) => `Für „${record}“ ist ${when} eine Dosis eines Medikaments vorgesehen.`,
  mailDoseNamed: (record, medicine, when) =>
    `Für „${record}“ ist ${when} eine Dosis vorgesehen: ${medicine}.`,
  mailSupply: (record, day) => `Ein Medikament von „${record}“ geht ${day} zu Ende.`,
  mailSupplyNamed: (record, medicine, day) =>
    `Ein Medikament von „${record}“ geht ${day} zu Ende: ${medicine}.`,
  mailSee: link => `Mehr steht in Ihrem Keepwell: ${link}`,
  mailOff: link => `Diese Erinnerungen abschalten: ${link}`,
};
