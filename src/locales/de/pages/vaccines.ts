// The words of the vaccines of a child.
import type { vaccineWords as english } from '../../en/pages/vaccines.ts';
import { pickPlural } from '../../plural.ts';

export const vaccineWords: typeof english = {
  title: name => `Impfungen von ${name}`,
  lead: schedule =>
    `Was gegeben wurde, und was als Nächstes kommt, nach diesem Plan: ${schedule}. Was bei Ihnen gilt, weiß Ihr Arzt oder Ihre Ärztin.`,
  add: 'Impfung eintragen',
  unknown: 'Wann etwas ansteht, richtet sich nach dem Geburtsdatum, und das fehlt.',
  tellWhen: 'Angeben',
  grown: 'Was ansteht, wird für Kinder gesagt. Dies ist, was eingetragen ist.',
  standings: {
    overdue: 'Überfällig',
    due: 'Jetzt fällig',
    later: 'Später',
    given: 'Gegeben',
    past: 'Nicht gegeben, und in diesem Alter nicht mehr nötig',
  },
  days: { overdue: 'Fällig seit', due: 'Fällig seit', later: 'Ab', given: 'Am', past: 'War fällig' },
  vaccine: 'Impfung',
  dose: (vaccine, number) => `${vaccine}, ${number}. Dosis`,
  unknownDay: 'Ohne Datum',
  choose: 'Wählen, wonach Sie sich richten',
  schedule: 'Plan',
  scheduleHint: 'Bei einem anderen Plan ist zuerst gewählt, was er für alle Kinder hat.',
  followed: 'Impfungen',
  forSome: 'für manche: je nachdem, wo Sie leben oder reisen, oder was das Kind gefährdet',
  source: 'Wo dieser Plan veröffentlicht ist',
  save: 'Speichern',
  saved: 'Gespeichert.',
  mayNot: 'Sie dürfen nicht ändern, wonach sich diese Akte richtet.',
  noSchedule: 'Diesen Plan gibt es nicht. Wählen Sie einen von denen auf der Seite.',
  overdueSince: 'Impfung, überfällig: fällig war sie am',
  dueSince: 'Impfung, fällig seit',
  moreDue: more =>
    pickPlural('de', more, {
      one: 'Und eine weitere, die fällig ist',
      other: `Und ${more} weitere, die fällig sind`,
    }),
};
