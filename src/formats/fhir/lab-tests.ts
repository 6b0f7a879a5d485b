// One test of a laboratory as an observation: within a report, or by itself.
import type { CodableValue, CodedValue } from '../../things/common/codable.ts';
import { codeable, isWritable, readConcept, writeConcept } from './codes.ts';
import { each } from './convert.ts';
import { approxDateTime } from './dates.ts';
import { readNotes, unknownConcept } from './elements.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Settings } from './mapping.ts';
import { categories, findMoment } from './observation.ts';
import { flag, readBound, readMeasurement, writeBounds, writeMeasurement } from './results.ts';

/** @param item a test of Lab results */
export function writeTest(item: JsonObject, settings: Settings): Draft {
  const { value, note } = item;
  const test: Draft = {
    resourceType: 'Observation',
    status: writeStatus(item.status, value !== undefined),
    category: [laboratory],
    code: writeName(item),
  };
  const when = item.when === undefined ? undefined : approxDateTime.write(item.when, settings);
  if (when !== undefined) test.effectiveDateTime = when;
  const measurement = getOwn(value, 'measurement');
  writeMeasurement(measurement, test);
  if (test.valueQuantity === undefined && test.valueString === undefined)
    test.dataAbsentReason = unknownConcept;
  const substance = writeConcept(item.substance, settings);
  if (isWritable(getOwn(substance, 'text'))) test.specimen = { display: getOwn(substance, 'text') ?? '' };
  const flags = each(flag).write(getOwn(value, 'flag') ?? [], settings);
  if (flags !== undefined) test.interpretation = flags;
  const units = getOwn(listOf(getOwn(measurement, 'structured'))[0], 'units');
  const ranges = listOf(getOwn(value, 'ranges')).map(range => writeRange(range, units, settings));
  if (ranges.length > 0) test.referenceRange = ranges;
  if (isWritable(note)) test.note = [{ text: note }];
  return test;
}

export const laboratory: JsonObject = {
  coding: [{ system: categories, code: 'laboratory', display: 'Laboratory' }],
  text: 'Laboratory',
};

export function readTest(test: JsonObject, settings: Settings): JsonObject {
  const item: Draft = { ...readName(test.code, settings) };
  const moment = findMoment(test);
  const when = moment === undefined ? undefined : approxDateTime.read(moment, settings);
  const substance = getOwn(test.specimen, 'display');
  // What was withdrawn, or is turned into something else by what nobody here knows, is named without its value.
  const value = isSo(test) ? readValue(test, settings) : undefined;
  const status = test.modifierExtension === undefined ? readStatus(test.status) : modified;
  const noted = readNotes(test);
  if (when !== undefined) item.when = when;
  if (isWritable(substance)) item.substance = { text: substance };
  if (value) item.value = value;
  if (status) item.status = status;
  if (noted !== undefined) item.note = noted;
  return item;
}

/** The codes of a test under the words of them, and what the laboratory calls it. */
function writeName({ name, clinicalCode, substance }: JsonObject): JsonObject {
  const { text: words, code = [] } = (clinicalCode ?? {}) as unknown as Partial<CodableValue>;
  const written = codeable.write({ text: '', code: code as readonly CodedValue[] } as unknown as Json, {
    zone: 'UTC',
  });
  const coding = listOf(getOwn(written, 'coding')).map(one => ({
    ...(one as JsonObject),
    ...(isWritable(words) && { display: words }),
  }));
  const called = [name, words, getOwn(substance, 'text')].find(isWritable) ?? unnamed;
  return { ...(coding.length > 0 && { coding }), text: called };
}

const unnamed = 'Laboratory test';

function readName(concept: Json | undefined, settings: Settings): Draft {
  const read = readConcept(concept, settings);
  if (!isObject(read)) return {};
  const { text: words, code } = read;
  const display = listOf(getOwn(concept, 'coding'))
    .map(one => getOwn(one, 'display'))
    .find(isWritable);
  const coded = code !== undefined && { clinicalCode: { text: display ?? words, code } as Json };
  return { name: words ?? '', ...coded };
}

function readValue(test: JsonObject, settings: Settings): JsonObject | undefined {
  const measurement = readMeasurement(test);
  if (!measurement) return undefined;
  const flags = each(flag).read(test.interpretation ?? [], settings);
  const ranges = listOf(test.referenceRange)
    .filter(isObject)
    .map(range => readRange(range, settings));
  return {
    measurement,
    ...(ranges.length > 0 && { ranges }),
    ...(flags !== undefined && { flag: flags }),
  };
}

