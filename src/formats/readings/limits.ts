// What is kept of a file while it is read, so that memory does not grow with it. A file that asks for more is told to be too large.

/** Days of a kind and a source that are brought together: thirty years of ten kinds from two devices are 219 000. */
export const daysHeldMax = 400_000;

/** Pieces of nights: thirty years of forty pieces a night. */
export const sleepPiecesMax = 500_000;

/** Names of what was left out, each once; the rest is told as one. */
export const leftOutNamesMax = 1000;
export const leftOutNameCharactersMax = 80;

/** Names of devices and apps. */
export const sourcesMax = 10_000;
export const sourceCharactersMax = 120;

/** One line of a table, which a quote that is never closed would not end. */
export const rowBytesMax = 262_144;

/** Rows before the heading of a table. */
export const rowsBeforeHeadingMax = 20;

/** One value in JSON: a workout with its route is one. */
export const jsonValueBytesMax = 8 * 1024 * 1024;
export const jsonDepthMax = 64;
