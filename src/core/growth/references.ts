// Which table tells how children of an age grow: the standards of the WHO up to five years, then its reference of 2007, or the
// charts of the CDC, which go on where the WHO has none: for weight after ten years, and for all after nineteen.
import { findLms, type Lms, type LmsTable, readTable } from './lms.ts';
import * as cdcTables from './tables/cdc.ts';
import * as whoTables from './tables/who.ts';

export type Measure = 'weight' | 'height' | 'head' | 'bmi';
export type Sex = 'm' | 'f';
export type Source = 'who' | 'cdc';

/** In kg, cm, and kg/m². */
export interface Expected extends Lms {
  readonly source: Source;
}

/** For as long as children grow by these. */
export const grownAt = 20;

/** In the units of the tables. */
const daysInMonth = 30.4375;
const earlyDaysMax = 1826;
const cdcMonthsMin = 24;

interface Tables {
  readonly early: LmsTable;
  readonly later?: LmsTable;
  readonly cdc?: LmsTable;
}

/** @param days since birth @param preferred from two years on */
export function findExpected(
  measure: Measure,
  sex: Sex,
  days: number,
  preferred: Source = 'who',
): Expected | undefined {
  const { early, later, cdc } = findTables(measure, sex);
  const months = days / daysInMonth;
  const ofCdc = () => from('cdc', cdc && months >= cdcMonthsMin ? findLms(cdc, months) : undefined);
  const ofWho = () =>
    from('who', days <= earlyDaysMax ? findLms(early, days) : later && findLms(later, months));
  return preferred === 'cdc' ? (ofCdc() ?? ofWho()) : (ofWho() ?? ofCdc());
}

function from(source: Source, lms: Lms | undefined): Expected | undefined {
  return lms && { l: lms.l, m: lms.m, s: lms.s, source };
}

const read = new Map<string, Tables>();

/** Read when somebody first asks: few records are of children. */
function findTables(measure: Measure, sex: Sex): Tables {
  const name = `${measure} ${sex}`;
  let tables = read.get(name);
  if (!tables) {
    tables = readTables(measure, sex);
    read.set(name, tables);
  }
  return tables;
}

function readTables(measure: Measure, sex: Sex): Tables {
  const isBoy = sex === 'm';
  const { earlyWeightBoys, earlyWeightGirls, laterWeightBoys, laterWeightGirls } = whoTables;
  const { earlyHeightBoys, earlyHeightGirls, laterHeightBoys, laterHeightGirls } = whoTables;
  const { earlyBmiBoys, earlyBmiGirls, laterBmiBoys, laterBmiGirls } = whoTables;
  const { earlyHeadBoys, earlyHeadGirls } = whoTables;
  const { cdcWeightBoys, cdcWeightGirls, cdcHeightBoys, cdcHeightGirls, cdcBmiBoys, cdcBmiGirls } = cdcTables;
  const all = (early: string, later: string, cdc: string) => ({
    early: readTable(early),
    later: readTable(later),
    cdc: readTable(cdc),
  });
  switch (measure) {
    case 'weight':
      return isBoy
        ? all(earlyWeightBoys, laterWeightBoys, cdcWeightBoys)
        : all(earlyWeightGirls, laterWeightGirls, cdcWeightGirls);
    case 'height':
      return isBoy
        ? all(earlyHeightBoys, laterHeightBoys, cdcHeightBoys)
        : all(earlyHeightGirls, laterHeightGirls, cdcHeightGirls);
    case 'bmi':
      return isBoy
        ? all(earlyBmiBoys, laterBmiBoys, cdcBmiBoys)
        : all(earlyBmiGirls, laterBmiGirls, cdcBmiGirls);
    case 'head':
      return { early: readTable(isBoy ? earlyHeadBoys : earlyHeadGirls) };
  }
}
