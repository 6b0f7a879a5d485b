// What an export may ask of whoever reads it.

/** Elements within elements: a record has four around it. */
export const depthMax = 32;

/** Text between two tags, or within one, so that nothing is held that never ends. */
export const tokenBytesMax = 4 * 1024 * 1024;

/** Blood pressure that is not yet told with its other half. */
export const pressuresHeldMax = 200_000;

/** Points of a route that are read, a day of one each second. */
export const routePointsMax = 100_000;

/** Bytes of a route. */
export const routeBytesMax = 64 * 1024 * 1024;

/** Characters that no XML may have: some exports have a few hundred, and each costs more than a hundred others. */
export const strayCharactersMax = 100_000;

/** Bytes of an electrocardiogram: half a minute of 512 voltages a second is a thirtieth of it. */
export const ecgBytesMax = 4 * 1024 * 1024;

/** Electrocardiograms of one export. */
export const ecgsMax = 5000;
