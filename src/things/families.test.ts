// Every family up and down again: what both versions can hold comes back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ElementItem, Schema } from '../schema/schema.ts';
import { valuesOf } from '../testing/arbitrary.ts';
import type { Exercise1 } from './exercise.ts';
import { everyType, type ThingVersion, transform } from './index.ts';
import type { MedicalImageStudy1 } from './medical-image-study.ts';
import type { Medication1 } from './medication.ts';
import type { Spirometer } from './peak-flow.ts';

const runs = { numRuns: 80 };
type Value = Record<string, unknown>;

interface Moves {
  /** Keys that no later version has a place for. */
  readonly lost?: readonly string[];
  /** What must come back of a value, where the newer version holds it in another place or form, or less of it. */
  readonly kept?: (older: never) => object;
}

/** By type and older version. All that a value has comes back, but for what is said here. */
const moves: Readonly<Record<string, Moves>> = {
  'Basic demographic information 1': {},
  'Cholesterol 1': {},
  'Encounter 1': { lost: ['id', 'location'] },
  'Exercise 1': { lost: ['sessionSamples'], kept: exercise },
  'Family history 1': {
    lost: ['ageOfOnset', 'ageOfResolution', 'duration', 'severity', 'isRecurring', 'status'],
  },
  'Family history 2': {},
  'HbA1C 1': {},
  'Immunization 1': {},
  'Lab results 1': {},
  'Medical image study 1': {
    // The study has one referring physician.
    kept: ({ series, ...study }: MedicalImageStudy1) => ({
      ...study,
      series: series.map(({ referringPhysician, ...rest }) => rest),
    }),
  },
  'Medication 1': {
    lost: ['code', 'dateFilled', 'refillsLeft', 'pharmacy', 'prescriptionNumber', 'duration', 'durationUnit'],
    kept: medication,
  },
  'Peak flow 1': {
    lost: [
      'warning',
      'problem',
      'FEVoverFVC',
      'FEF25to75',
      'FEF25to50',
      'FIF25to75',
      'FIF25to50',
      'FET',
      'SVC',
      'TV',
      'MVV',
    ],
    // A flow became a volume, and its unit with it: peak-flow.test.ts.
    kept: ({ when, pef, fev1 }: Spirometer) => ({
      when,
      pef,
      fev1: fev1 && { litersPerSecond: fev1.litersPerSecond },
    }),
  },
  'Procedure 1': {},
};

const families = everyType().filter(({ versions }) => versions.length > 1);

test('there are 12, and each older version is in the table', () => {
  expect(families).toHaveLength(12);
  const older = families.flatMap(({ name, versions }) =>
    versions.slice(0, -1).map(v => `${name} ${v.number}`),
  );
  expect(Object.keys(moves).sort()).toEqual(older.sort());
});

const pairs = families.flatMap(type =>
  type.versions.flatMap(older =>
    type.versions
      .filter(newer => newer.number > older.number)
      .map(newer => ({ type, older, newer, label: `${type.name} ${older.number} and ${newer.number}` })),
  ),
);

describe.each(pairs)('$label', ({ type, older, newer }) => {
  const { lost = [], kept = (value: Value) => value } = moves[`${type.name} ${older.number}`]!;

  test('up and down again all comes back but what the table names', () => {
    fc.assert(
      fc.property(valuesOf(older.schema), value => {
        const back = transform(type, transform(type, value, older, newer), newer, older);
        const due = Object.entries(kept(value as never)).filter(([key]) => !lost.includes(key));
        expect(missing(Object.fromEntries(due), back)).toBeUndefined();
      }),
      runs,
    );
  });

  test('what the table gives up has no place there', () => {
    const places = elements(newer).map(({ key }) => key);
    expect(lost.filter(key => places.includes(key))).toEqual([]);
  });

  // A type of the family's own has one name in all versions, whatever is in it.
  const shared = elements(older)
    .filter(({ schema }) => schema.typeName?.namespace !== older.namespace)
    .filter(field => elements(newer).some(other => isSame(field, other)));
  if (shared.length === 0) return;
  test('what both call and hold alike comes back from either', () => {
    for (const [from, to] of [
      [older, newer],
      [newer, older],
    ] as const) {
      fc.assert(
        fc.property(valuesOf(from.schema), value => {
          const back = transform(type, transform(type, value, from, to), to, from) as Value;
          for (const { key } of shared)
            if ((value as Value)[key] !== undefined) expect(back[key]).toEqual((value as Value)[key]);
        }),
        runs,
      );
    }
  });
});

function elements({ schema: { shape } }: ThingVersion): ElementItem[] {
  return shape.kind === 'sequence' ? shape.items.filter(item => item.kind === 'element') : [];
}

function isSame(a: ElementItem, b: ElementItem): boolean {
  return a.name === b.name && a.list === b.list && (a.schema === b.schema || isSameType(a.schema, b.schema));
}

function isSameType({ typeName: a }: Schema<unknown>, { typeName: b }: Schema<unknown>): boolean {
  return a !== undefined && a.name === b?.name && a.namespace === b.namespace;
}

/** Where what is due is not there, as a path; undefined when all is. Numbers may differ by the noise of arithmetic. */
function missing(due: unknown, found: unknown, path = ''): string | undefined {
  if (due === undefined) return undefined;
  if (typeof due === 'number' && typeof found === 'number') return isClose(due, found) ? undefined : path;
  if (typeof due !== 'object' || due === null) return due === found ? undefined : path;
  if (typeof found !== 'object' || found === null) return path;
  if (Array.isArray(due) && due.length !== (found as unknown[]).length) return path;
  for (const [key, value] of Object.entries(due)) {
    const inside = missing(value, (found as Value)[key], `${path}/${key}`);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function isClose(a: number, b: number): boolean {
  if (Object.is(a, b)) return true;
  const [small, large] = [Math.abs(a), Math.abs(b)].sort((x, y) => x - y) as [number, number];
  // At the ends of their range numbers have fewer digits, or none.
  return Math.abs(a - b) <= large * 1e-12 || large < 1e-300 || small > 1e300;
}

/** Numbers became details, which are in one unit; only a distance is shown as it was. */
function exercise({ session, lapSession, ...rest }: Exercise1): object {
  const lap = (lap: NonNullable<Exercise1['lapSession']>[number]) => ({
    ...lap,
    lapSession: lap.lapSession && withoutDisplays(lap.lapSession),
  });
  return { ...rest, session: withoutDisplays(session), lapSession: lapSession?.map(lap) };
}

function withoutDisplays(session: Exercise1['session']): object {
  const entries = Object.entries(session as Value).map(([key, value]) => {
    if (key === 'distance' || typeof value !== 'object' || value === null) return [key, value];
    const { display, ...inBase } = value as Value;
    return [key, inBase];
  });
  return Object.fromEntries(entries);
}

/** Numbers became measurements, which must have a unit; the end of a prescription became a day. */
function medication({
  doseValue,
  doseUnit,
  strengthValue,
  strengthUnit,
  daysSupply,
  prescriptionDuration,
  ...rest
}: Medication1): object {
  return {
    ...rest,
    ...(doseValue?.exactDose && doseUnit && { doseValue: { exactDose: doseValue.exactDose }, doseUnit }),
    ...(strengthValue !== undefined && strengthUnit && { strengthValue, strengthUnit }),
    ...(daysSupply && { daysSupply }),
    ...(prescriptionDuration && { prescriptionDuration: { startDate: prescriptionDuration.startDate } }),
  };
}
