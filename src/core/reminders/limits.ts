// Limits of reminders.
export const reminderLimits = {
  /** Appointments of a record that are looked at each time. */
  remindersLookedAtMax: 100,
  /** A reminder is looked at again after that long, though nothing it tells of was written or is due. */
  remindersLookEveryMs: 15 * 60_000,
  /** Mails that remind one person of what is in one record. */
  reminderMailsPerDayMax: 20,
};
