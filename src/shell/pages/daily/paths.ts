// Where reminders and calendars are.
export const dailyPath = '/reminders';
export const calendarsPath = '/calendar';
