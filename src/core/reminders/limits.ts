// Limits of reminders.
export const reminderLimits = {
  /** Appointments of a record that are looked at each time. */
  remindersLookedAtMax: 100,
  /** Mails that remind one person of what is in one record. */
  reminderMailsPerDayMax: 20,
};
