// Problems, diagnoses and concerns: observations within an act that keeps them together, or alone.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import concern from '../../things/concern.ts';
import condition from '../../things/condition.ts';
import { hasCode, lookUp, makeLookUp } from '../clinical/codes.ts';
import { sayMoment, toApprox } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { isAllergy, readAllergy } from './allergies.ts';
import { readWords, type SectionContext } from './context.ts';
import { readCoded, readInterval, readValue, sayEnd } from './data-types.ts';
import { keepDenial } from './denied.ts';
import {
  describe,
  findRelated,
  getStatus,
  hasTemplate,
  isNegated,
  isNegatedIn,
  isTakenBack,
  label,
  relatedTo,
  whyNothing,
} from './statement.ts';

export function* readProblems(statement: Element, context: SectionContext): Generator<Finding> {
  const problems = findProblems(statement);
  if (problems.length === 0) yield leaveOut('invalid', context.title);
  for (const problem of problems)
    yield isAllergy(problem) && !isSaidProblem(problem, context)
      ? readAllergy(problem, statement, context)
      : readProblem(problem, statement, context);
}

/** Some programs mark every problem as an allergy too: one that is coded as a problem, and is of no substance, is no allergy. */
function isSaidProblem(one: Element, context: SectionContext): boolean {
  const isOfSubstance = one.all('participant').some(part => part.attribute('typeCode') === 'CSM');
  return !isOfSubstance && hasCode(readCoded(one.find('code'), context), problemCodes);
}

/** Of SNOMED CT and LOINC: a problem, a diagnosis, a disease. */
const problemCodes: ReadonlySet<string> = new Set([
  '55607006',
  '282291009',
  '64572001',
  '75326-9',
  '29308-4',
]);

/** The observations in an act, or in an act in it. */
export function findProblems(statement: Element): Element[] {
  if (statement.name === 'observation') return [statement];
  const related = relatedTo(statement).filter(one => one.name === 'observation' || one.name === 'act');
  const named = related.filter(one => hasTemplate(one, '22.4.4', '1.28') || isAllergy(one));
  if (named.length > 0) return named;
  const subjects = relatedTo(statement, 'SUBJ', 'COMP', 'REFR').filter(
    one =>
      one.name === 'observation' &&
      one.find('value') !== undefined &&
      !hasTemplate(one, '22.4.143', '22.4.6', '22.4.8'),
  );
  return subjects.length > 0
    ? subjects
    : related.filter(one => one.name === 'act' && one.index !== statement.index).flatMap(findProblems);
}

function readProblem(problem: Element, act: Element, context: SectionContext): Finding {
  if (isTakenBack(problem)) return leaveOut('denied', context.title);
  const coded = readCoded(problem.find('value'), context);
  const name = coded ? nameByWords(coded, problem, context) : readNamed(problem, context);
  const denial = findDenial(name);
  if (denial) return keepDenial(denial, problem, name, 'No known problems', context);
  if (isNegatedIn(act, problem))
    return name === undefined || lookUp(name, kinds)
      ? keepDenial('none', problem, undefined, 'No known problems', context)
      : leaveOut('denied', context.title);
  if (!name) return leaveOut(whyNothing(problem.find('value'), problem.find('code')), context.title);
  const { low, high, at } = readInterval(problem.find('effectiveTime'));
  const stopDate = toApprox(high);
  const onsetDate = toApprox(low ?? at);
  const severity = readCoded(findRelated(problem, 'SEV', '22.4.8')?.find('value'), context);
  const about = describe(
    problem,
    context,
    label('Severity', severity?.text),
    label('Age at onset', readAge(problem, context)),
    label('Status', readOtherStatus(act)),
    readProblemNote(problem, name, context),
  );
  const status = readStatus(problem, act, stopDate, context);
  return makeFinding(condition, { name, onsetDate, status, stopDate }, context.title, about);
}

/** A code that says no more than that it is a problem is named by the words beside it, which may say that there is none. */
function nameByWords(coded: CodableValue, problem: Element, context: SectionContext): CodableValue {
  if (!lookUp(coded, kinds)) return coded;
  const text = readWords(problem.find('value', 'originalText') ?? problem.find('text'), context);
  return text === undefined || text.length > 500 ? coded : { ...coded, text };
}

/** By the words of an observation without a value, or by its code where that says what it is. */
function readNamed(problem: Element, context: SectionContext): CodableValue | undefined {
  const text = readWords(problem.find('value', 'originalText') ?? problem.find('text'), context);
  if (text !== undefined) return { text };
  const code = readCoded(problem.find('code'), context);
  return code && !lookUp(code, kinds) ? code : undefined;
}

