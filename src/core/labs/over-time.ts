// Laboratory results, test by test over time, as far as a grant opens them. What was measured in several units is brought into
// the one of the newest result where that is certain; what was written stays beside it.
import { getAt } from '../../assume.ts';
import type { Language } from '../../locales/language.ts';
import { writeNumber } from '../../locales/numbers.ts';
import { findKnownTo, getEarliest, type KnownTo } from '../../things/common/dates.ts';
import type { Bounds } from '../../things/common/marks.ts';
import { findUcumOfText } from '../../things/common/unit-names.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import labType, {
  type LabRange,
  type LabResults,
  type LabTest,
  listTests,
  nameTest,
  readBounds,
} from '../../things/lab-results.ts';
import type { Grant } from '../authorization/grant.ts';
import { type Beside, dayOf, judgeValue, type Mark, readBeside } from '../targets/judge.ts';
import { listValues } from '../targets/values.ts';
import { buildQuery, readPageFrom } from '../things/list.ts';
import type { ThingPlace } from '../things/query.ts';
import { findDatedTo } from '../things/short-form.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { findKnownTest, type KnownTestId } from './known-tests.ts';
import { keyOfTest, nameKnownTest } from './test-names.ts';

export interface LabReading {
  readonly itemId: string;
  /** A local date-time: of the test itself where it has one, else of the report. */
  readonly at: string;
  /** How far that is known; undefined where it is the moment it was added. */
  readonly datedTo: KnownTo | undefined;
  /** As it was written, with the decimal mark of the reader. */
  readonly written: string;
  /** In the unit of the whole; undefined for words, and where the unit cannot be brought into that. */
  readonly value: number | undefined;
  /** As it was written. */
  readonly unit: string;
  /** In the unit of the whole. */
  readonly bounds: Bounds | undefined;
  readonly range: string;
  readonly mark: Mark | undefined;
  /** Where it is anything else than complete: pending, corrected. */
  readonly standing: string | undefined;
}

export interface LabSeries {
  readonly key: string;
  readonly known: KnownTestId | undefined;
  readonly name: string;
  /** As the newest result has it; empty for none. */
  readonly unit: string;
  /** Newest first. */
  readonly readings: readonly LabReading[];
}

export interface LabsOverTime {
  /** In the order of the newest report, then of those before. */
  readonly series: readonly LabSeries[];
  /** How many reports they are from, and whether there are older ones. */
  readonly reports: number;
  readonly isCut: boolean;
}

const pageMax = 100;
const labs: ThingType<LabResults> = labType;

export async function readLabsOverTime(
  vault: Vault,
  grant: Grant,
  language: Language,
): Promise<LabsOverTime> {
  const beside = await vault.store.read(db => readBeside(db, grant, vault.clock.now()));
  const found = new Map<string, { known: KnownTestId | undefined; name: string; readings: LabReading[] }>();
  const { labItemsMax } = vault.limits;
  const query = buildQuery({ typeIds: labs.versions.map(({ id }) => id) });
  let reports = 0;
  let after: ThingPlace | undefined;
  do {
    const limit = Math.min(pageMax, labItemsMax - reports);
    const { things, next } = await readPageFrom(vault, grant, query, { after, limit });
    for (const thing of things) {
      reports++;
      for (const { key, known, name, reading } of readReport(thing, language, beside)) {
        const there = found.get(key);
        if (there) there.readings.push(reading);
        else found.set(key, { known, name, readings: [reading] });
      }
    }
    after = next;
    // Others get their turn between pages.
    await new Promise(setImmediate);
  } while (after && reports < labItemsMax);
  const series = await Promise.all(
    [...found].map(async ([key, { known, name, readings }]) => ({
      key,
      known,
      name,
      ...(await inOneUnit(readings, known)),
    })),
  );
  return { series, reports, isCut: after !== undefined };
}

interface ReportLine {
  readonly group: string;
  readonly key: string;
  readonly known: KnownTestId | undefined;
  readonly name: string;
  /** In its own unit. */
  readonly reading: LabReading;
}

