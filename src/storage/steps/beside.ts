// With each step, which Keepwell goes on beside it: the number of steps that one must know at least.
export const besideStep: readonly string[] = ['ALTER TABLE migration ADD COLUMN needs {integer}'];
