// Of what a person is reminded by mail for a record, and what the mail says.

export const reminderKinds = ['appointments', 'vaccines'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

const hourMs = 3_600_000;

/** How long before an appointment. */
export const leads = { week: 7 * 24 * hourMs, day: 24 * hourMs, hours: 2 * hourMs } as const;
export type Lead = keyof typeof leads;

export interface ReminderChoice {
  readonly kinds: readonly ReminderKind[];
  readonly leads: readonly Lead[];
  /** Also what it is and where; else only that there is something. */
  readonly saysAll: boolean;
  /** Whose clock the times of appointments are by: `Europe/Berlin`. */
  readonly zone: string;
}

export interface Reminder {
  readonly personId: string;
  readonly recordId: string;
  readonly choice: ReminderChoice;
  readonly chosenAt: number;
}
