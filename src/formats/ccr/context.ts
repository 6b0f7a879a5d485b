// What the data objects of a CCR refer to: actors and comments, which stand at its end.
import { type CodableValue, words } from '../../things/common/codable.ts';
import type { ApproxDateTime, DateTime } from '../../things/common/dates.ts';
import type { Denial } from '../../things/common/denials.ts';
import type { Address, Contact, Name, Person } from '../../things/common/people.ts';
import { findCodeSystem, makeCodable, makeCoded } from '../clinical/codes.ts';
import {
  type Moment,
  readMoment,
  readSpelledMoment,
  sayMoment,
  toApprox,
  toExact,
} from '../clinical/dates.ts';
import { makeDenial } from '../clinical/denials.ts';
import type { Element } from '../clinical/element.ts';
import { clinicalLimits } from '../clinical/limits.ts';
import type { AboutCandidate, Finding } from '../format.ts';

export const ccrNamespace = 'urn:astm-org:CCR';

export interface CcrContext {
  readonly root: Element;
  readonly actors: ReadonlyMap<string, Element>;
  readonly comments: ReadonlyMap<string, Element>;
  readonly written: DateTime | undefined;
  /** Who wrote it, for people. */
  readonly source: string | undefined;
}

export function readContext(root: Element): CcrContext {
  const actors = indexBy(root.walk('Actors', 'Actor'), 'ActorObjectID');
  const comments = indexBy(root.walk('Comments', 'Comment'), 'CommentObjectID');
  const written = toExact(readMoment(root.find('DateTime', 'ExactDateTime')?.text()));
  const context = { root, actors, comments, written, source: undefined };
  return { ...context, source: nameActors(root.walk('From', 'ActorLink'), context) };
}

function indexBy(all: readonly Element[], id: string): ReadonlyMap<string, Element> {
  const index = new Map<string, Element>();
  for (const one of all) {
    const key = one.find(id)?.text();
    if (key !== undefined && !index.has(key)) index.set(key, one);
  }
  return index;
}

/** A description with its codes; undefined where it says neither. */
export function readDescription(element: Element | undefined): CodableValue | undefined {
  if (!element) return undefined;
  const codes = element.all('Code').flatMap(one => {
    const value = one.find('Value')?.text(200);
    if (value === undefined) return [];
    const system = findCodeSystem(undefined, one.find('CodingSystem')?.text(200));
    return [makeCoded(value, system, one.find('Version')?.text(50))];
  });
  return makeCodable(element.find('Text')?.text() ?? codes[0]?.value, codes);
}

export function readText(element: Element | undefined): string | undefined {
  return element?.find('Text')?.text();
}

/** What a data object is, under any of the elements that say it. */
export function readType(object: Element): string {
  return readText(object.find('Type'))?.toLowerCase() ?? '';
}

/** A moment, or words such as an age. */
export function readDate(element: Element | undefined): ApproxDateTime | undefined {
  if (!element) return undefined;
  const written = element.find('ExactDateTime')?.text(100);
  const exact = toApprox(readMomentOf(element));
  const told = written ?? readText(element.find('ApproximateDateTime')) ?? readAge(element);
  return exact ?? (told === undefined ? undefined : { descriptive: told });
}

export function readExactDate(element: Element | undefined): DateTime | undefined {
  return toExact(readMomentOf(element));
}

export function readMomentOf(element: Element | undefined): Moment | undefined {
  return (
    readMoment(element?.find('ExactDateTime')?.text(100)) ??
    readToldMoment(readText(element?.find('ApproximateDateTime')))
  );
}

function readToldMoment(told: string | undefined): Moment | undefined {
  return readMoment(told) ?? readSpelledMoment(told);
}

function readAge(element: Element): string | undefined {
  const value = element.find('Age', 'Value')?.text(50);
  return value === undefined
    ? undefined
    : `age ${[value, element.find('Age', 'Units', 'Unit')?.text(50)].filter(Boolean).join(' ')}`;
}

