// Every method, one file each. Written by `npm run gen`: do not edit.
import createAuthenticatedSessionToken from './create-authenticated-session-token.ts';
import overwriteThings from './overwrite-things.ts';
import putThings from './put-things.ts';

export const allMethods = [
  createAuthenticatedSessionToken,
  overwriteThings,
  putThings,
] as const;
