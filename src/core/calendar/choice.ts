// What a calendar tells, as whoever makes its address chose.

/** That there is something; what kind of thing; all that is there. */
export const calendarSayings = ['busy', 'kind', 'all'] as const;
export type CalendarSays = (typeof calendarSayings)[number];

export const calendarKinds = ['appointments', 'vaccines', 'doses'] as const;
export type CalendarKind = (typeof calendarKinds)[number];

export interface CalendarChoice {
  readonly says: CalendarSays;
  readonly kinds: readonly CalendarKind[];
  /** Whose clock the times of its entries are by: `Europe/Berlin`. */
  readonly zone: string;
}
