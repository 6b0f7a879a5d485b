// Limits of secret addresses.
export const secretAddressLimits = {
  /** Of a record, of each kind. */
  secretAddressesPerRecordMax: 20,
  /** How often one calendar is read, and one emergency page opened, in an hour. */
  calendarReadsPerHourMax: 120,
  emergencyOpeningsPerHourMax: 60,
  /** Of these, by one network address, so that a picture of a card does not use up all of them. */
  emergencyOpeningsPerAddressPerHourMax: 12,
  /** Mails that tell the owner of these openings, for each address of a page; the log has all of them. */
  emergencyMailsPerHourMax: 6,
  /** Bytes of one thing that is sent to an address for readings, and how often one is sent to in an hour. */
  intakeBytesMax: 33_554_432,
  intakesPerHourMax: 60,
  /** Entries of a calendar. */
  calendarEntriesMax: 500,
};
