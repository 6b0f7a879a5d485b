// The things of one record: put, get, update, remove, each by the definition of its type.
import { common } from '../methods/parts/thing-write.ts';
import { many, seq } from '../schema/sequence.ts';
import { guid, textWithAttributes } from '../schema/text.ts';
import { escapeText, type XmlCursor } from '../schema/xml-reader.ts';
import { currentVersion, printThing, type ThingType, type ThingVersion } from '../things/index.ts';
import type { App } from './connect.ts';
import { type Actor, element, readInfo } from './envelope.ts';

export interface ThingKey {
  readonly id: string;
  /** Changes with every write; an update or removal names the one it saw. */
  readonly versionStamp: string;
}

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

export interface PutOptions {
  readonly note?: string;
  /** An id of the application's own, up to 255 characters. */
  readonly clientId?: string;
  /** Nobody may change its data later. */
  readonly readOnly?: boolean;
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

type Asked = Omit<GetQuery, 'to'> & { to?: string | undefined };

const readOnlyFlag = 16;
/** How many things a platform shows in full at once, unless it is configured otherwise. */
const pageSize = 240;
/** And of how many more it tells the keys. */
const keysMax = 1000;

const putAnswer = seq({ 'thing-id': many(textWithAttributes(guid, { 'version-stamp': guid }), { min: 1 }) });

export class RecordClient {
  readonly #app: App;
  readonly #actor: Actor;

  constructor(app: App, actor: Actor) {
    this.#app = app;
    this.#actor = actor;
  }

  put<Value>(type: ThingType<Value>, value: Value, options: PutOptions = {}): Promise<ThingKey> {
    const version = currentVersion(type);
    return this.putXml(version.id, printThing(version, value), options);
  }

  /** Puts the element of a type as it is. */
  async putXml(typeId: string, item: string, options: PutOptions = {}): Promise<ThingKey> {
    const flags = options.readOnly ? `<flags>${readOnlyFlag}</flags>` : '';
    const dataXml = `<data-xml>${item}${commonOf(options)}</data-xml>`;
    return this.#write(`<thing>${element('type-id', typeId)}${flags}${dataXml}</thing>`);
  }

  /** Replaces the value of a thing. Its note, relations and extensions stay. */
  update<Value>(
    thing: Pick<Thing<Value>, 'id' | 'versionStamp' | 'type' | 'commonXml'>,
    value: Value,
  ): Promise<ThingKey> {
    const version = currentVersion(thing.type);
    const dataXml = `<data-xml>${printThing(version, value)}${thing.commonXml}</data-xml>`;
    return this.#write(
      `<thing>${keyElement('thing-id', thing)}${element('type-id', version.id)}${dataXml}</thing>`,
    );
  }

  async remove(...things: readonly ThingKey[]): Promise<void> {
    await this.#app.call(
      'RemoveThings',
      1,
      things.map(thing => keyElement('thing-id', thing)).join(''),
      this.#actor,
    );
  }

  /**
   * Things of a type, newest first, however many there are.
   * @throws RangeError when so many bear one date that the platform cannot tell of them all
   */
  async get<Value>(type: ThingType<Value>, query: GetQuery = {}): Promise<Thing<Value>[]> {
    const version = currentVersion(type);
    const found = await this.getXml(version.id, query);
    return found.map(thing => readThing(thing, type, version));
  }

  /** As `get`, but the thing elements themselves. */
  async getXml(typeId: string, query: GetQuery = {}): Promise<FoundThing[]> {
    const { max = Number.POSITIVE_INFINITY } = query;
    const found = new Map<string, FoundThing>();
    let { to } = query;
    for (;;) {
      const before = found.size;
      const { things, beyond } = await this.#page(typeId, { ...query, to });
      for (const thing of things) found.set(thing.id, thing);
      if (beyond === 0 || found.size >= max) break;
      if (found.size === before) {
        // Rather nothing than what looks whole and is not.
        if (beyond >= keysMax) throw new RangeError(`The platform cannot list all that is dated ${to}.`);
        break;
      }
      // Even the keys of one answer have a limit; what is older is asked for by date.
      to = things.at(-1)!.effectiveDate;
    }
    return [...found.values()].slice(0, max);
  }

  async #write(thing: string): Promise<ThingKey> {
    const { thingId } = readInfo(putAnswer, await this.#app.call('PutThings', 2, thing, this.#actor));
    const [written] = thingId!;
    return { id: written!.value, versionStamp: written!['version-stamp'] };
  }

  /** What one query answers: things in full, and those of which it told only the keys; `beyond` says how many. */
  async #page(typeId: string, query: Asked): Promise<{ things: FoundThing[]; beyond: number }> {
    const { things, keys } = await this.#group(groupOf(typeId, query));
    for (let next = 0; next < keys.length; next += pageSize) {
      const page = keys.slice(next, next + pageSize).map(key => keyElement('key', key));
      things.push(...(await this.#group(`<group>${page.join('')}${format(typeId)}</group>`)).things);
    }
    return { things, beyond: keys.length };
  }

  async #group(group: string): Promise<{ things: FoundThing[]; keys: ThingKey[] }> {
    const info = await this.#app.call('GetThings', 3, group, this.#actor);
    const things: FoundThing[] = [];
    const keys: ThingKey[] = [];
    if (!info) return { things, keys };
    info.enter();
    const close = info.enter();
    for (; info.index < close && info.atElement(); info.skip()) {
      if (info.name === 'thing') things.push(foundThing(info.at(info.index)));
      else if (info.name === 'unprocessed-thing-key-info') keys.push(foundThing(info.at(info.index)));
    }
    return { things, keys };
  }
}

