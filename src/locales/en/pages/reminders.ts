// The words of reminders by mail, and of the page that chooses them.

export const remindersWords = {
  title: (record: string) => `Reminders and calendar of ${record}`,
  short: 'Reminders and calendar',
  byMail: 'Reminders by mail',
  isOn: (email: string) => `You are reminded at ${email}.`,
  isOff: 'You are not reminded of anything in this record.',
  noMail: 'This vault sends no mail: its operator has set no mail server.',
  confirmFirst: 'Confirm your e-mail address first, so that nobody else is reminded.',
  toAccount: 'To your account',
  of: 'Remind me of',
  kinds: {
    appointments: 'Appointments',
    vaccines: 'Vaccines that are due',
    supplies: 'Medicines that run out',
  },
  before: 'How long before an appointment',
  leads: { week: '1 week', day: '1 day', hours: '2 hours' },
  daysBefore: 'How long before a medicine runs out',
  days: (count: number) => `${count} days`,
  doses: 'Doses of these medicines',
  dosesHint:
    'In the morning at 8, at noon, in the evening at 6, at night at 10, as their schedule says; not where you noted the dose before.',
  noDoses: 'No medicine that is taken now says how often it is taken.',
  mailTells: 'What the mail tells',
  little: 'Only that there is something, and when',
  littleHint: '“You have an appointment tomorrow at 9:00.”',
  all: 'Also what, with whom and where',
  allHint: 'Mail can be read on its way.',
  zone: (zone: string) => `Times are by this clock: ${zone}.`,
  save: 'Save',
  saved: 'Your reminders are saved.',
  turnedOff: 'The reminders are turned off.',
  offTitle: 'Turn off reminders?',
  offText: 'You get no more mail that reminds you of what is in this record. What is in the record stays.',
  off: 'Turn them off',
  offDone: 'Who wants them again turns them on here, signed in:',
  when: (days: number, date: string, time: string | undefined) => {
    const day = days === 0 ? `today, ${date}` : days === 1 ? `tomorrow, ${date}` : `on ${date}`;
    return time === undefined ? day : `${day}, at ${time}`;
  },
  mailSubject: (record: string) => `Reminder: ${record}`,
  mailAppointment: (record: string, when: string) =>
    `You have an appointment ${when}, in the calendar of “${record}”.`,
  mailVaccine: (record: string) => `A vaccine is due for “${record}”.`,
  mailVaccineNamed: (record: string, vaccine: string, dose: number) =>
    `A vaccine is due for “${record}”: ${vaccine}, dose ${dose}.`,
  mailDose: (record: string, when: string) => `A dose of a medicine is meant for “${record}” ${when}.`,
  mailDoseNamed: (record: string, medicine: string, when: string) =>
    `A dose is meant for “${record}” ${when}: ${medicine}.`,
  mailSupply: (record: string, day: string) => `A medicine of “${record}” runs out ${day}.`,
  mailSupplyNamed: (record: string, medicine: string, day: string) =>
    `A medicine of “${record}” runs out ${day}: ${medicine}.`,
  mailSee: (link: string) => `More is in your Keepwell: ${link}`,
  mailOff: (link: string) => `Turn these reminders off: ${link}`,
};
