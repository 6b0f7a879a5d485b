// Every method, one file each. Written by `npm run gen`: do not edit.

export const allMethods = [
] as const;
