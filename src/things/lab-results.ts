// Lab results: tests in groups, and groups inside groups. Its two versions tell what is normal differently: see below.
import { type Infer, longText, named, type Schema } from '../schema/schema.ts';
import { lazy, many, optional, seq } from '../schema/sequence.ts';
import { double, string } from '../schema/text.ts';
import { type CodableValue, codable } from './common/codable.ts';
import { type ApproxDateTime, approxDateTime } from './common/dates.ts';
import { type Bounds, readStrictness, type Valued } from './common/marks.ts';
import { doubleRange, type GeneralMeasurement, generalMeasurement } from './common/measurements.ts';
import { type Organization, organization } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

const common = {
  root: 'lab-test-results',
  namespace: 'urn:com.microsoft.wc.thing.lab-test-results',
  effectiveDate: 'when',
};

const range1 = seq({ type: codable(), range: doubleRange });
export type LabRange1 = Infer<typeof range1>;

const range = seq({
  type: codable(),
  text: codable(),
  value: optional(seq({ 'minimum-range': optional(double()), 'maximum-range': optional(double()) })),
});
export type LabRange = Infer<typeof range>;

export const labResults1 = resultsWith(range1);
export type LabResults1 = LabResultsOf<LabRange1>;

export const labResults = resultsWith(range);
export type LabResults = LabResultsOf<LabRange>;

export default thingType({
  name: 'Lab results',
  description: 'What a laboratory measured, test by test, and what would be normal.',
  group: 'labs',
  versions: [
    thingVersion({
      ...common,
      id: 'f57746af-9631-49dc-944e-2c92bee0d1e9',
      number: 1,
      schema: labResults1,
    }),
    thingVersion({
      ...common,
      id: '5800eab5-a8c2-482a-a4d6-f1db25ae08c3',
      number: 2,
      schema: labResults,
      up,
      down,
      loses: { down: 'the text of a range, and with it a range that has no numbers' },
    }),
  ],
  labels: {
    'sub-groups': 'Group inside this one',
    'laboratory-name': 'Laboratory',
    results: 'Test',
    substance: 'Measured in',
    'collection-method': 'How the sample was taken',
    'clinical-code': 'Code of the test',
    measurement: 'Result',
    ranges: 'Range',
    flag: 'What stands out',
    'lab-group': 'Group of tests',
    'group-name': 'Name',
    type: 'Kind of range',
  },
  opensWith: 'lab-group/results',
  summary: ({ labGroup }: LabResults) => labGroup.map(groupText).join('; '),
  values: (labs: LabResults) => listTests(labs).map(({ test }) => readTestValue(test)),
});

/** The schema of a version, which has ranges of its own kind. */
function resultsWith<Range>(range: Schema<Range>): Schema<LabResultsOf<Range>> {
  const value = seq({
    measurement: generalMeasurement,
    ranges: many(range),
    flag: many(codable('lab-result-flag')),
  });
  const test = seq({
    when: optional(approxDateTime),
    name: optional(string),
    substance: optional(codable()),
    'collection-method': optional(codable()),
    'clinical-code': optional(codable('regenstrief:LOINC')),
    value: optional(value),
    status: optional(codable('lab-status')),
    note: optional(longText(string)),
  });
  const group: Schema<LabGroup<Range>> = named(
    common.namespace,
    'lab-test-results-group-type',
    seq({
      'group-name': codable(),
      'laboratory-name': optional(organization),
      status: optional(codable('lab-status')),
      'sub-groups': many(lazy(() => group)),
      results: many(test),
    }),
  );
  return seq({
    when: optional(approxDateTime),
    'lab-group': many(group, { min: 1 }),
    'ordered-by': optional(organization),
  });
}

export interface LabResultsOf<Range> {
  when?: ApproxDateTime | undefined;
  labGroup: LabGroup<Range>[];
  orderedBy?: Organization | undefined;
}

/** A type that mentions itself cannot be inferred. */
export interface LabGroup<Range> {
  groupName: CodableValue;
  laboratoryName?: Organization | undefined;
  status?: CodableValue | undefined;
  subGroups?: LabGroup<Range>[] | undefined;
  results?: LabTest<Range>[] | undefined;
}

export interface LabTest<Range> {
  when?: ApproxDateTime | undefined;
  name?: string | undefined;
  substance?: CodableValue | undefined;
  collectionMethod?: CodableValue | undefined;
  clinicalCode?: CodableValue | undefined;
  value?: LabValue<Range> | undefined;
  status?: CodableValue | undefined;
  note?: string | undefined;
}

export interface LabValue<Range> {
  measurement: GeneralMeasurement;
  ranges?: Range[] | undefined;
  flag?: CodableValue[] | undefined;
}

