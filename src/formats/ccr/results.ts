// Vital signs and laboratory results of a CCR: what of it has a type of its own becomes an item of that.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import labResults, { type LabRange, type LabResults } from '../../things/lab-results.ts';
import radiologyResult from '../../things/radiology-result.ts';
import { readNumber } from '../clinical/amounts.ts';
import { lookUp, makeLookUp, type Word } from '../clinical/codes.ts';
import type { Element } from '../clinical/element.ts';
import { type Measured, makeVitals } from '../clinical/vitals.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import {
  type CcrContext,
  describe,
  findActor,
  findDate,
  oneOf,
  readActorName,
  readContact,
  readDate,
  readDescription,
  readExactDate,
  readText,
  readType,
} from './context.ts';
import { readMeasure } from './medicines.ts';

const taken = oneOf(
  'collection start date, collection date time, collection time, collection date, measurement start date, measurement time, assessment time, performed, start date',
);

type Test = NonNullable<LabResults['labGroup'][number]['results']>[number];

export function* readVitals(object: Element, context: CcrContext): Generator<Finding> {
  const tests = object.all('Test');
  if (tests.length === 0) yield leaveOut('invalid', 'VitalSigns');
  const measured: Measured[] = [];
  for (const test of tests) {
    const one = readMeasured(test, object, context);
    if (one) measured.push(one);
    else yield leaveOut('invalid', 'VitalSigns');
  }
  const findings = [...makeVitals(measured, 'VitalSigns')];
  const [only, ...others] = findings;
  const sourceId = object.find('CCRDataObjectID')?.text(200);
  // Where one item is made of it, that is what the id of the result names.
  if (only && 'candidate' in only && others.length === 0 && sourceId !== undefined)
    yield { candidate: { ...only.candidate, sourceId } };
  else yield* findings;
}

function readMeasured(test: Element, object: Element, context: CcrContext): Measured | undefined {
  const code = readDescription(test.find('Description')) ?? readDescription(object.find('Description'));
  const result = test.find('TestResult');
  if (!code || !result) return undefined;
  const value = readNumber(result.find('Value')?.text(100));
  const unit = result.find('Units', 'Unit')?.text(50);
  const said =
    value === undefined ? (readMeasure(result)?.display ?? readText(result.find('Description'))) : undefined;
  const date =
    findDate(test, taken) ?? findDate(object, taken) ?? test.find('DateTime') ?? object.find('DateTime');
  const [flag] = readFlags(test);
  // The result is what has the id; its tests may have one too.
  const about = describe(
    object,
    context,
    ...test
      .all('CommentID')
      .map(one => readText(context.comments.get(one.text() ?? '')?.find('Description'))),
  );
  const own = test.find('CCRDataObjectID')?.text(200);
  return {
    code,
    ...(value !== undefined && { amount: { value, unit } }),
    ...(said !== undefined && { words: said }),
    when: readExactDate(date),
    ...(flag && { flag }),
    about: { ...about, ...(own !== undefined && { sourceId: own }) },
  };
}

const radiology =
  /^(imaging - x-ray|x-ray|ultrasound|ct|mri|angiography|cardiac echo|nuclear medicine|radiology results?|radiology)$/;

export function* readResults(object: Element, context: CcrContext): Generator<Finding> {
  const tests = object.all('Test');
  const name = readDescription(object.find('Description'));
  if (radiology.test(readType(object)) || radiology.test(name?.text.toLowerCase() ?? '')) {
    yield readRadiology(object, context);
    return;
  }
  if (tests.length === 0) {
    yield leaveOut('invalid', 'Results');
    return;
  }
  const read = tests.flatMap(test => readTest(test) ?? []);
  if (read.length < tests.length) yield leaveOut('invalid', 'Results', tests.length - read.length);
  const [first] = read;
  if (!first) return;
  const laboratory = context.actors.get(object.find('Source', 'Actor', 'ActorID')?.text() ?? '');
  const labName = laboratory?.find('Organization', 'Name')?.text(300);
  const orderer = findActor(
    object.walk('Source', 'Actor'),
    oneOf('ordering provider, ordering physician, ordering clinician, ordered by'),
    context,
  );
  const orderedBy = orderer && readActorName(orderer);
  const value: LabResults = {
    when: readDate(findDate(object, taken) ?? object.find('DateTime')) ?? first.when,
    labGroup: [
      {
        groupName: name ?? first.clinicalCode ?? { text: first.name ?? 'Results' },
        laboratoryName:
          laboratory && labName !== undefined
            ? { name: labName, contact: readContact(laboratory) }
            : undefined,
        status: readStatus(object),
        results: read,
      },
    ],
    orderedBy: orderedBy === undefined ? undefined : { name: orderedBy },
  };
  yield makeFinding(labResults, value, 'Results', { ...describe(object, context), of: read.length });
}

