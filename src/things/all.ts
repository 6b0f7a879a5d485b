// Every thing type, one file each. Written by `npm run gen`: do not edit.

export const allThingTypes = [
] as const;
