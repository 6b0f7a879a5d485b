// Packages that wait to be picked up.
export const packagesStep: readonly string[] = [];
