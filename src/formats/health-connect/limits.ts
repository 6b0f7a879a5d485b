// What a database of a phone may ask of whoever reads it. A process of its own holds it, in memory alone.

/** Ten years of a watch are some 150 MB. */
export const databaseBytesMax = 512 * 1024 * 1024;

/** How long that process may take for the next rows, before it is ended: a damaged database may have it go round in circles. */
export const rowsWaitMsMax = 60_000;

/** Heap of JavaScript of that process, in MB: the database itself is outside of it. */
export const processHeapMegabytes = 128;

/** Names of apps. */
export const appsMax = 10_000;

/** Longer text in a row is cut. */
export const textCharactersMax = 500;