function groupOf(typeId: string, { ids = [], clientIds = [], from, to, max }: Asked): string {
  const named =
    ids.map(id => element('id', id)).join('') +
    clientIds.map(id => `<client-thing-id>${escapeText(id)}</client-thing-id>`).join('');
  const dates =
    element('eff-date-min', dateTime(from, '00:00:00')) +
    element('eff-date-max', dateTime(to, '23:59:59.999'));
  // Ids are an alternative to filters, not a condition beside them.
  const filter =
    named === ''
      ? `<filter>${element('type-id', typeId)}<thing-state>Active</thing-state>${dates}</filter>`
      : '';
  return `<group${max === undefined ? '' : ` max="${max}"`}>${named}${filter}${format(typeId)}</group>`;
}

function format(typeId: string): string {
  return `<format><section>core</section><xml/>${element('type-version-format', typeId)}</format>`;
}

function dateTime(text: string | undefined, time: string): string | undefined {
  return text !== undefined && !text.includes('T') ? `${text}T${time}` : text;
}

function keyElement(name: string, { id, versionStamp }: ThingKey): string {
  return element(name, id).replace('>', ` version-stamp="${versionStamp}">`);
}

function commonOf({ note, clientId }: PutOptions): string {
  const inner =
    (note === undefined ? '' : `<note>${escapeText(note)}</note>`) +
    (clientId === undefined ? '' : `<client-thing-id>${escapeText(clientId)}</client-thing-id>`);
  return inner === '' ? '' : `<common>${inner}</common>`;
}

/** Id, stamp and date of a thing element, or of the key of one. */
function foundThing(at: XmlCursor): FoundThing {
  const reading = at.at(at.index);
  const close = reading.enter();
  if (!reading.atNamed('thing-id')) reading.missing('thing-id');
  const versionStamp = reading.attribute('version-stamp') ?? '';
  const id = reading.text();
  while (reading.index < close && reading.atElement() && reading.name !== 'eff-date') reading.skip();
  return { id, versionStamp, effectiveDate: reading.index < close ? reading.text() : '', at };
}

function readThing<Value>(
  { at, ...key }: FoundThing,
  type: ThingType<Value>,
  version: ThingVersion,
): Thing<Value> {
  const reading = at.at(at.index);
  const close = reading.enter();
  while (reading.index < close && reading.atElement() && reading.name !== 'data-xml') reading.skip();
  if (!reading.atNamed('data-xml')) reading.missing('data-xml');
  reading.enter();
  const value = version.schema.parse(reading) as Value;
  const commonXml = reading.atNamed('common') ? reading.standaloneXml() : '';
  const { note, clientThingId } = commonXml === '' ? {} : common.parse(reading);
  return { ...key, type, value, note, clientId: clientThingId, commonXml };
}
