// What GetThings is asked for, group by group, and the thing elements that it answers. Used by record.ts and changes.ts.
import { escapeText, type XmlCursor } from '../schema/xml-reader.ts';
import { common } from '../things/common/common-part.ts';
import { currentVersion } from '../things/item.ts';
import type { ThingType } from '../things/thing-type.ts';
import type { Caller } from './caller.ts';
import { writeElement } from './envelope.ts';
import { readPart, WrongTypeError } from './errors.ts';
import type { CallFor } from './options.ts';
import type { ThingKey } from './thing-xml.ts';

/** A thing of a record, as it was read. `isOf` tells of which type one of several is. */
export interface Thing<Value> extends ThingKey {
  readonly type: ThingType<Value>;
  readonly value: Value;
  /** Local date-time: the type's own date, or when it was made. */
  readonly effectiveDate: string;
  readonly note: string | undefined;
  readonly clientId: string | undefined;
  /** What goes with the value whatever the type: note, source, relations, extensions. As XML. */
  readonly commonXml: string;
}

/** A thing element of an answer, not read further. */
export interface FoundThing extends ThingKey {
  readonly effectiveDate: string;
  readonly at: XmlCursor;
}

/** Everything that is named must hold. */
export interface GetQuery {
  readonly ids?: readonly string[];
  readonly clientIds?: readonly string[];
  /** First and last effective date, `2026-01-31` or with a time. */
  readonly from?: string;
  readonly to?: string;
  /** Newest first, at most this many. */
  readonly max?: number;
}

export type Asked = Omit<GetQuery, 'to'> & { to?: string | undefined };

/** How many things a platform shows in full at once, unless it is configured otherwise. */
export const pageSize = 240;
/** And of how many more it tells the keys. */
export const keysMax = 1000;

const about = { method: 'GetThings' };

/** What a group of a query found: things in full, and of those beyond a page the keys alone. */
export interface FoundGroup {
  readonly things: FoundThing[];
  readonly keys: ThingKey[];
}

/** Asks for groups of things, and answers what each found, in their order. */
export async function readGroups(
  app: Caller,
  groups: readonly string[],
  how: CallFor,
): Promise<FoundGroup[]> {
  const info = await app.callXml('GetThings', 3, groups.join(''), how);
  if (!info) return groups.map(() => ({ things: [], keys: [] }));
  const found: FoundGroup[] = [];
  const end = info.enter();
  while (info.index < end && info.atElement()) {
    const group: FoundGroup = { things: [], keys: [] };
    const close = info.enter();
    for (; info.index < close && info.atElement(); info.skip()) {
      const at = info.at(info.index);
      if (info.name === 'thing') group.things.push(readPart(() => foundThing(at), about));
      else if (info.name === 'unprocessed-thing-key-info')
        group.keys.push(readPart(() => foundThing(at), about));
    }
    info.leave(close);
    found.push(group);
  }
  return found;
}

/** What is of the type. @throws WrongTypeError where another was asked for by its id */
export function readThing<Value>(
  found: FoundThing,
  type: ThingType<Value>,
  { ids = [] }: Asked,
): Thing<Value> | undefined {
  const { id: typeId, name } = typeIn(found);
  if (type.versions.some(({ id }) => id === typeId))
    return readPart(() => readData(found, type), { ...about, thingId: found.id });
  if (ids.includes(found.id)) throw new WrongTypeError(found.id, type.name, name ?? typeId);
  return undefined;
}

export function groupOf(typeId: string, { ids = [], clientIds = [], from, to, max }: Asked): string {
  const named =
    ids.map(id => writeElement('id', id)).join('') +
    clientIds.map(id => `<client-thing-id>${escapeText(id)}</client-thing-id>`).join('');
  const dates =
    writeElement('eff-date-min', dateTime(from, '00:00:00')) +
    writeElement('eff-date-max', dateTime(to, '23:59:59.999'));
  // Ids are an alternative to filters, not a condition beside them.
  const filter =
    named === ''
      ? `<filter>${writeElement('type-id', typeId)}<thing-state>Active</thing-state>${dates}</filter>`
      : '';
  return `<group${max === undefined ? '' : ` max="${max}"`}>${named}${filter}${format(typeId)}</group>`;
}

/** Each in the version that is named, whatever it is kept in. */
export function format(...typeIds: readonly string[]): string {
  const versions = typeIds.map(id => writeElement('type-version-format', id)).join('');
  return `<format><section>core</section><xml/>${versions}</format>`;
}

function dateTime(text: string | undefined, time: string): string | undefined {
  return text !== undefined && !text.includes('T') ? `${text}T${time}` : text;
}

/** Id, stamp and date of a thing element, or of the key of one. */
function foundThing(at: XmlCursor): FoundThing {
  const inside = at.at(at.index);
  const close = inside.enter();
  if (!inside.atNamed('thing-id')) inside.missing('thing-id');
  const versionStamp = inside.attribute('version-stamp') ?? '';
  const id = inside.text();
  while (inside.index < close && inside.atElement() && inside.name !== 'eff-date') inside.skip();
  return { id, versionStamp, effectiveDate: inside.index < close ? inside.text() : '', at };
}

/** The version it is in, and what the platform calls that. */
export function typeIn({ at, id }: FoundThing): { id: string; name: string | undefined } {
  return readPart(
    () => {
      const inside = at.at(at.index);
      const close = inside.enter();
      while (inside.index < close && inside.atElement() && inside.name !== 'type-id') inside.skip();
      if (!inside.atNamed('type-id')) inside.missing('type-id');
      const name = inside.attribute('name');
      return { id: inside.text(), name };
    },
    { ...about, thingId: id },
  );
}

/** It was asked for in the current version. */
function readData<Value>({ at, ...key }: FoundThing, type: ThingType<Value>): Thing<Value> {
  const inside = at.at(at.index);
  const close = inside.enter();
  while (inside.index < close && inside.atElement() && inside.name !== 'data-xml') inside.skip();
  if (!inside.atNamed('data-xml')) inside.missing('data-xml');
  inside.enter();
  const value = currentVersion(type).schema.parse(inside) as Value;
  const commonXml = inside.atNamed('common') ? inside.standaloneXml() : '';
  const { note, clientThingId } = commonXml === '' ? {} : common.parse(inside);
  return { ...key, type, value, note, clientId: clientThingId, commonXml };
}

/**
 * Is a thing, of several types that were read together, of this one?
 * @example
 * for await (const change of record.changes([medication, weight]))
 *   if (change.kind === 'put' && isOf(change.thing, weight) && change.thing.value.value.kg > 71.5)
 *     console.log(change.thing.value.value.kg); // 72
 */
export function isOf<T extends { readonly type: ThingType }, Value>(
  thing: T,
  type: ThingType<Value>,
): thing is Extract<T, { readonly type: ThingType<Value> }> {
  return (thing.type as unknown) === type;
}
