// The words of calendars of a record, and of the page that makes their addresses.

export const calendarWords = {
  busy: 'Busy',
  due: (vaccine: string, dose: number) => `${vaccine}, dose ${dose}: due`,
  title: 'Calendars',
  lead: 'A calendar program, on a phone or elsewhere, reads a calendar of this record at a secret address. Whoever has the address reads what it tells, without signing in: give each program one of its own, so that you can end it.',
  make: 'Make a calendar',
  makeIt: 'Make the address',
  name: 'Name',
  nameHint: 'What you call it, such as “my phone”. The calendar carries this name.',
  nameMissing: (max: number) => `Give it a name of up to ${max} characters.`,
  saysTitle: 'What it tells',
  says: { busy: 'Only that there is something', kind: 'What kind of thing', all: 'Everything' },
  saysHints: {
    busy: 'Each entry is called “Busy”.',
    kind: '“Appointment”, without with whom, where and why.',
    all: 'Also what, with whom and where, names of vaccines and medicines.',
  },
  kindsTitle: 'What is in it',
  kinds: { appointments: 'Appointments', vaccines: 'Vaccines that are due', doses: 'Doses of medicines' },
  dosesHint:
    'In the morning, at noon, in the evening and at night, as it is written how often they are taken.',
  kindMissing: 'Choose what is in it.',
  tooMany: 'There are as many calendars of this record as there may be. End one that is not used.',
  madeBy: (person: string, day: string) => `By ${person}, ${day}`,
  renew: 'Renew',
  end: 'End',
  ended: 'The calendar is ended. Its address opens nothing any more.',
  made: (name: string) => `Address of “${name}”`,
  once: 'It is shown this once, and kept nowhere. Whoever has it reads the calendar.',
  subscribe: 'Subscribe on this device',
  done: 'Done',
  howTo:
    'Elsewhere, copy the address and add it to the calendar program as a calendar “from URL”. Programs look for changes every hour or less often.',
};
