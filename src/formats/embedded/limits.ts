// What a file inside another may have.

/** Bytes of one: a report with pictures has some millions. */
export const embeddedBytesMax = 8 * 1024 * 1024;