const meanings = 'http://terminology.hl7.org/CodeSystem/referencerange-meaning';
const usual: JsonObject = { coding: [{ system: meanings, code: 'normal' }], text: 'Normal' };

function writeRange(range: Json, units: Json | undefined, settings: Settings): JsonObject {
  const [min, max] = ['minimumRange', 'maximumRange'].map(end => getOwn(getOwn(range, 'value'), end));
  const type = writeConcept(getOwn(range, 'type'), settings);
  const words = getOwn(getOwn(range, 'text'), 'text');
  const bounds = writeBounds(min, max, units);
  // One of them there must be.
  const said = isWritable(words) ? words : Object.keys(bounds).length > 0 ? undefined : 'unknown';
  return { ...bounds, ...(type !== undefined && { type }), ...(said !== undefined && { text: said }) };
}

function readRange(range: JsonObject, settings: Settings): JsonObject {
  const [min, max] = [readBound(range, 'low'), readBound(range, 'high')];
  const type = readConcept(range.type, settings);
  const words = isWritable(range.text) ? range.text : sayBounds(min, max);
  const value = {
    ...(min !== undefined && { minimumRange: min }),
    ...(max !== undefined && { maximumRange: max }),
  };
  return {
    type: type ?? codeable.read(usual, settings) ?? { text: 'Normal' },
    text: { text: words },
    ...(Object.keys(value).length > 0 && { value }),
  };
}

function sayBounds(min: number | undefined, max: number | undefined): string {
  if (min !== undefined) return max === undefined ? `≥ ${min}` : `${min} - ${max}`;
  return max === undefined ? '' : `≤ ${max}`;
}

function isSo({ status, modifierExtension }: JsonObject): boolean {
  return status !== 'entered-in-error' && status !== 'cancelled' && modifierExtension === undefined;
}

const modifiedWords = 'Not as it seems: the file changes what it means';
const modified: JsonObject = { text: modifiedWords };

/** How far a test has come, by HealthVault's codes, and by words where it has none. */
const states: readonly (readonly [status: string, text: string, code?: string])[] = [
  ['final', 'Complete', 'C'],
  ['registered', 'Pending', 'P'],
  ['cancelled', 'Patient Refused Test', 'R'],
  ['cancelled', 'Quantity not sufficient', 'QNS'],
  ['cancelled', 'Cancelled'],
  ['cancelled', 'Could not be done'],
  // As clinical files have them.
  ['cancelled', 'Canceled'],
  ['cancelled', 'aborted'],
  ['cancelled', 'suspended'],
  ['registered', 'held'],
  ['registered', 'new'],
  ['entered-in-error', 'nullified'],
  ['amended', 'Amended'],
  ['corrected', 'Corrected'],
  ['entered-in-error', 'Entered in error'],
  ['unknown', 'Status not known'],
  ['unknown', modifiedWords],
];

/** @param hasResults what waits for nothing but its confirmation is preliminary */
export function writeStatus(status: Json | undefined, hasResults: boolean): string {
  const codes = listOf(getOwn(status, 'code')).map(one => getOwn(one, 'value'));
  const text = String(getOwn(status, 'text') ?? '').toLowerCase();
  const [found = 'final'] =
    states.find(
      ([, words, code]) => (code !== undefined && codes.includes(code)) || text === words.toLowerCase(),
    ) ?? [];
  return found === 'registered' && hasResults ? 'preliminary' : found;
}

/** What is said of a test that is withdrawn, corrected or unsure, which items once did not say. */
export const unsaidBefore: ReadonlySet<Json | undefined> = new Set([
  ...['Cancelled', 'Corrected', 'Entered in error', 'Status not known', modifiedWords],
]);

const said: ReadonlyMap<string, string> = new Map([
  ...(['registered', 'preliminary', 'partial'] as const).map(one => [one, 'Pending'] as const),
  ...(['amended', 'corrected', 'appended'] as const).map(one => [one, 'Corrected'] as const),
  ['cancelled', 'Cancelled'],
  ['entered-in-error', 'Entered in error'],
  ['unknown', 'Status not known'],
]);

/** What is final needs no word. */
export function readStatus(status: Json | undefined): JsonObject | undefined {
  const text = typeof status === 'string' ? said.get(status) : undefined;
  if (text === undefined) return undefined;
  const code = states.find(([, words]) => words === text)?.[2];
  return { text, ...(code !== undefined && { code: [{ value: code, ...ofStatus }] }) };
}

const ofStatus = { family: 'wc', type: 'lab-status', version: '1' };
