// The things of one record: put, get, update, remove, each by the definition of its type.
import { assume, getFirst } from '../assume.ts';
import { many, seq } from '../schema/sequence.ts';
import { guid, textWithAttributes } from '../schema/text.ts';
import { escapeText, type XmlCursor } from '../schema/xml-reader.ts';
import { common } from '../things/common/common-part.ts';
import { currentVersion } from '../things/item.ts';
import type { ThingType, ThingVersion } from '../things/thing-type.ts';
import {
  type BlobInfo,
  type BlobSource,
  downloadBlob,
  readBlobs,
  type TransferOptions,
  type UploadedBlob,
  uploadBlob,
} from './blobs.ts';
import type { Caller } from './caller.ts';
import { type Actor, readInfo, writeElement } from './envelope.ts';
import { readPart } from './errors.ts';
import { printKnown } from './known-fields.ts';
import { type PutOptions, type ThingKey, writeKey, writeNewThing, writeNextVersion } from './thing-xml.ts';

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

type Asked = Omit<GetQuery, 'to'> & { to?: string | undefined };

/** How many things a platform shows in full at once, unless it is configured otherwise. */
const pageSize = 240;
/** And of how many more it tells the keys. */
const keysMax = 1000;

const putAnswer = seq({ 'thing-id': many(textWithAttributes(guid, { 'version-stamp': guid }), { min: 1 }) });

export class RecordClient {
  readonly #app: Caller;
  readonly #actor: Actor;

  constructor(app: Caller, actor: Actor) {
    this.#app = app;
    this.#actor = actor;
  }

  /** @throws InvalidValueError when the value has a field that the type does not have */
  async put<Value>(type: ThingType<Value>, value: Value, options: PutOptions = {}): Promise<ThingKey> {
    const version = currentVersion(type);
    return this.putXml(version.id, printKnown(version.schema, version.root, value), options);
  }

  /** Puts the element of a type as it is. */
  async putXml(typeId: string, item: string, options: PutOptions = {}): Promise<ThingKey> {
    return this.#write(writeNewThing(typeId, item, options));
  }

  /** Replaces the value of a thing. Its note, relations, extensions and other blobs stay. */
  async update<Value>(
    thing: Pick<Thing<Value>, 'id' | 'versionStamp' | 'type' | 'commonXml'>,
    value: Value,
    { blobs }: Pick<PutOptions, 'blobs'> = {},
  ): Promise<ThingKey> {
    const version = currentVersion(thing.type);
    const item = printKnown(version.schema, version.root, value);
    const dataXml = `<data-xml>${item}${thing.commonXml}</data-xml>`;
    return this.#write(writeNextVersion(thing, version.id, dataXml, blobs));
  }