/** `Lipid panel: Cholesterol 221 mg/dL (high), LDL 140 mg/dL`. */
function groupText(group: LabGroup<LabRange>): string {
  const { groupName, results = [], subGroups = [] } = group;
  const inside = [...results.map(testText), ...subGroups.map(groupText)].filter(text => text !== '');
  const standing = findStanding(group);
  const name = [groupName.text, standing && `(${standing})`].filter(Boolean).join(' ');
  return [name, inside.join(', ')].filter(Boolean).join(': ');
}

/** A test, and what it stands in. */
export interface TestInGroup {
  readonly group: string;
  readonly test: LabTest<LabRange>;
  /** Of the test, or else of its group. */
  readonly standing: string | undefined;
}

/** The tests of all groups, in their order. */
export function listTests({ labGroup }: LabResults): TestInGroup[] {
  const inGroup = (group: LabGroup<LabRange>): TestInGroup[] => {
    const { groupName, results = [], subGroups = [] } = group;
    const own = results.map(test => ({
      group: groupName.text,
      test,
      standing: test.status === undefined ? findStanding(group) : findStanding(test),
    }));
    return [...own, ...subGroups.flatMap(inGroup)];
  };
  return labGroup.flatMap(inGroup);
}

export function nameTest({ name, clinicalCode, substance }: LabTest<LabRange>): string | undefined {
  return name ?? clinicalCode?.text ?? substance?.text;
}

function testText(test: LabTest<LabRange>): string {
  const { value } = test;
  const said = [...(value?.flag ?? []).map(({ text }) => text), findStanding(test) ?? ''];
  const flags = said.filter(text => text !== '').join(', ');
  return [nameTest(test), value?.measurement.display, flags && `(${flags})`].filter(Boolean).join(' ');
}

/** How a test or group stands where that is anything else than complete: pending, corrected, withdrawn. */
export function findStanding({ status }: { readonly status?: CodableValue | undefined }): string | undefined {
  const isComplete = status?.code?.some(({ value, type }) => type === 'lab-status' && value === 'C');
  return isComplete || /^(complete|final)d?$/i.test(status?.text ?? '') ? undefined : status?.text;
}

/** Ranges have no unit of their own: they are in that of the result. */
function readTestValue(test: LabTest<LabRange>): Valued {
  const { measurement, ranges = [], flag = [] } = test.value ?? {};
  const [first] = measurement?.structured ?? [];
  return {
    what: nameTest(test) ?? '',
    value: first?.value,
    unit: first?.units.text.trim() ?? '',
    said: flag,
    ranges: ranges.map(readBounds),
  };
}

/** As strict as its words. */
export function readBounds({ text, value }: LabRange): Bounds {
  const bounds = { min: value?.minimumRange, max: value?.maximumRange };
  return { ...bounds, ...readStrictness(text.text, bounds) };
}

// Lab results between their versions. They differ in the ranges of a test alone: version 1 has two numbers, version 2
// words, and numbers of which either may be missing.

function up(older: LabResults1): LabResults {
  return withRanges(older, rangeUp);
}

function down(newer: LabResults): LabResults1 {
  return withRanges(newer, rangeDown);
}

type Move<From, To> = (range: From) => To | undefined;

function withRanges<From, To>(results: LabResultsOf<From>, move: Move<From, To>): LabResultsOf<To> {
  return { ...results, labGroup: results.labGroup.map(group => movedGroup(group, move)) };
}

function movedGroup<From, To>(group: LabGroup<From>, move: Move<From, To>): LabGroup<To> {
  return {
    ...group,
    subGroups: group.subGroups?.map(inner => movedGroup(inner, move)),
    results: group.results?.map(test => movedTest(test, move)),
  };
}

function movedTest<From, To>(test: LabTest<From>, move: Move<From, To>): LabTest<To> {
  if (!test.value) return { ...test, value: undefined };
  const ranges = test.value.ranges?.map(move).filter(range => range !== undefined);
  return { ...test, value: { ...test.value, ranges: ranges?.length ? ranges : undefined } };
}

/** An open end is a missing number in version 2, and infinity in version 1. */
function rangeUp({ type, range: { minimumRange: min, maximumRange: max } }: LabRange1): LabRange {
  const from = min === Number.NEGATIVE_INFINITY ? undefined : min;
  const to = max === Number.POSITIVE_INFINITY ? undefined : max;
  return {
    type,
    text: { text: rangeText(from, to) },
    value: {
      ...(from !== undefined && { minimumRange: from }),
      ...(to !== undefined && { maximumRange: to }),
    },
  };
}

function rangeDown({ type, value }: LabRange): LabRange1 | undefined {
  if (!value) return undefined;
  const { minimumRange = Number.NEGATIVE_INFINITY, maximumRange = Number.POSITIVE_INFINITY } = value;
  return { type, range: { minimumRange, maximumRange } };
}

function rangeText(from: number | undefined, to: number | undefined): string {
  if (from !== undefined) return to === undefined ? `≥ ${from}` : `${from} - ${to}`;
  return to === undefined ? 'any' : `≤ ${to}`;
}
