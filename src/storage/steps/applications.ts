// What child applications and restricted applications need.
export const applicationsStep: readonly string[] = [];
