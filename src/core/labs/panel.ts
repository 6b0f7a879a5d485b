// A report of a laboratory as people type it, line by line, and what is kept of it.
import type { CodableValue } from '../../things/common/codable.ts';
import type { DateOnly } from '../../things/common/dates.ts';
import { type Bounds, findDegree, readStrictness } from '../../things/common/marks.ts';
import { findUcumOfText } from '../../things/common/unit-names.ts';
import type { LabRange, LabResults } from '../../things/lab-results.ts';

export interface PanelLine {
  readonly test: string;
  /** As it was typed, and its number where it is one. */
  readonly result: { readonly typed: string; readonly value: number | undefined };
  readonly unit: string;
  readonly range: RangeTyped | undefined;
}

export interface RangeTyped {
  readonly typed: string;
  /** Neither for a range in words. */
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface PanelTyped {
  readonly name: string;
  readonly day: DateOnly;
  readonly laboratory: string;
  readonly lines: readonly PanelLine[];
}

export interface PanelWords {
  /** What the kind of the range is called. */
  readonly rangeType: string;
}

/** Flags are those of the vocabulary, counted by the range; a result in words has none. */
export function writePanel(
  { name, day, laboratory, lines }: PanelTyped,
  { rangeType }: PanelWords,
): LabResults {
  return {
    when: { structured: { date: day } },
    labGroup: [
      {
        groupName: { text: name },
        ...(laboratory !== '' && { laboratoryName: { name: laboratory } }),
        results: lines.map(line => ({ name: line.test, value: writeResult(line, rangeType) })),
      },
    ],
  };
}

function writeResult({ result, unit, range }: PanelLine, rangeType: string) {
  const flag = flagOf(result.value, range);
  return {
    measurement: {
      // Words are measured in nothing.
      display: [result.typed, /\d/.test(result.typed) ? unit : ''].filter(Boolean).join(' '),
      ...(result.value !== undefined && { structured: [{ value: result.value, units: unitOf(unit) }] }),
    },
    ...(range && { ranges: [writeRange(range, rangeType)] }),
    ...(flag && { flag: [flag] }),
  };
}

function unitOf(unit: string): CodableValue {
  const ucum = findUcumOfText(unit);
  return { text: unit, ...(ucum !== undefined && { code: [{ value: ucum, type: 'ucum' }] }) };
}

function writeRange({ typed, min, max }: RangeTyped, rangeType: string): LabRange {
  return {
    type: { text: rangeType },
    text: { text: typed },
    ...((min !== undefined || max !== undefined) && {
      value: {
        ...(min !== undefined && { minimumRange: min }),
        ...(max !== undefined && { maximumRange: max }),
      },
    }),
  };
}

const flags = { low: ['L', 'Low'], high: ['H', 'High'] } as const;

/** In English, as applications know it. */
function flagOf(value: number | undefined, range: RangeTyped | undefined): CodableValue | undefined {
  const is = value === undefined || !range ? undefined : findDegree(value, readTyped(range));
  if (is === undefined) return undefined;
  const [code, text] = flags[is.endsWith('above') ? 'high' : 'low'];
  return { text, code: [{ value: code, family: 'wc', type: 'lab-result-flag', version: '1' }] };
}

/** As results have it once they are kept. */
function readTyped({ typed, min, max }: RangeTyped): Bounds {
  return { min, max, ...readStrictness(typed, { min, max }) };
}

/** `12–15.5`, `12 - 15.5`, `< 5`, `≤5`, `up to` and the like are words. @param readNumber undefined for what is none */
export function readRange(typed: string, readNumber: (text: string) => number | undefined): RangeTyped {
  const [, sign, bound] = /^([<>≤≥]|<=|>=)\s*(.+)$/u.exec(typed) ?? [];
  if (sign !== undefined && bound !== undefined) {
    const number = readNumber(bound);
    const isMost = sign.startsWith('<') || sign === '≤';
    return { typed, min: isMost ? undefined : number, max: isMost ? number : undefined };
  }
  const [, from, to] = /^([^\s–-]+)\s*(?:–|-|\.\.\.?|…)\s*([^\s–-]+)$/u.exec(typed) ?? [];
  const [min, max] = [from, to].map(text => (text === undefined ? undefined : readNumber(text)));
  if (min === undefined || max === undefined || min > max) return { typed, min: undefined, max: undefined };
  return { typed, min, max };
}
