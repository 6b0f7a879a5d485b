// What fields usually say, as far as several types share it: what a type knows of its own fields alone is in its file.

/** From and to, both of them usual. */
export type Range = readonly [from: number, to: number];

/** A range, or the one that fits what stands beside the field. */
export type Usual = Range | ((beside: never) => Range | undefined);

/** Wire names of two fields that stand side by side, or the ways to them from where the one is: `duration/start-date`. */
export type Pair = readonly [first: string, second: string];

/** Wherever both stand, the first is neither more nor later. */
export const sharedOrder: readonly Pair[] = [
  ['start-date', 'end-date'],
  ['start-date', 'stop-date'],
  ['start-date-time', 'end-date-time'],
  ['occurrence-start-time', 'occurrence-end-time'],
  ['completion-start-time', 'completion-end-time'],
  ['onset-date', 'resolution-date'],
  ['onset-date', 'stop-date'],
  ['date-of-birth', 'date-of-death'],
  ['minimum-range', 'maximum-range'],
];

/** Dates that no plan has: what they tell of has happened. */
export const happened: ReadonlySet<string> = new Set([
  'acquisition-datetime',
  'birthdate',
  'completion-date',
  'date-filled',
  'date-of-birth',
  'date-of-death',
  'date-prescribed',
  'discharge-date-time',
  'last-menstrual-period',
  'onset-date',
  'resolution-date',
  'subscriber-dob',
  'time-of-delivery',
]);

/** A family remembers relatives of long ago. */
export const ofAncestors: ReadonlySet<string> = new Set(['date-of-birth', 'date-of-death']);

/** How often a heart beats in a minute, an infant's in a fever too. */
export const usualPulse: Range = [25, 300];
export const usualSystolic: Range = [40, 260];
export const usualDiastolic: Range = [20, 160];
