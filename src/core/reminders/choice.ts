// Of what a person is reminded by mail for a record, and what the mail says.

export const reminderKinds = ['appointments', 'vaccines', 'supplies'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

const hourMs = 3_600_000;

/** How long before an appointment. */
export const leads = { week: 7 * 24 * hourMs, day: 24 * hourMs, hours: 2 * hourMs } as const;
export type Lead = keyof typeof leads;

export const daysBeforeChoices = [2, 3, 5, 7, 10, 14, 21, 30] as const;
export const usualDaysBefore = 7;

export interface ReminderChoice {
  readonly kinds: readonly ReminderKind[];
  readonly leads: readonly Lead[];
  /** The medicines of whose doses they are reminded, by the ids of their items. */
  readonly doses: readonly string[];
  /** How many days before a medicine runs out. */
  readonly daysBefore: number;
  /** Also what it is and where; else only that there is something. */
  readonly saysAll: boolean;
  /** Whose clock the times of appointments and doses are by: `Europe/Berlin`. */
  readonly zone: string;
}

export interface Reminder {
  readonly personId: string;
  readonly recordId: string;
  readonly choice: ReminderChoice;
  readonly chosenAt: number;
}

export function isOfAnything({ kinds, doses }: ReminderChoice): boolean {
  return kinds.length > 0 || doses.length > 0;
}
