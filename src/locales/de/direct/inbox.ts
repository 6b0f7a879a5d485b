// The words of the inbox of Direct messages, and of who sent them.
import type { inboxWords as english } from '../../en/direct/inbox.ts';
import { pickPlural } from '../../plural.ts';

export const inboxWords: typeof english = {
  title: 'Nachrichten',
  lead: 'Post zwischen Ihnen und Ihren Ärzten, über Direct: verschlüsselt, und vom Absender unterschrieben.',
  yours: 'Ihre Direct-Adresse:',
  giveIt: 'Einer Praxis geben',
  getOne: 'Eine Direct-Adresse bekommen',
  write: 'Eine Nachricht schreiben',
  folders: {
    inbox: 'Eingang',
    unknown: 'Unbekannte Absender',
    sent: 'Gesendet',
    record: 'In der Akte',
    spam: 'Spam',
    bin: 'Papierkorb',
  },
  sections: 'Ordner',
  unread: count =>
    pickPlural('de', count, { one: '1 noch nicht gelesen', other: `${count} noch nicht gelesen` }),
  leads: {
    unknown:
      'Von Absendern, die Sie noch nicht angenommen haben. Nichts davon ist in Ihrer Akte. Nehmen Sie an, wen Sie kennen, und lehnen Sie die anderen ab.',
    spam: 'Von Absendern, die Sie abgelehnt haben, und was unverschlüsselt kam, denn das könnte jeder geschrieben haben.',
    bin: 'Was Sie weggeworfen haben. Nach 30 Tagen ist es endgültig weg.',
  },
  empty: {
    inbox: ['Noch keine Nachrichten', 'Was Ihre Ärzte an Ihre Direct-Adresse senden, kommt hierher.'],
    unknown: ['Niemand wartet', 'Wer Ihnen zum ersten Mal schreibt, wartet hier, bis Sie ihn annehmen.'],
    spam: [
      'Nichts hier',
      'Was Absender senden, die Sie ablehnen, kommt hierher, und was unverschlüsselt kam.',
    ],
    bin: ['Der Papierkorb ist leer', 'Nachrichten, die Sie wegwerfen, kommen hierher.'],
  },
  isNew: 'Neu',
  noSubject: '(ohne Betreff)',
  hasFiles: 'Mit Anhang',
  inRecord: 'In der Akte',
  waiting: count =>
    pickPlural('de', count, {
      one: '1 Nachricht von jemandem, den Sie nicht kennen, wartet.',
      other: `${count} Nachrichten von Absendern, die Sie nicht kennen, warten.`,
    }),
  lookAtThem: 'Ansehen',
  older: 'Ältere Nachrichten',
  newest: 'Neueste Nachrichten',
  verifiedAs: name => `Bestätigt: ${name}`,
  unverified: 'Nicht bestätigt',
  subjectUnsure: 'Betreff nicht unterschrieben',
};