function readTest(test: Element): Test | undefined {
  const code = readDescription(test.find('Description'));
  const result = test.find('TestResult');
  const measurement = readMeasure(result) ?? wordsOf(result);
  const when = readDate(findDate(test, taken) ?? test.find('DateTime'));
  if (!code || (!measurement && !when)) return undefined;
  const ranges = test.walk('NormalResult', 'Normal').flatMap(one => readRange(one) ?? []);
  const flag = readFlags(test);
  return {
    when,
    name: code.text,
    clinicalCode: code.code ? code : undefined,
    collectionMethod: readDescription(test.find('Method')),
    value: measurement && {
      measurement,
      ...(ranges.length > 0 && { ranges }),
      ...(flag.length > 0 && { flag }),
    },
    status: readStatus(test),
  };
}

function wordsOf(result: Element | undefined) {
  const display = readText(result?.find('Description'));
  return display === undefined ? undefined : { display };
}

const flags = makeLookUp<Word>({
  'n, N, normal': ['N', 'Normal'],
  'h, H, high, above range, above normal': ['H', 'High'],
  'l, L, low, below range, below normal': ['L', 'Low'],
  'a, A, abnormal': ['A', 'Abnormal'],
  'c, C, critical': ['C', 'Critical'],
});

function readFlags(test: Element): CodableValue[] {
  return test.all('Flag').flatMap(one => {
    const said = readDescription(one);
    const own = lookUp(said, flags);
    return own ? makeWcCoded('lab-result-flag', ...own) : (said ?? []);
  });
}

/** `3.5 - 5.0`, `< 200`, or words. */
function readRange(normal: Element): LabRange | undefined {
  const text = readText(normal.find('Description')) ?? readMeasure(normal)?.display;
  if (text === undefined) return undefined;
  const bounds = /^\s*(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)\b/.exec(
    normal.find('Value')?.text(100) ?? text,
  );
  const value = bounds ? { minimumRange: Number(bounds[1]), maximumRange: Number(bounds[2]) } : undefined;
  return { type: { text: 'Normal' }, text: { text }, ...(value && { value }) };
}

function readStatus(object: Element): CodableValue | undefined {
  const said = readDescription(object.find('Status'));
  if (/^(final|final results|complete|completed)$/i.test(said?.text ?? ''))
    return makeWcCoded('lab-status', 'C', 'Complete');
  return /^(pending|preliminary)$/i.test(said?.text ?? '') ? makeWcCoded('lab-status', 'P', 'Pending') : said;
}

function readRadiology(object: Element, context: CcrContext): Finding {
  const date = findDate(object, taken) ?? object.find('DateTime');
  const when = readExactDate(date);
  if (!when) return leaveOut('invalid', 'Results');
  const texts = object
    .all('Test')
    .flatMap(
      test =>
        readText(test.find('TestResult', 'Description')) ??
        readMeasure(test.find('TestResult'))?.display ??
        [],
    );
  const value = {
    when,
    title: readText(object.find('Description')) ?? readText(object.find('Type')),
    anatomicSite: readText(object.find('Procedure', 'Site')),
    resultText: texts.join('\n') || undefined,
  };
  const of = Math.max(1, object.all('Test').length);
  return makeFinding(radiologyResult, value, 'Results', { ...describe(object, context), of });
}
