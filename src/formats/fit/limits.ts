// What a file of a watch may ask of whoever reads it.

/** It is held whole while it is read: a day of a bicycle computer, each second, is 5 MB. */
export const fitBytesMax = 32 * 1024 * 1024;

/** Files in one, one after the other. */
export const fitChainMax = 1000;
