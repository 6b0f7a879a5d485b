// Microbiology lab test result: a report that contains its tests, the germ that was found and what works against it.
import type { CodableValue } from '../../../things/common/codable.ts';
import microbiology from '../../../things/microbiology-lab-results.ts';
import { codesOf, isWritable, loinc, makeConcept, readConcept, writeConcept } from '../codes.ts';
import { absent, isUnknown, unknownConcept } from '../elements.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from '../json.ts';
import { laboratory, readTest, writeTest } from '../lab-tests.ts';
import { defineMapping, rowsOf, type Settings } from '../mapping.ts';
import { exactMoment, isToTheDay, usCoreProfile } from '../observation.ts';
import { makePart, takeInherited } from '../parts.ts';
import { reportSections } from '../reports.ts';

const { rowBy, also } = rowsOf(microbiology);
const [germ, effect] = ['organism', 'sensitivity'];
const identified = makeConcept(loinc, '6463-4', 'Bacteria identified in Specimen by Culture');

/** A test as Lab results have them, whose mapping it shares. */
function toTest(lab: JsonObject): JsonObject {
  const { when, name, substance, code, result } = lab;
  const [value, unit, range] = ['value', 'unit', 'referenceRange'].map(key => getOwn(result, key));
  const [words, flag] = ['textValue', 'flag'].map(key => getOwn(result, key));
  const structured = value === undefined ? undefined : [{ value, units: unit ?? { text: '' } }];
  const measurement: JsonObject | undefined = structured
    ? { display: '', structured }
    : words === undefined
      ? undefined
      : { display: words };
  return {
    ...(when !== undefined && { when: { structured: when } }),
    ...(name !== undefined && { name }),
    ...(substance !== undefined && { substance }),
    ...(listOf(code)[0] !== undefined && { clinicalCode: listOf(code)[0] as Json }),
    value: {
      ...(measurement && { measurement }),
      ...(range !== undefined && { ranges: [{ value: range }] }),
      ...(flag !== undefined && { flag }),
    },
  };
}

function fromTest(test: JsonObject): JsonObject {
  const { when, name, substance, clinicalCode, value } = test;
  const measurement = getOwn(value, 'measurement');
  const [amount] = listOf(getOwn(measurement, 'structured'));
  const words = getOwn(measurement, 'display');
  const range = getOwn(listOf(getOwn(value, 'ranges'))[0], 'value');
  const isRange = getOwn(range, 'minimumRange') !== undefined && getOwn(range, 'maximumRange') !== undefined;
  const flag = getOwn(value, 'flag');
  const result: JsonObject = {
    ...(amount !== undefined && {
      value: getOwn(amount, 'value') ?? 0,
      unit: getOwn(amount, 'units') ?? { text: '' },
    }),
    ...(amount === undefined && isWritable(words) && { textValue: words }),
    ...(isRange && { referenceRange: range as Json }),
    ...(flag !== undefined && { flag }),
  };
  const moment = getOwn(when, 'structured');
  return {
    ...(moment !== undefined && { when: moment }),
    ...(name !== undefined && { name }),
    ...(substance !== undefined && { substance }),
    ...(clinicalCode !== undefined && { code: [clinicalCode] }),
    ...(Object.keys(result).length > 0 && { result }),
  };
}

function finding(id: string, code: Json, value: Json | undefined): Draft {
  const said: JsonObject =
    value === undefined ? { dataAbsentReason: unknownConcept } : { valueCodeableConcept: value };
  return { resourceType: 'Observation', id, status: 'final', category: [laboratory], code, ...said };
}

function writeContained(item: JsonObject, settings: Settings): Draft[] {
  const tests = listOf(item.labTests).map((one, at) => ({
    ...writeTest(toTest(isObject(one) ? one : {}), settings),
    id: `t${at + 1}`,
  }));
  const organism = writeConcept(item.organismName, settings);
  const comment = item.organismComment;
  const found = finding(germ ?? '', identified, organism);
  if (isWritable(comment)) found.note = [{ text: comment }];
  const agent = writeConcept(item.sensitivityAgent, settings);
  const works = finding(effect ?? '', agent ?? unknownConcept, writeConcept(item.sensitivityValue, settings));
  const meaning = item.sensitivityInterpretation;
  if (isWritable(meaning)) works.interpretation = [{ text: meaning }];
  const hasWorks = works.valueCodeableConcept !== undefined || works.interpretation !== undefined || agent;
  return [
    ...tests,
    ...(organism !== undefined || found.note !== undefined ? [found] : []),
    ...(hasWorks ? [works] : []),
  ];
}

