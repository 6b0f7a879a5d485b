// Resources that no type of item is for and whose words are kept all the same, as notes: how a person lives, what they were asked,
// and what somebody says that there is none of.
import type { DateTime } from '../../../things/common/dates.ts';
import medicalAnnotation from '../../../things/medical-annotation.ts';
import { makeDenial } from '../../clinical/denials.ts';
import { type Finding, makeFinding } from '../../format.ts';
import { findAbsence, readAbout } from '../absence.ts';
import { codeable, isWritable } from '../codes.ts';
import { dateTime } from '../dates.ts';
import { isInForce } from '../index.ts';
import { getOwn, type Json, type JsonObject, listOf, type Resource } from '../json.ts';
import type { Settings } from '../mapping.ts';
import { findMoment, findValue, isTold } from '../observation.ts';
import { sayValue } from '../results.ts';

export interface ItemContext {
  readonly settings: Settings;
  /** Who gave the file. */
  readonly source: string | undefined;
  /** When it was written, as the file has it. */
  readonly written: Json | undefined;
  /** Whom the resource is about, as the file says it. */
  readonly patient?: string | undefined;
}

export interface About {
  readonly source: string | undefined;
  readonly sourceId: string | undefined;
}

/** For notes of items that say so little of themselves. */
export const statusUnknown = 'The file says that the status of this is not known.';

/** What people call the kinds of resource that may say that there is none. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['Condition', 'Conditions'],
  ['Procedure', 'Procedures'],
  ['Immunization', 'Immunizations'],
  ['Device', 'Devices'],
]);

/** Undefined where it is nothing that a note can say. */
export function readNote(resource: Resource, context: ItemContext, about: About): Finding | undefined {
  if (resource.resourceType === 'Observation') return readObservation(resource, context, about);
  const words = readAbout(resource)?.text;
  if (findAbsence(resource) !== 'none' || words === undefined) return undefined;
  // Who says in error, or does not say, that there is none, says nothing.
  if (resource.status === 'entered-in-error' || resource.modifierExtension !== undefined) return undefined;
  const what = kinds.get(resource.resourceType) ?? 'Medicines';
  return makeDenial('none', { what, words, when: findWhen(resource, context) }, about);
}

function readObservation(resource: Resource, context: ItemContext, about: About): Finding | undefined {
  const { settings } = context;
  const categories = listOf(resource.category);
  if (!isTold(resource) || !isInForce(resource)) return undefined;
  const name = wordsOf(resource.code, settings);
  const values = [resource, ...listOf(resource.component)].flatMap(one =>
    sayPart(one, one !== resource, settings),
  );
  const when = findWhen(resource, context);
  if (name === undefined || values.length === 0 || !when) return undefined;
  const classification = categories.map(one => wordsOf(one, settings)).find(isWritable) ?? 'Social history';
  const notes = listOf(resource.note).map(one => getOwn(one, 'text'));
  const isUnknown = resource.status === 'unknown' && statusUnknown;
  const note = [isUnknown, ...notes].filter(isWritable).join('\n') || undefined;
  const value = { when, content: `${name}: ${values.join(', ')}`, classification };
  return makeFinding(medicalAnnotation, value, resource.resourceType, { ...about, note });
}

function sayPart(part: Json, isNamed: boolean, settings: Settings): string[] {
  const found = findValue(part);
  const said = found && sayValue(...found);
  if (said === undefined) return [];
  const name = isNamed ? wordsOf(getOwn(part, 'code'), settings) : undefined;
  return [name === undefined ? said : `${name}: ${said}`];
}

function wordsOf(concept: Json | undefined, settings: Settings): string | undefined {
  const words = concept === undefined ? undefined : getOwn(codeable.read(concept, settings), 'text');
  return isWritable(words) ? words : undefined;
}

/** When it was said, or else when the document was written. */
function findWhen(resource: JsonObject, { settings, written }: ItemContext): DateTime | undefined {
  const { issued, recordedDate, dateAsserted, authoredOn } = resource;
  for (const one of [findMoment(resource), issued, recordedDate, dateAsserted, authoredOn, written]) {
    const when = one === undefined ? undefined : dateTime.read(one, settings);
    if (when !== undefined) return when as unknown as DateTime;
  }
  return undefined;
}
