// What a zip may ask of whoever opens it.

/** Files in one archive. A takeout of ten years has some ten thousand. */
export const archiveEntriesMax = 200_000;

/** The directory at its end: the names of its files are held, the rest of it while it is read. */
export const archiveDirectoryBytesMax = 32 * 1024 * 1024;

/** What its files unpack to, those together that are read. An export of 4 GB unpacks to a tenth of this. */
export const unpackedBytesMax = 1024 ** 4 / 4;

/** How many times larger than packed a file may be, once it is larger than `freeUnpackedBytes`. XML of readings is some 30 times. */
export const packedTimesMax = 250;
export const freeUnpackedBytes = 64 * 1024 * 1024;
