// What a file of messages may ask of whoever reads it.

/** Of a segment that is kept: one with a file inside is long, as base64 is a third longer than what it stands for. */
export const segmentBytesMax = 12 * 1024 * 1024;

/** Of one order: panels have tens of results, whole genomes thousands. */
export const segmentsPerOrderMax = 5000;

/** Of one order, in all: of what it says, and of the files inside. */
export const orderCharactersMax = 4 * 1024 * 1024;
export const orderFileCharactersMax = 24 * 1024 * 1024;

/** Fields of a segment, repetitions of a field, components of a repetition: the rest is not looked at. */
export const fieldsMax = 128;
export const repetitionsMax = 1000;
export const componentsMax = 32;

/** Orders whose results are held, for what is said of them again in the same file, and the characters of their items. */
export const ordersHeldMax = 500;
export const heldCharactersMax = 8 * 1024 * 1024;
