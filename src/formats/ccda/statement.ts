// What every statement of a document has: templates, related statements, whoever said it, comments, whether it is denied.

import type { Element } from '../clinical/element.ts';
import { clinicalLimits } from '../clinical/limits.ts';
import type { AboutCandidate } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readAuthority, readId } from './data-types.ts';
import { readAuthor } from './people.ts';

const statements = new Set([
  'act',
  'encounter',
  'observation',
  'observationMedia',
  'organizer',
  'procedure',
  'regionOfInterest',
  'substanceAdministration',
  'supply',
]);

/** The statement in an entry, a component or a relationship. */
export function getStatement(holder: Element): Element | undefined {
  for (const one of holder.elements()) if (statements.has(one.name) && one.uri === holder.uri) return one;
  return undefined;
}

/** What a statement is related to, by the types of relationship that count; by any without. */
export function relatedTo(statement: Element, ...types: readonly string[]): Element[] {
  return statement
    .all('entryRelationship')
    .filter(one => types.length === 0 || types.includes(one.attribute('typeCode') ?? ''))
    .flatMap(one => getStatement(one) ?? []);
}

/** Below the arc of C-CDA, `22.4.4`; others whole. */
export function hasTemplate(statement: Element, ...templates: readonly string[]): boolean {
  return statement
    .all('templateId')
    .some(one => templates.includes((one.attribute('root') ?? '').replace('2.16.840.1.113883.10.20.', '')));
}

export function isNegated(statement: Element): boolean {
  return statement.attribute('negationInd') === 'true';
}

/** Is a statement negated by itself, by the act that holds it, or by the relationship between the two? */
export function isNegatedIn(act: Element, statement: Element): boolean {
  return (
    isNegated(statement) ||
    isNegated(act) ||
    act.all('entryRelationship').some(one => isNegated(one) && getStatement(one)?.index === statement.index)
  );
}

const plannedMoods = new Set(['INT', 'RQO', 'PRP', 'ARQ', 'PRMS', 'APT', 'GOL']);

/** Is it about what is to be? A medicine that is to be taken is one that is taken, so that is not asked of it. */
export function isPlanned(statement: Element): boolean {
  return plannedMoods.has(statement.attribute('moodCode') ?? '');
}

export function getStatus(statement: Element): string | undefined {
  return statement.find('statusCode')?.attribute('code');
}

/** Was it entered in error, so that it says nothing any more? */
export function isTakenBack(statement: Element): boolean {
  return getStatus(statement) === 'nullified';
}

/** The statements of an organizer, those of organizers in it too; any other is its own. */
export function listParts(statement: Element): Element[] {
  if (statement.name !== 'organizer') return [statement];
  return statement
    .all('component')
    .flatMap(one => getStatement(one) ?? [])
    .flatMap(one => (one.name === 'organizer' ? listParts(one) : isComment(one) ? [] : [one]));
}

/** What related statements of such a code or template say. */
export function findRelated(
  statement: Element,
  code: string,
  ...templates: readonly string[]
): Element | undefined {
  return relatedTo(statement).find(
    one => one.find('code')?.attribute('code') === code || hasTemplate(one, ...templates),
  );
}

/** Why there is nothing to read: it is said to be unknown, or is not said at all. */
export function whyNothing(...said: readonly (Element | undefined)[]): 'denied' | 'invalid' {
  return said.some(one => one?.attribute('nullFlavor') !== undefined) ? 'denied' : 'invalid';
}

const comment = '48767-8';

/** A remark on another statement, which is none of its own. */
function isComment(one: Element): boolean {
  return (
    one.name === 'act' &&
    (one.find('code')?.attribute('code') === comment || hasTemplate(one, '22.4.64', '1.40'))
  );
}

/** What was remarked on a statement. */
export function readComments(statement: Element, context: SectionContext): string[] {
  const parts = statement.all('component').flatMap(one => getStatement(one) ?? []);
  return [...relatedTo(statement), ...parts]
    .filter(isComment)
    .flatMap(one => readWords(one.find('text'), context) ?? []);
}

/** @param notes what else has no place of its own in the item, with undefined for what is not said */
export function describe(
  statement: Element,
  context: SectionContext,
  ...notes: readonly (string | undefined)[]
): AboutCandidate {
  const said = [...notes, ...readComments(statement, context)].filter(one => one !== undefined);
  const note = [...new Set(said)].join('\n').slice(0, clinicalLimits.clinicalWordsCharactersMax);
  const sourceId = readId(statement);
  const idScope = readAuthority(statement);
  const source = readAuthor(statement.find('author'), context);
  return {
    ...(note !== '' && { note }),
    ...(source !== undefined && { source }),
    ...(sourceId !== undefined && { sourceId }),
    ...(idScope !== undefined && { idScope }),
  };
}

/** `Severity: severe`, for notes. */
export function label(name: string, said: string | undefined): string | undefined {
  return said === undefined ? undefined : `${name}: ${said}`;
}
