// What laboratories measured: an organizer is one item, its observations the tests of its group.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import { findDenial } from '../../things/common/denials.ts';
import labResults, { type LabRange, type LabResults } from '../../things/lab-results.ts';
import { lookUp, makeLookUp, type Word } from '../clinical/codes.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { isNull, readAmount, readBegin, readCoded, readValue } from './data-types.ts';
import { readOrganization } from './people.ts';
import { describe, getStatus, isNegated, isTakenBack, listParts } from './statement.ts';

type Test = NonNullable<LabResults['labGroup'][number]['results']>[number];

export function* readResults(statement: Element, context: SectionContext): Generator<Finding> {
  const parts = listParts(statement);
  const tests: { part: Element; test: Test }[] = [];
  for (const part of parts) {
    const test = part.name === 'observation' ? readTest(part, context) : 'no-kind';
    if (typeof test === 'string') yield leaveOut(test, context.title);
    else tests.push({ part, test });
  }
  if (parts.length === 0) yield leaveOut('invalid', context.title);
  if (tests.length > 0) yield makePanel(statement, tests, context);
}

function makePanel(
  statement: Element,
  tests: readonly { part: Element; test: Test }[],
  context: SectionContext,
): Finding {
  const [first] = tests;
  const groupName = readCoded(statement.find('code'), context) ??
    first?.test.clinicalCode ?? { text: first?.test.name ?? context.title };
  const performer = [statement, ...tests.map(({ part }) => part)]
    .flatMap(one => one.walk('performer', 'assignedEntity', 'representedOrganization'))
    .flatMap(one => readOrganization(one, context) ?? [])[0];
  const value: LabResults = {
    when: readBegin(statement.find('effectiveTime')) ?? first?.test.when,
    labGroup: [
      {
        groupName,
        laboratoryName: performer,
        status: statement.name === 'organizer' ? readStatus(statement) : undefined,
        results: tests.map(({ test }) => test),
      },
    ],
  };
  const about = describe(statement, context);
  return makeFinding(labResults, value, context.title, { ...about, of: tests.length });
}

function readTest(part: Element, context: SectionContext): Test | 'denied' | 'invalid' {
  if (isTakenBack(part)) return 'denied';
  const code = readCoded(part.find('code'), context);
  const values = part.all('value').flatMap(one => readValue(one, context) ?? []);
  const said = values.length > 0 ? undefined : readWords(part.find('text'), context);
  const display = values.map(({ measurement }) => measurement.display).join(', ') || said;
  if (findDenial(code) || (display !== undefined && findDenial({ text: display }) === 'unknown'))
    return 'denied';
  if (isNegated(part) || (display === undefined && part.all('value').some(isNull))) return 'denied';
  if (!code && display === undefined) return 'invalid';
  if (display === undefined && !hasDate(part)) return 'invalid';
  const structured = values.flatMap(({ measurement }) => measurement.structured ?? []);
  const ranges = readRanges(part, context);
  const flag = readFlags(part, context);
  const comments = describe(part, context).note;
  return {
    when: readBegin(part.find('effectiveTime')),
    name: code?.text,
    clinicalCode: code?.code ? code : undefined,
    substance: readSpecimen(part, context),
    collectionMethod: readCoded(part.find('methodCode'), context),
    value:
      display === undefined
        ? undefined
        : {
            measurement: structured.length > 0 ? { display, structured } : { display },
            ...(ranges.length > 0 && { ranges }),
            ...(flag.length > 0 && { flag }),
          },
    status: readStatus(part),
    note: comments,
  };
}

/** A test that is ordered or under way says when, and no more. */
function hasDate(part: Element): boolean {
  return readBegin(part.find('effectiveTime')) !== undefined;
}

function readSpecimen(part: Element, context: SectionContext): CodableValue | undefined {
  return readCoded(part.find('specimen', 'specimenRole', 'specimenPlayingEntity', 'code'), context);
}

function readRanges(part: Element, context: SectionContext): LabRange[] {
  return part.walk('referenceRange', 'observationRange').flatMap(range => {
    const value = range.find('value');
    const [low, high] = [readAmount(value?.find('low')), readAmount(value?.find('high'))];
    const words = readWords(range.find('text'), context) ?? (value && readWords(value, context));
    const text = words ?? sayRange(low?.value, high?.value);
    if (text === undefined) return [];
    const type = readCoded(range.find('interpretationCode'), context) ?? { text: 'Normal' };
    const bounds = { minimumRange: low?.value, maximumRange: high?.value };
    return [{ type, text: { text }, ...(low || high ? { value: bounds } : {}) }];
  });
}

function sayRange(low: number | undefined, high: number | undefined): string | undefined {
  if (low === undefined) return high === undefined ? undefined : `≤ ${high}`;
  return high === undefined ? `≥ ${low}` : `${low} - ${high}`;
}

const flags = makeLookUp<Word>({
  'N, normal': ['N', 'Normal'],
  'H, HH, HU, HX, >, high': ['H', 'High'],
  'L, LL, LU, LX, <, low': ['L', 'Low'],
  'A, abnormal': ['A', 'Abnormal'],
  'AA, critical': ['C', 'Critical'],
  'I, IND, indeterminate': ['I', 'Indeterminate'],
});

export function readFlags(part: Element, context: SectionContext): CodableValue[] {
  return part.all('interpretationCode').flatMap(one => {
    const said = readCoded(one, context);
    if (!said) return [];
    const own = lookUp(said, flags);
    const critical = /^(HH|LL)$/.test(said.code?.[0]?.value ?? '')
      ? [makeWcCoded('lab-result-flag', 'C', 'Critical')]
      : [];
    return [own ? makeWcCoded('lab-result-flag', ...own) : said, ...critical];
  });
}

function readStatus(one: Element): CodableValue | undefined {
  const code = getStatus(one);
  if (code === 'completed') return makeWcCoded('lab-status', 'C', 'Complete');
  if (code === 'active') return makeWcCoded('lab-status', 'P', 'Pending');
  return code === undefined ? undefined : { text: code };
}