/** Codes that say what kind of observation it is only. */
const kinds = makeLookUp({
  'ASSERTION, 282291009, 55607006, 404684003, 64572001, 409586006, 418799008, 248536006': true,
  '29308-4, 75326-9, 75325-1, 75324-4, 75323-6, 29308-4, 75322-8, 75318-6': true,
});

/** The kind of problem where it is more than that it is one. */
function readProblemNote(problem: Element, name: CodableValue, context: SectionContext): string | undefined {
  const said = readWords(problem.find('text'), context);
  return said === undefined || said.length > 500 || said.includes(name.text) || name.text.includes(said)
    ? undefined
    : said;
}

const statuses = makeLookUp({
  '55561003, active': 'active',
  '73425007, 413322009, 277022003, inactive, resolved, remission, completed': 'inactive',
  '7087005, 90734009, intermittent, recurrent, 246455001, 255227004': 'intermittent',
} as const);

const statusTexts = {
  active: 'Current: Currently has this',
  inactive: 'Past: No longer has this',
  intermittent: 'Intermittent: Comes and goes',
} as const;

function readStatus(
  problem: Element,
  act: Element,
  stopDate: ApproxDateTime | undefined,
  context: SectionContext,
): CodableValue | undefined {
  const said = readCoded(findRelated(problem, '33999-4', '22.4.6', '1.50')?.find('value'), context);
  if (isContradictory(said) && !stopDate) return said;
  const known =
    (isContradictory(said) ? undefined : lookUp(said, statuses)) ??
    (stopDate ? 'inactive' : undefined) ??
    readActStatus(act);
  return known === undefined ? said : makeWcCoded('condition-occurrence', known, statusTexts[known]);
}

/** Some programs write one code for all, with the words of what is meant: the code of active, named Resolved. */
function isContradictory(said: CodableValue | undefined): boolean {
  const coded = said && lookUp({ ...said, text: '' }, statuses);
  const worded = said && lookUp({ text: said.text }, statuses);
  return coded !== undefined && worded !== undefined && coded !== worded;
}

/** Of an act that is neither under way nor ended: suspended, aborted. */
function readOtherStatus(act: Element): string | undefined {
  const status = act.name === 'act' ? getStatus(act) : undefined;
  return status === undefined || /^(active|completed)$/.test(status) ? undefined : status;
}

function readAge(problem: Element, context: SectionContext): string | undefined {
  const value = findRelated(problem, '445518008', '22.4.31', '1.38')?.find('value');
  return readValue(value, context)?.measurement.display.replace(/ a$/, '');
}

/** The act of a concern ends with it; an observation is completed once it was made. */
function readActStatus(act: Element) {
  if (act.name !== 'act') return undefined;
  const code = getStatus(act);
  if (code === 'active') return 'active';
  return code === 'completed' ? 'inactive' : undefined;
}

/** Health concerns: what people worry about, in words or as the problems behind it. */
export function* readConcerns(statement: Element, context: SectionContext): Generator<Finding> {
  const problems = statement.name === 'observation' ? [] : findProblems(statement);
  const named = problems.length > 0 ? problems : [statement];
  for (const one of named) {
    if (isAllergy(one)) {
      yield readAllergy(one, statement, context);
      continue;
    }
    const said = readCoded(one.find('value'), context) ?? wordsOf(readWords(one.find('text'), context));
    const description = said ?? (one.name === 'observation' ? undefined : readConcernCode(one, context));
    const denial = findDenial(description);
    if (denial) yield keepDenial(denial, one, description, 'No known concerns', context);
    else if (isNegated(one)) yield leaveOut('denied', context.title);
    else if (!description) yield leaveOut(whyNothing(one.find('value'), one.find('code')), context.title);
    else {
      const other = readOtherStatus(statement);
      const isOver = other !== undefined || readActStatus(statement) === 'inactive';
      const status = isOver
        ? makeWcCoded('concern-status', 'inactive', 'Inactive')
        : makeWcCoded('concern-status', 'active', 'Active');
      const time = one.find('effectiveTime') ?? statement.find('effectiveTime');
      const { low, at } = readInterval(time);
      const dates = [label('Since', sayMoment(low ?? at)), label('Until', sayEnd(time))];
      const about = describe(one, context, label('Status', other), ...dates);
      yield makeFinding(concern, { description, status }, context.title, about);
    }
  }
}

function wordsOf(text: string | undefined): CodableValue | undefined {
  return text === undefined ? undefined : { text };
}

function readConcernCode(act: Element, context: SectionContext): CodableValue | undefined {
  const code = readCoded(act.find('code'), context);
  return code && !hasCode(code, new Set(['75310-3', 'CONC', '3222'])) ? code : undefined;
}
