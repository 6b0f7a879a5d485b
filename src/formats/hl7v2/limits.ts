// What a file of messages may ask of whoever reads it.

/** Of a segment that is kept; what is longer is a file inside of it, which is left out. */
export const segmentBytesMax = 1024 * 1024;

/** Of one order: panels have tens of results, whole genomes thousands. */
export const segmentsPerOrderMax = 5000;

/** Of one order, in all. */
export const orderCharactersMax = 4 * 1024 * 1024;

/** Fields of a segment, repetitions of a field, components of a repetition: the rest is not looked at. */
export const fieldsMax = 128;
export const repetitionsMax = 1000;
export const componentsMax = 32;

/** Orders whose results are held, for what is said of them again in the same file, and the characters of their items. */
export const ordersHeldMax = 500;
export const heldCharactersMax = 8 * 1024 * 1024;
