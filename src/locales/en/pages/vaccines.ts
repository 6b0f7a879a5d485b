// The words of the vaccines of a child.
import { pickPlural } from '../../plural.ts';

export const vaccineWords = {
  title: (name: string) => `Vaccines of ${name}`,
  lead: (schedule: string) =>
    `What was given, and what comes next by this schedule: ${schedule}. Your doctor knows what holds where you live.`,
  add: 'Write down a vaccine',
  unknown: 'When something is due goes by the date of birth, which is not known.',
  tellWhen: 'Say when',
  grown: 'What is due is told for children. This is what was written down.',
  standings: {
    overdue: 'Overdue',
    due: 'Due now',
    later: 'Later',
    given: 'Given',
    past: 'Not given, and not needed at this age any more',
  },
  days: { overdue: 'Due since', due: 'Due since', later: 'From', given: 'On', past: 'Was due' },
  vaccine: 'Vaccine',
  dose: (vaccine: string, number: number) => `${vaccine}, dose ${number}`,
  unknownDay: 'No date known',
  choose: 'Choose what you follow',
  schedule: 'Schedule',
  scheduleHint: 'With another schedule, all that it has for every child is chosen at first.',
  followed: 'Vaccines',
  forSome: 'for some: by where you live or travel, or what the child is at risk of',
  source: 'Where this schedule is published',
  save: 'Save',
  saved: 'Saved.',
  mayNot: 'You may not change what this record follows.',
  noSchedule: 'There is no such schedule. Choose one of those on the page.',
  overdueSince: 'Vaccine, overdue: it was due on',
  dueSince: 'Vaccine, due since',
  moreDue: (more: number) =>
    pickPlural('en', more, { one: 'And one more that is due', other: `And ${more} more that are due` }),
};
