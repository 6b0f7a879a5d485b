// Percentiles by Cole's method: at an age the values of children are normal once raised to a power (L), about a median (M), with
// a variation (S).

export interface Lms {
  readonly l: number;
  readonly m: number;
  readonly s: number;
}

/** By ages, the youngest first. */
export type LmsTable = readonly (Lms & { readonly age: number })[];

/** @param text `age L M S; age L M S; …` */
export function readTable(text: string): LmsTable {
  return text
    .trim()
    .split(/;\s*/)
    .map(row => {
      const [age = Number.NaN, l = Number.NaN, m = Number.NaN, s = Number.NaN] = row.split(' ').map(Number);
      return { age, l, m, s };
    });
}

/** Between two ages of the table as far as one is from them; undefined where the table has no such age. */
export function findLms(table: LmsTable, age: number): Lms | undefined {
  const next = table.findIndex(row => row.age >= age);
  const above = table[next];
  if (!above || above.age === age) return above;
  const below = table[next - 1];
  if (!below) return undefined;
  const part = (age - below.age) / (above.age - below.age);
  const between = (a: number, b: number) => a + (b - a) * part;
  return { l: between(below.l, above.l), m: between(below.m, above.m), s: between(below.s, above.s) };
}

/** How many standard deviations a value is above the median. */
export function findZ({ l, m, s }: Lms, value: number): number {
  return l === 0 ? Math.log(value / m) / s : ((value / m) ** l - 1) / (l * s);
}

/** What is so many standard deviations above the median. */
export function findValue({ l, m, s }: Lms, z: number): number {
  return l === 0 ? m * Math.exp(s * z) : m * (1 + l * s * z) ** (1 / l);
}

const outer = 3;

/**
 * As the WHO has it for what depends on weight: beyond three deviations each further one is as wide as that from the second to
 * the third, for far out the method tells of no child that was ever measured.
 */
export function findRestrictedZ(lms: Lms, value: number): number {
  const z = findZ(lms, value);
  if (Math.abs(z) <= outer) return z;
  const side = Math.sign(z);
  const [third, second] = [findValue(lms, side * outer), findValue(lms, side * (outer - 1))];
  return side * (outer + (value - third) / (third - second));
}

/** How many of a hundred are below it: the normal distribution, to a hundred-thousandth. */
export function findPercentile(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  // Abramowitz and Stegun, 7.1.26.
  const [a, b, c, d, e] = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429] as const;
  const tail = t * (a + t * (b + t * (c + t * (d + t * e)))) * Math.exp(-x * x);
  return 100 * (z < 0 ? tail / 2 : 1 - tail / 2);
}

/** The z of percentiles that curves are drawn of. */
export const curves = { 3: -1.88079, 15: -1.03643, 50: 0, 85: 1.03643, 97: 1.88079 } as const;