/** The results of one report, in its order; tests without any are left out. */
export function readReport(
  thing: Pick<StoredThing, 'id' | 'typeId' | 'dataXml' | 'effectiveDate'>,
  language: Language,
  beside: Beside,
): ReportLine[] {
  const value = readValue(labs, thing);
  const of = { ...thing, datedTo: findDatedTo(currentVersion(labType), value) };
  const values = listValues(labType as ThingType, value as never);
  return listTests(localiseValue(value, language)).flatMap(({ group, test, standing }, place) => {
    const read = readTest(test, of, language);
    if (!read) return [];
    const verdict = judgeValue(getAt(values, place), beside, dayOf(of, of));
    const reading = { ...read, standing, mark: verdict && { ...verdict, what: '' } };
    const { key, known } = keyOfTest(test);
    const name = known ? nameKnownTest(known, language) : (nameTest(test) ?? '');
    return [{ group, key, known, name, reading }];
  });
}

/** Undefined for a test that has no result. */
function readTest(
  test: LabTest<LabRange>,
  thing: { id: string; effectiveDate: string; datedTo: KnownTo | undefined },
  language: Language,
): Omit<LabReading, 'mark' | 'standing'> | undefined {
  const { value, when } = test;
  if (!value) return undefined;
  const { display, structured: [first] = [] } = value.measurement;
  const [range] = value.ranges ?? [];
  return {
    itemId: thing.id,
    at: (when && getEarliest(when)) ?? thing.effectiveDate,
    datedTo: when ? findKnownTo(when) : thing.datedTo,
    written: first ? writeOwn(display, first.value, language) : display,
    value: first?.value,
    unit: first?.units.text.trim() ?? '',
    bounds: range && readBounds(range),
    range: range?.text.text.replace(/\d+\.\d+/g, text => writeNumber(text, language)) ?? '',
  };
}

/** With the mark of the reader in its number, whatever zeros that ends in. */
function writeOwn(display: string, value: number, language: Language): string {
  return display.replace(/-?\d+(?:\.\d+)?/, text =>
    Number(text) === value ? writeNumber(text, language) : text,
  );
}

async function inOneUnit(
  readings: readonly LabReading[],
  known: KnownTestId | undefined,
): Promise<{ unit: string; readings: LabReading[] }> {
  const newestFirst = [...readings].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const unit = newestFirst.find(({ value }) => value !== undefined)?.unit ?? '';
  const others = newestFirst.some(reading => reading.value !== undefined && !isSameUnit(reading.unit, unit));
  // Whoever does not convert does not load the library of units.
  const convert = others ? await makeConversion(unit, known) : undefined;
  return {
    unit,
    readings: newestFirst.map(reading => {
      if (reading.value === undefined || isSameUnit(reading.unit, unit)) return reading;
      const into = (value: number | undefined) =>
        value === undefined ? undefined : convert?.(value, reading.unit);
      const { min, max } = reading.bounds ?? {};
      return {
        ...reading,
        value: into(reading.value),
        bounds: reading.bounds && { min: into(min), max: into(max) },
      };
    }),
  };
}

function isSameUnit(one: string, other: string): boolean {
  return one === other || (findUcumOfText(one) ?? one) === (findUcumOfText(other) ?? other);
}

async function makeConversion(
  to: string,
  known: KnownTestId | undefined,
): Promise<(value: number, from: string) => number | undefined> {
  const { convert, convertBase, displayInBase } = await import('../../things/common/units.ts');
  const target = findUcumOfText(to);
  const substance = known && findKnownTest(known).substance;
  return (value, from) => {
    const source = findUcumOfText(from);
    if (target === undefined || source === undefined) return undefined;
    // Of a HbA1c per cent are no tenths of mmol/mol.
    const converted =
      known !== 'hba1c'
        ? convert(value, source, target, substance)
        : target === '%'
          ? convertBase(value, 'mmol-per-mol', target)
          : displayInBase({ value, units: from }, 'mmol-per-mol');
    // Conversion makes more digits than anybody measured.
    return converted === undefined ? undefined : Number(converted.toPrecision(significantDigits));
  };
}

const significantDigits = 4;
