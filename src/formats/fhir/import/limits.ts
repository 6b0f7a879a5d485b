// What the reading of FHIR keeps of a file, so that memory does not grow with it. A resource is bounded as any JSON value is
// (readings/limits.ts). What goes past one of these is read without what was kept.

/** Names of people, places and medicines that others refer to: an export of a hospital for one person has some hundreds. */
export const namesKeptMax = 50_000;
export const nameCharactersMax = 300;

/** What a medicine is called in all its codes. */
export const medicineCharactersMax = 4000;

/** Tests that wait for the report they are of, and their characters. */
export const testsHeldMax = 20_000;
export const testsHeldCharactersMax = 64 * 1024 * 1024;

/** References from reports to tests that are looked for. */
export const testsNamedMax = 200_000;

/** Files of an archive by whose beginning it is known. */
export const filesLookedAtMax = 20;

/** Bundles in bundles. */
export const bundlesWithinMax = 4;
