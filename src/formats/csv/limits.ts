// What is read of a table, whatever a file says.

/** Bytes by which encoding, separator and heading are told. */
export const beginningBytes = 262_144;
/** Bytes of one row: a quote that is never closed would take in the rest of the file. */
export const rowBytesMax = 262_144;
/** Columns that are looked at; the rest of a row is passed by. */
export const columnsMax = 100;
/** Rows above the heading, and those by which a column is guessed. */
export const aboveHeadingMax = 30;
export const rowsLookedAt = 200;
/** Characters of a sample, and samples of a column. */
export const sampleCharacters = 60;
export const samplesMax = 4;
/** Characters of a text that becomes part of an item. */
export const textCharacters = 2000;
