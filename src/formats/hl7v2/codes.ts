// Codes of messages as items hold them: CE, CWE and their like, and the letters of HL7's own tables.
import { makeTable } from '../../schema/table.ts';
import { type CodableValue, type CodedValue, makeWcCoded, words } from '../../things/common/codable.ts';
import { findCodeSystem, makeCodable, makeCoded } from '../clinical/codes.ts';
import type { Value } from './segments.ts';

/** HL7 table 0396, as far as its names differ from what the systems are called elsewhere. */
const systems: Readonly<Record<string, string>> = makeTable({
  LN: 'LOINC',
  SCT: 'SNOMED CT',
  SCT2: 'SNOMED CT',
  SNM: 'SNOMED CT',
  I9: 'ICD9CM',
  I9C: 'ICD9CM',
  I9CDX: 'ICD9CM',
  I10: 'ICD10CM',
  I10C: 'ICD10CM',
  C4: 'CPT',
  L: 'local',
  CVX: 'CVX',
  HL70292: 'CVX',
  HL70227: 'MVX',
});

/** The words of a coded value: the text, its original, or the code itself. */
export function readCodeText(value: Value | undefined): string | undefined {
  return value?.get(2) ?? value?.get(9) ?? value?.get(5) ?? value?.get(1) ?? value?.get(4);
}

/** Words and the codes that say the same, those of public systems first. */
export function readCoded(value: Value | undefined): CodableValue | undefined {
  if (!value) return undefined;
  const codes = [readCode(value.get(1), value.get(3)), readCode(value.get(4), value.get(6))].filter(
    code => code !== undefined,
  );
  codes.sort((a, b) => Number(a.type === 'local') - Number(b.type === 'local'));
  return makeCodable(readCodeText(value), codes);
}

function readCode(code: string | undefined, system: string | undefined): CodedValue | undefined {
  if (code === undefined) return undefined;
  const name = system === undefined || /^(99|L$)/.test(system) ? 'local' : (systems[system] ?? system);
  return makeCoded(code, findCodeSystem(undefined, name));
}

const flagNames: Readonly<Record<string, readonly (readonly [code: string, text: string])[]>> = makeTable({
  N: [['N', 'Normal']],
  H: [['H', 'High']],
  '>': [['H', 'High']],
  HH: [
    ['C', 'Critical'],
    ['H', 'High'],
  ],
  L: [['L', 'Low']],
  '<': [['L', 'Low']],
  LL: [
    ['C', 'Critical'],
    ['L', 'Low'],
  ],
  A: [['A', 'Abnormal']],
  AA: [['C', 'Critical']],
  IND: [['I', 'Indeterminate']],
});

const otherFlags: Readonly<Record<string, string>> = makeTable({
  S: 'Susceptible',
  I: 'Intermediate',
  R: 'Resistant',
  POS: 'Positive',
  NEG: 'Negative',
  U: 'Rising',
  D: 'Falling',
  B: 'Better',
  W: 'Worse',
});

/** HL7 table 0078. */
export function readFlags(flags: readonly Value[]): CodableValue[] {
  return flags.flatMap(flag => {
    const code = flag.get(1)?.toUpperCase() ?? '';
    const known = flagNames[code];
    if (known) return known.map(([letter, text]) => makeWcCoded('lab-result-flag', letter, text));
    const text = otherFlags[code] ?? readCodeText(flag);
    return text === undefined || /^(N\/A|null)$/i.test(text) ? [] : [words(text)];
  });
}

const complete = makeWcCoded('lab-status', 'C', 'Complete');
const pending = makeWcCoded('lab-status', 'P', 'Pending');

/** HL7 tables 0085 and 0123; what says no more than that it is there is nothing. */
const statuses: Readonly<Record<string, CodableValue>> = makeTable({
  F: complete,
  U: complete,
  V: complete,
  P: pending,
  I: pending,
  R: pending,
  S: pending,
  A: pending,
  C: words('Corrected'),
  X: words('Could not be done'),
});

export function readStatus(code: string | undefined): CodableValue | undefined {
  return code === undefined ? undefined : statuses[code.toUpperCase()];
}
