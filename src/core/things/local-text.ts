/** A moment as a date-time without zone, as effective dates are kept. */
export function printLocal(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.?0*Z$/, '');
}