/** The date of an object that one of these words stands for; where there is one date alone, that. */
export function findDate(object: Element, meaning: ReadonlySet<string>): Element | undefined {
  const dates = object.all('DateTime');
  const named = dates.find(one => meaning.has(readType(one)));
  return named ?? (dates.length === 1 && readType(dates[0] as Element) === '' ? dates[0] : undefined);
}

export interface Span {
  readonly from: ApproxDateTime | undefined;
  readonly to: ApproxDateTime | undefined;
}

/** Since when and until when: by two dates, or one that spans a time. */
export function readSpan(object: Element, begins: ReadonlySet<string>, ends: ReadonlySet<string>): Span {
  const range = object
    .all('DateTime')
    .find(one => one.find('DateTimeRange'))
    ?.find('DateTimeRange');
  if (range) return { from: readDate(range.find('BeginRange')), to: readDate(range.find('EndRange')) };
  const dates = object.all('DateTime');
  const end = dates.find(one => ends.has(readType(one)));
  return { from: readDate(findDate(object, begins)), to: readDate(end) };
}

/** Who or what an object refers to, by the words for their role; without any, the first. */
export function findActor(
  references: readonly Element[],
  roles: ReadonlySet<string> | undefined,
  { actors }: CcrContext,
): Element | undefined {
  const one = references.find(
    reference =>
      !roles || reference.all('ActorRole').some(role => roles.has(readText(role)?.toLowerCase() ?? '')),
  );
  return actors.get(one?.find('ActorID')?.text() ?? '');
}

/** Those who say something, people before the programs that they use. */
function nameActors(references: readonly Element[], { actors }: CcrContext): string | undefined {
  const named = references.flatMap(one => actors.get(one.find('ActorID')?.text() ?? '') ?? []);
  const people = named.filter(one => !one.find('InformationSystem'));
  const names = (people.length > 0 ? people : named).flatMap(one => readActorName(one) ?? []);
  return [...new Set(names)].slice(0, 3).join(', ') || undefined;
}

export function readActorName(actor: Element): string | undefined {
  return (
    readName(actor.find('Person', 'Name'))?.full ??
    actor.find('Organization', 'Name')?.text(300) ??
    actor.find('InformationSystem', 'Name')?.text(300)
  );
}

export function readName(element: Element | undefined): Name | undefined {
  const current = element?.find('CurrentName') ?? element?.find('BirthName');
  const part = (name: string) => (current?.all(name) ?? []).flatMap(one => one.text(200) ?? []);
  const [given, middle, family] = [part('Given'), part('Middle'), part('Family')];
  const [title, suffix] = [part('Title').join(' '), part('Suffix').join(' ')];
  const whole = [title, ...given, ...middle, ...family, suffix].filter(Boolean).join(' ');
  const full = element?.find('DisplayName')?.text(300) ?? (whole || undefined);
  if (full === undefined) return undefined;
  return {
    full,
    title: words(title || undefined),
    first: given.join(' ') || undefined,
    middle: middle.join(' ') || undefined,
    last: family.join(' ') || undefined,
    suffix: words(suffix || undefined),
  };
}

export function readPerson(actor: Element | undefined): Person | undefined {
  if (!actor) return undefined;
  const organization = actor.find('Organization', 'Name')?.text(300);
  const name =
    readName(actor.find('Person', 'Name')) ??
    (organization === undefined ? undefined : { full: organization });
  if (!name) return undefined;
  return {
    name,
    organization,
    professionalTraining: readText(actor.find('Specialty')),
    contact: readContact(actor),
  };
}

export function readContact(actor: Element): Contact | undefined {
  const address = actor.all('Address').flatMap(one => readAddress(one) ?? []);
  const phone = actor.all('Telephone').flatMap(one => reached(one, 'number'));
  const email = actor.all('EMail').flatMap(one => reached(one, 'address'));
  if (address.length + phone.length + email.length === 0) return undefined;
  return {
    ...(address.length > 0 && { address }),
    ...(phone.length > 0 && { phone }),
    ...(email.length > 0 && { email }),
  };
}