function listObservations(resource: JsonObject): JsonObject[] {
  const referred = listOf(resource.result).map(one => getOwn(one, 'reference'));
  return listOf(resource.contained)
    .filter(isObject)
    .filter(one => one.resourceType === 'Observation' && referred.includes(`#${String(one.id)}`));
}

function readContained(resource: JsonObject, item: Draft, settings: Settings): void {
  const all = listObservations(resource);
  const tests = all.filter(({ id }) => id !== germ && id !== effect);
  if (tests.length > 0) item.labTests = tests.map(one => fromTest(readTest(one, settings)));
  const found = all.find(({ id }) => id === germ);
  const organism = readConcept(found?.valueCodeableConcept, settings);
  const comment = getOwn(listOf(found?.note)[0], 'text');
  if (organism) item.organismName = organism;
  if (isWritable(comment)) item.organismComment = comment;
  const works = all.find(({ id }) => id === effect);
  const agent = isUnknown(works?.code) ? undefined : readConcept(works?.code, settings);
  const value = readConcept(works?.valueCodeableConcept, settings);
  const meaning = getOwn(listOf(works?.interpretation)[0], 'text');
  if (agent) item.sensitivityAgent = agent;
  if (value) item.sensitivityValue = value;
  if (isWritable(meaning)) item.sensitivityInterpretation = meaning;
}

export default defineMapping(microbiology, {
  resourceType: 'DiagnosticReport',
  profile: usCoreProfile('diagnosticreport-lab'),
  subject: 'subject',
  fixed: {
    status: 'final',
    category: [
      {
        coding: [
          { system: reportSections, code: 'LAB', display: 'Laboratory' },
          { system: reportSections, code: 'MB', display: 'Microbiology' },
        ],
      },
    ],
    code: makeConcept(loinc, '18725-2', 'Microbiology studies (set)'),
    _issued: absent,
  },
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    rowBy(
      'labTests',
      'contained',
      {
        write(item, resource, settings) {
          const contained = writeContained(item, settings);
          if (contained.length > 0) resource.contained = contained;
        },
        read: readContained,
      },
      'Each test, the germ and the effect of the drug are Observations in the report, and by themselves `<id>.<number>`.',
    ),
    rowBy('labTests', 'result', {
      write(_item, resource) {
        const all = listOf(resource.contained).map(one => ({ reference: `#${String(getOwn(one, 'id'))}` }));
        if (all.length > 0) resource.result = all;
      },
      read() {},
    }),
    ...(
      [
        'sensitivityAgent',
        'sensitivityValue',
        'sensitivityInterpretation',
        'organismName',
        'organismComment',
      ] as const
    ).map(field => also(field, 'contained')),
    rowBy('specimenType', 'specimen', {
      write(item, resource) {
        const { text } = (item.specimenType ?? {}) as unknown as Partial<CodableValue>;
        if (isWritable(text)) resource.specimen = [{ display: text }];
      },
      read(resource, item) {
        const display = getOwn(listOf(resource.specimen)[0], 'display');
        if (isWritable(display)) item.specimenType = { text: display };
      },
    }),
  ],
  takes: resource =>
    listOf(resource.category).some(one => codesOf(one, reportSections).includes('MB')) &&
    isToTheDay(resource) &&
    // Each of the tests of such an item has its time.
    listObservations(resource).every(
      one => one.id === germ || one.id === effect || isToTheDay(one as Resource),
    ),
  parts: {
    resourceType: 'Observation',
    list: resource =>
      listObservations(resource).map((one, at) =>
        makePart(resource, one, String(at + 1), usCoreProfile('observation-lab')),
      ),
    put(resource, { key, resource: part }) {
      const old = listObservations(resource)[Number(key) - 1];
      const { status: _, category: __, ...whole } = resource;
      const { status = 'final', category = [laboratory], ...said } = takeInherited(whole, part);
      const changed = { resourceType: 'Observation', id: old?.id ?? `t${key}`, status, category, ...said };
      return { ...resource, contained: listOf(resource.contained).map(one => (one === old ? changed : one)) };
    },
  },
});
