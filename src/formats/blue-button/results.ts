// What laboratories and radiologists found.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import { findUcumOfText } from '../../things/common/unit-names.ts';
import labResults, { type LabRange, type LabResults, type LabTest } from '../../things/lab-results.ts';
import radiologyResult from '../../things/radiology-result.ts';
import { readNumber } from '../clinical/amounts.ts';
import { toApprox, toExact } from '../clinical/dates.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { Fields, type Place } from './fields.ts';
import { describe } from './items.ts';
import { readWritten } from './moments.ts';

const testNames = [
  'test name',
  'result',
  'units',
  'reference range',
  'status',
  'interpretation',
  'performing location',
];

export function* readLaboratory(fields: Fields, place: Place): Generator<Finding> {
  const name = fields.get('lab test') ?? place.what;
  const specimen = fields.get('specimen');
  const tests = splitTests(fields).flatMap(one => readTest(one, specimen) ?? []);
  // Cultures are told in words that have no names, and PDFs have tables.
  if (tests.length === 0) return yield leaveOut('invalid', place.what);
  const written = fields.get('date/time collected');
  const when = toApprox(readWritten(written));
  const orderer = fields.get('ordering provider');
  const laboratory = fields.get('performing location')?.split('\n')[0]?.replace(/\s+/g, ' ').trim();
  const value: LabResults = {
    when,
    labGroup: [
      {
        groupName: { text: name },
        laboratoryName: laboratory === undefined ? undefined : { name: laboratory },
        results: tests,
      },
    ],
    orderedBy: orderer === undefined ? undefined : { name: orderer },
  };
  const said = [
    'lab test',
    'specimen',
    'ordering provider',
    ...testNames,
    ...(when ? ['date/time collected'] : []),
  ];
  yield makeFinding(labResults, value, place.what, { ...describe(fields, place, said), of: tests.length });
}

/** Each begins with its name. */
function splitTests({ all }: Fields): Fields[] {
  const tests: Fields[] = [];
  for (const { name, label, value } of all) {
    if (name === 'test name') tests.push(new Fields());
    tests.at(-1)?.add(label, value);
  }
  return tests;
}

const flagWords: readonly (readonly [word: RegExp, code: string, text: string])[] = [
  [/critical/i, 'C', 'Critical'],
  [/high/i, 'H', 'High'],
  [/low/i, 'L', 'Low'],
  [/abnormal/i, 'A', 'Abnormal'],
];

function readTest(fields: Fields, specimen: string | undefined): LabTest<LabRange> | undefined {
  const result = fields.get('result')?.replace(/\s+/g, ' ');
  if (result === undefined) return undefined;
  const [, said = result, words = ''] =
    /^(.*?)\s+((?:critical )?(?:high|low)|abnormal|critical)$/i.exec(result) ?? [];
  const unit = fields.get('units');
  const number = readNumber(said);
  const flag = flagWords.flatMap(([word, code, text]) =>
    word.test(words) ? [makeWcCoded('lab-result-flag', code, text)] : [],
  );
  const range = readRange(fields.get('reference range'));
  const display = unit !== undefined && /\d/.test(said) ? `${said} ${unit}` : said;
  return {
    name: fields.get('test name'),
    substance: specimen === undefined ? undefined : { text: specimen },
    value: {
      measurement:
        number === undefined
          ? { display }
          : { display, structured: [{ value: number, units: codeUnit(unit) }] },
      ...(range && { ranges: [range] }),
      ...(flag.length > 0 && { flag }),
    },
    status: /^final/i.test(fields.get('status') ?? '')
      ? makeWcCoded('lab-status', 'C', 'Complete')
      : undefined,
    note: fields.get('interpretation'),
  };
}

function codeUnit(unit = ''): CodableValue {
  const ucum = findUcumOfText(unit);
  return ucum === undefined ? { text: unit } : { text: unit, code: [{ value: ucum, type: 'ucum' }] };
}

/** `(3.5-5.0)`, or words. */
function readRange(written: string | undefined): LabRange | undefined {
  const text = written?.replace(/^\((.*)\)$/s, '$1').trim();
  if (!text) return undefined;
  const [, from, to] = /^(-?[\d.]+)\s*-\s*(-?[\d.]+)$/.exec(text) ?? [];
  const [min, max] = [readNumber(from), readNumber(to)];
  const isRange = min !== undefined && max !== undefined && min <= max;
  return {
    type: { text: 'Normal' },
    text: { text },
    ...(isRange && { value: { minimumRange: min, maximumRange: max } }),
  };
}

/** A test that the person wrote down: its results are words. */
export function* readOwnTest(fields: Fields, place: Place): Generator<Finding> {
  const name = fields.get('test name', 'test/lab type');
  const result = fields.get('results');
  if (name === undefined || result === undefined) return yield leaveOut('invalid', place.what);
  const when = toApprox(readWritten(fields.get('date', 'date taken')));
  const laboratory = fields.get('location performed', 'administered by');
  const value: LabResults = {
    when,
    labGroup: [
      {
        groupName: { text: name },
        laboratoryName: laboratory === undefined ? undefined : { name: laboratory },
        results: [{ name, value: { measurement: { display: result } } }],
      },
    ],
  };
  const said = ['test name', 'test/lab type', 'results', 'location performed', 'administered by'];
  yield makeFinding(
    labResults,
    value,
    place.what,
    describe(fields, place, when ? [...said, 'date', 'date taken'] : said),
  );
}

export function* readRadiology(fields: Fields, place: Place): Generator<Finding> {
  const when = toExact(readWritten(fields.get('date/time exam performed')));
  const title = fields.get('procedure/test name')?.replace(/\s+/g, ' ');
  const texts = [fields.get('report'), fields.get('impression')].flatMap(text => text ?? []);
  if (!when || texts.length === 0) return yield leaveOut('invalid', place.what);
  const value = { when, title, resultText: texts.join('\n\n') };
  const said = ['date/time exam performed', 'procedure/test name', 'report', 'impression'];
  yield makeFinding(radiologyResult, value, place.what, describe(fields, place, said));
}