  async remove(...things: readonly ThingKey[]): Promise<void> {
    await this.#app.callXml(
      'RemoveThings',
      1,
      things.map(thing => writeKey('thing-id', thing)).join(''),
      this.#actor,
    );
  }

  /**
   * Things of a type, newest first, however many there are; asked for page by page as they are wanted. What has one of
   * the ids and is of another type is left out.
   * @throws RangeError when so many bear one date that the platform cannot tell of them all
   */
  async *each<Value>(type: ThingType<Value>, query: GetQuery = {}): AsyncGenerator<Thing<Value>> {
    const version = currentVersion(type);
    for await (const thing of this.eachXml(version.id, query))
      if (type.versions.some(({ id }) => id === typeIn(thing))) yield readThing(thing, type, version);
  }

  /** As `each`, all of them. */
  async get<Value>(type: ThingType<Value>, query: GetQuery = {}): Promise<Thing<Value>[]> {
    const found: Thing<Value>[] = [];
    for await (const thing of this.each(type, query)) found.push(thing);
    return found;
  }

  /** As `each`, but the thing elements themselves. */
  async *eachXml(typeId: string, query: GetQuery = {}): AsyncGenerator<FoundThing> {
    const { max = Number.POSITIVE_INFINITY } = query;
    const seen = new Set<string>();
    let { to } = query;
    for (;;) {
      const before = seen.size;
      let last: FoundThing | undefined;
      let beyond = 0;
      for await (const page of this.#pages(typeId, { ...query, to })) {
        beyond = page.beyond;
        for (const thing of page.things) {
          last = thing;
          if (seen.has(thing.id)) continue;
          if (seen.size >= max) return;
          seen.add(thing.id);
          yield thing;
        }
      }
      if (beyond === 0 || seen.size >= max) return;
      if (seen.size === before) {
        // Rather nothing than what looks whole and is not.
        if (beyond >= keysMax) throw new RangeError(`The platform cannot list all that is dated ${to}.`);
        return;
      }
      // Even the keys of one answer have a limit; what is older is asked for by date.
      to = assume(last, 'a thing that was not seen before').effectiveDate;
    }
  }

  /**
   * Sends bytes ahead of the thing they belong to, which names what this answers among its blobs:
   * `record.put(file, value, { blobs: [{ ...uploaded, name: '', contentType: 'image/png' }] })`.
   */
  uploadBlob(source: BlobSource, options?: TransferOptions): Promise<UploadedBlob> {
    return uploadBlob(this.#app, this.#actor, source, options);
  }

  /** The blobs of a thing. */
  blobs(thingId: string): Promise<BlobInfo[]> {
    return readBlobs(this.#app, this.#actor, thingId);
  }

  /** The bytes of a blob, whose stream fails at its end if they are not those that were put. */
  downloadBlob(blob: BlobInfo, options?: TransferOptions): Promise<ReadableStream<Uint8Array>> {
    return downloadBlob(this.#app, blob, options);
  }

  async #write(thing: string): Promise<ThingKey> {
    const { thingId } = readInfo(putAnswer, await this.#app.callXml('PutThings', 2, thing, this.#actor));
    const written = getFirst(assume(thingId, 'what was written'));
    return { id: written.value, versionStamp: written['version-stamp'] };
  }

  /** What one query answers: things in full, then those of which it told only the keys; `beyond` says how many. */
  async *#pages(typeId: string, query: Asked): AsyncGenerator<{ things: FoundThing[]; beyond: number }> {
    const { things, keys } = await this.#group(groupOf(typeId, query));
    yield { things, beyond: keys.length };
    for (let next = 0; next < keys.length; next += pageSize) {
      const page = keys.slice(next, next + pageSize).map(key => writeKey('key', key));
      const { things } = await this.#group(`<group>${page.join('')}${format(typeId)}</group>`);
      yield { things, beyond: keys.length };
    }
  }

  async #group(group: string): Promise<{ things: FoundThing[]; keys: ThingKey[] }> {
    const info = await this.#app.callXml('GetThings', 3, group, this.#actor);
    const things: FoundThing[] = [];
    const keys: ThingKey[] = [];
    if (!info) return { things, keys };
    info.enter();
    const close = info.enter();
    for (; info.index < close && info.atElement(); info.skip()) {
      const at = info.at(info.index);
      if (info.name === 'thing') things.push(readPart(() => foundThing(at)));
      else if (info.name === 'unprocessed-thing-key-info') keys.push(readPart(() => foundThing(at)));
    }
    return { things, keys };
  }
}

function groupOf(typeId: string, { ids = [], clientIds = [], from, to, max }: Asked): string {
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

function format(typeId: string): string {
  return `<format><section>core</section><xml/>${writeElement('type-version-format', typeId)}</format>`;
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

/** The id of the version it is in. */
function typeIn({ at, id }: FoundThing): string {
  return readPart(() => {
    const inside = at.at(at.index);
    const close = inside.enter();
    while (inside.index < close && inside.atElement() && inside.name !== 'type-id') inside.skip();
    return inside.atNamed('type-id') ? inside.text() : inside.missing('type-id');
  }, id);
}

function readThing<Value>(found: FoundThing, type: ThingType<Value>, version: ThingVersion): Thing<Value> {
  return readPart(() => readData(found, type, version), found.id);
}

function readData<Value>(
  { at, ...key }: FoundThing,
  type: ThingType<Value>,
  version: ThingVersion,
): Thing<Value> {
  const inside = at.at(at.index);
  const close = inside.enter();
  while (inside.index < close && inside.atElement() && inside.name !== 'data-xml') inside.skip();
  if (!inside.atNamed('data-xml')) inside.missing('data-xml');
  inside.enter();
  const value = version.schema.parse(inside) as Value;
  const commonXml = inside.atNamed('common') ? inside.standaloneXml() : '';
  const { note, clientThingId } = commonXml === '' ? {} : common.parse(inside);
  return { ...key, type, value, note, clientId: clientThingId, commonXml };
}
