// HbA1c in its two units, by the master equation between them: IFCC = 10.93 × NGSP − 23.5. The numbers of both are said to
// count parts of a whole, and yet are no multiples of each other, for the two methods do not measure the same.
import { dropNoise } from './numbers.ts';

const slope = 10.93;
const offset = 23.5;

/** mmol/mol from the percentage of NGSP. */
export function convertNgspToIfcc(percent: number): number {
  return dropNoise(slope * percent - offset);
}

/** The percentage of NGSP from mmol/mol. */
export function convertIfccToNgsp(mmolPerMol: number): number {
  return (mmolPerMol + offset) / slope;
}