function reached<Key extends string>(element: Element, key: Key) {
  const value = element.find('Value')?.text(200);
  if (value === undefined) return [];
  const description = readText(element.find('Type'));
  return [
    {
      ...(description !== undefined && { description }),
      ...isPrimary(element),
      [key]: value,
    } as Described<Key>,
  ];
}

type Described<Key extends string> = { description?: string; isPrimary?: boolean } & Record<Key, string>;

function isPrimary(element: Element) {
  const priority = element.find('Priority')?.text(50)?.toLowerCase();
  return priority !== undefined && /^(primary|preferred|primary - preferred|1)$/.test(priority)
    ? { isPrimary: true }
    : {};
}

function readAddress(element: Element): Address | undefined {
  const part = (name: string) => element.find(name)?.text(300);
  const street = ['Line1', 'Line2'].flatMap(name => part(name) ?? []);
  const city = part('City');
  if (street.length === 0 || city === undefined) return undefined;
  const description = readText(element.find('Type'));
  return {
    ...(description !== undefined && { description }),
    ...isPrimary(element),
    street,
    city,
    state: part('State'),
    postcode: part('PostalCode') ?? '',
    country: part('Country') ?? '',
    county: part('County'),
  };
}

/** @param notes what else has no place of its own in the item */
export function describe(
  object: Element,
  context: CcrContext,
  ...notes: readonly (string | undefined)[]
): AboutCandidate {
  const comments = object
    .all('CommentID')
    .flatMap(one => readText(context.comments.get(one.text() ?? '')?.find('Description')) ?? []);
  const said = [...notes, ...sayAttributes(object.find('Description')), ...comments].filter(
    one => one !== undefined,
  );
  const note = [...new Set(said)].join('\n').slice(0, clinicalLimits.clinicalWordsCharactersMax);
  const source = nameActors(object.walk('Source', 'Actor'), context) ?? context.source;
  const sourceId = object.find('CCRDataObjectID')?.text(200);
  return {
    ...(note !== '' && { note }),
    ...(source !== undefined && { source }),
    ...(sourceId !== undefined && { sourceId }),
  };
}

/** What a description says of its object by name, `Frequency: 1 pack / day`. */
function sayAttributes(description: Element | undefined): string[] {
  return (description?.all('ObjectAttribute') ?? []).flatMap(one => {
    const name = one.find('Attribute')?.text(200);
    const values = one.walk('AttributeValue', 'Value').flatMap(value => value.text(1000) ?? []);
    return values.length === 0 ? [] : [[name, values.join(', ')].filter(Boolean).join(': ')];
  });
}

/** A date that is not known to the day, by what it is: `Date of Onset: age 19 Years`. */
export function sayInexactDate(element: Element | undefined): string | undefined {
  if (!element || readExactDate(element)) return undefined;
  const date = readDate(element);
  const said = date && 'descriptive' in date ? date.descriptive : sayMoment(readMomentOf(element));
  return said === undefined ? undefined : `${readText(element.find('Type')) ?? 'Date'}: ${said}`;
}

/** How it stands, where that is not the plain case. */
export function sayStatus(object: Element, plain: RegExp): string | undefined {
  const status = readText(object.find('Status'));
  return status === undefined || plain.test(status) ? undefined : `Status: ${status}`;
}

/** Was it called off, so that it never was? */
export function isCalledOff(object: Element): boolean {
  return /^(cancell?ed|not done|not given|refused|declined)$/i.test(readText(object.find('Status')) ?? '');
}

/** That there is none of what a section is about. */
export function keepDenial(
  denial: Denial,
  object: Element,
  words: string,
  what: string,
  context: CcrContext,
): Finding {
  const when = readExactDate(object.find('DateTime')) ?? context.written;
  return makeDenial(denial, { what, words, when }, describe(object, context));
}

/** `a, b` as a set of words. */
export function oneOf(list: string): ReadonlySet<string> {
  return new Set(list.split(', '));
}
