// The things of one record: put, get, update, remove, each by the definition of its type.
import { assume, getFirst } from '../assume.ts';
import { currentVersion } from '../things/item.ts';
import type { ThingType } from '../things/thing-type.ts';
import { putThings, sendThings, type ToPut } from './batch.ts';
import {
  type BlobInfo,
  type BlobSource,
  downloadBlob,
  readBlobs,
  type TransferOptions,
  type UploadedBlob,
  type UploadOptions,
  uploadBlob,
} from './blobs.ts';
import type { Caller } from './caller.ts';
import { type ChangeOf, type ChangesQuery, eachChange } from './changes.ts';
import { type DirectMessage, type DirectStatus, readDirectStatus, sendDirect } from './direct.ts';
import type { CallFor, CallOptions } from './options.ts';
import {
  type Asked,
  type FoundGroup,
  type FoundThing,
  format,
  type GetQuery,
  groupOf,
  keysMax,
  pageSize,
  readGroups,
  readThing,
  type Thing,
} from './thing-query.ts';
import { type PutOptions, type ThingKey, writeKey, writeNewThing } from './thing-xml.ts';

/** Things of a type, as one of several that are asked for together. */
export interface TypeQuery<Value> extends GetQuery {
  readonly type: ThingType<Value>;
}

export class RecordClient {
  readonly #app: Caller;
  readonly #how: CallFor;

  constructor(app: Caller, how: CallFor) {
    this.#app = app;
    this.#how = how;
  }

  /**
   * The same record, all of whose calls are made so.
   * @example
   * const [latest] = await record.with({ timeoutMs: 5000 }).get(weight, { max: 1 });
   * console.log(latest?.value.value.kg); // 71.4
   */
  with(how: CallOptions): RecordClient {
    return new RecordClient(this.#app, { ...this.#how, ...how });
  }

  /**
   * With a `clientId` it is done once however often it is tried: where the platform has the thing already, its key is
   * answered.
   * @throws InvalidValueError when the value has a field that the type does not have
   * @example
   * const when = { date: { y: 2026, m: 11, d: 25 } };
   * const once = await record.put(weight, { when, value: { kg: 71.2 } }, { clientId: 'scale 7, 1804' });
   * const twice = await record.put(weight, { when, value: { kg: 71.2 } }, { clientId: 'scale 7, 1804' });
   * console.log(once.id === twice.id); // true
   */
  async put<Value>(type: ThingType<Value>, value: Value, options: PutOptions = {}): Promise<ThingKey> {
    return getFirst(await this.putAll([{ ...options, type, value }]));
  }

  /**
   * Puts things of any types, new ones and new values of those that are there, all or none.
   * @returns the key of each, in their order
   * @example
   * const [first] = await record.get(weight);
   * if (first)
   *   await record.putAll([
   *     { type: medication, value: { name: { text: 'Aspirin' } }, clientId: 'm 12' },
   *     { replaces: first, value: { ...first.value, value: { kg: 71 } } },
   *   ]);
   */
  async putAll<Values extends readonly unknown[]>(
    items: {
      readonly [K in keyof Values]: ToPut<Values[K]>;
    },
  ): Promise<ThingKey[]> {
    return putThings(this.#app, this.#how, items as unknown as readonly ToPut<never>[]);
  }

  /**
   * Puts the element of a type as it is.
   * @example
   * const typeId = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
   * const when = '<when><date><y>2026</y><m>11</m><d>25</d></date></when>';
   * await record.putXml(typeId, `<weight>${when}<value><kg>71.2</kg></value></weight>`);
   */
  async putXml(typeId: string, item: string, options: PutOptions = {}): Promise<ThingKey> {
    const things = [writeNewThing(typeId, item, options)];
    const isOnce = options.clientId !== undefined;
    return getFirst(await sendThings(this.#app, this.#how, { things, isOnce }));
  }

  /**
   * Replaces the value of a thing. Its note, relations, extensions and other blobs stay.
   * @throws HealthVaultError VERSION_STAMP_MISMATCH when it was changed since it was read
   * @example
   * const [latest] = await record.get(weight, { max: 1 });
   * if (latest) await record.update(latest, { ...latest.value, value: { kg: 71.3 } });
   */
  async update<Value>(
    replaces: Pick<Thing<Value>, 'id' | 'versionStamp' | 'type' | 'commonXml'>,
    value: Value,
    { blobs }: Pick<PutOptions, 'blobs'> = {},
  ): Promise<ThingKey> {
    return getFirst(await this.putAll([{ replaces, value, ...(blobs && { blobs }) }]));
  }

  /**
   * Removes things, all or none; people find them among what they deleted for a month.
   * @example
   * await record.remove(...(await record.get(weight)));
   * console.log((await record.get(weight)).length); // 0
   */
  async remove(...things: readonly ThingKey[]): Promise<void> {
    const keys = things.map(thing => writeKey('thing-id', thing)).join('');
    await this.#app.callXml('RemoveThings', 1, keys, { repeat: true, ...this.#how, isOnce: true });
  }

  /**
   * Things of a type, newest first, however many there are; asked for page by page as they are wanted.
   * @throws WrongTypeError when a thing that was asked for by its id is of another type, RangeError when so many bear one
   *   date that the platform cannot tell of them all
   * @example
   * for await (const { effectiveDate, value } of record.each(weight, { from: '2026-11-05' }))
   *   console.log(effectiveDate.slice(0, 10), value.value.kg); // 2026-11-08 71.4
   */
  async *each<Value>(type: ThingType<Value>, query: GetQuery = {}): AsyncGenerator<Thing<Value>> {
    for await (const found of this.eachXml(currentVersion(type).id, query)) {
      const thing = readThing(found, type, query);
      if (thing) yield thing;
    }
  }

  /**
   * As `each`, all of them.
   * @example
   * const weights = await record.get(weight);
   * console.log(weights.map(({ value }) => value.value.kg).join()); // 71.4,72
   */
  async get<Value>(type: ThingType<Value>, query: GetQuery = {}): Promise<Thing<Value>[]> {
    const found: Thing<Value>[] = [];
    for await (const thing of this.each(type, query)) found.push(thing);
    return found;
  }

  /**
   * Things of several types by one request; what is more than one answer holds is asked for as `get` does.
   * @example
   * const { weights, medicines } = await record.getAll({
   *   weights: { type: weight, max: 1 },
   *   medicines: { type: medication },
   * });
   * console.log(weights.length, medicines.length); // 1 0
   */
  async getAll<Values>(
    queries: {
      readonly [K in keyof Values]: TypeQuery<Values[K]>;
    },
  ): Promise<{ [K in keyof Values]: Thing<Values[K]>[] }> {
    const asked: [string, TypeQuery<never>][] = Object.entries(queries);
    const groups = asked.map(([, { type, ...query }]) => groupOf(currentVersion(type).id, query));
    const found = await readGroups(this.#app, groups, this.#how);
    const things: Record<string, Thing<never>[]> = {};
    for (const [i, [name, { type, ...query }]] of asked.entries()) {
      const group = assume(found[i], 'an answer to each group');
      const isWhole = group.keys.length === 0;
      things[name] = isWhole
        ? group.things.flatMap(one => readThing(one, type, query) ?? [])
        : await this.get(type, query);
    }
    return things as unknown as { [K in keyof Values]: Thing<Values[K]>[] };
  }

  /**
   * What happened to things of these types since a change that was dealt with. Some may be told twice, none is left out.
   * @example
   * const copy = new Map<string, unknown>();
   * let since = 0;
   * for await (const change of record.changes([weight, medication], { since })) {
   *   if (change.kind === 'removed') copy.delete(change.id);
   *   else copy.set(change.thing.id, change.thing.value);
   *   since = change.resumeAfter;
   * }
   * console.log(copy.size); // 2
   */
  changes<Values extends readonly unknown[]>(
    types: { readonly [K in keyof Values]: ThingType<Values[K]> },
    query: ChangesQuery = {},
  ): AsyncGenerator<ChangeOf<Values>> {
    const changes: AsyncGenerator<unknown> = eachChange(
      this.#app,
      this.#how,
      types as unknown as readonly ThingType[],
      query,
    );
    return changes as AsyncGenerator<ChangeOf<Values>>;
  }

  /**
   * As `each`, but the thing elements themselves.
   * @example
   * for await (const { at } of record.eachXml('3d34d87e-7fc1-4153-800f-f56592cb0d17', { max: 1 }))
   *   console.log(at.name); // thing
   */
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
   * Sends bytes ahead of the thing they belong to, which names what this answers among its blobs.
   * @example
   * const uploaded = await record.uploadBlob(new TextEncoder().encode('hello'));
   * const value = { name: 'hello.txt', size: uploaded.length };
   * await record.put(file, value, { blobs: [{ ...uploaded, name: '', contentType: 'text/plain' }] });
   */
  uploadBlob(source: BlobSource, options?: UploadOptions): Promise<UploadedBlob> {
    return uploadBlob(this.#app, this.#how, source, options);
  }

  /**
   * The blobs of a thing.
   * @example
   * const [latest] = await record.get(weight, { max: 1 });
   * console.log((await record.blobs(latest?.id ?? '')).length); // 0
   */
  blobs(thingId: string): Promise<BlobInfo[]> {
    return readBlobs(this.#app, this.#how, thingId);
  }

  /**
   * The bytes of a blob, whose stream fails at its end if they are not those that were put.
   * @example
   * const uploaded = await record.uploadBlob(new TextEncoder().encode('hello'));
   * const blobs = [{ ...uploaded, name: '', contentType: 'text/plain' }];
   * const key = await record.put(file, { name: 'hello.txt', size: uploaded.length }, { blobs });
   * for (const blob of await record.blobs(key.id))
   *   console.log(await new Response(await record.downloadBlob(blob)).text()); // hello
   */
  downloadBlob(blob: BlobInfo, options?: TransferOptions): Promise<ReadableStream<Uint8Array>> {
    return downloadBlob(this.#app, blob, options);
  }

  /**
   * Sends a Direct message in the person's name, where the operator and the person let the application. With a `clientId`
   * it goes once however often it is tried.
   * @returns the id of the message
   * @example
   * const [latest] = await record.get(weight, { max: 1 });
   * const messageId = await record.sendDirect({
   *   to: ['dr.gregor@direct.example'],
   *   subject: 'The latest weight',
   *   text: 'It goes along as a C-CDA.',
   *   thingIds: latest ? [latest.id] : [],
   *   clientId: 'visit 7',
   * });
   * console.log(messageId.length); // 36
   */
  sendDirect(message: DirectMessage): Promise<string> {
    return sendDirect(this.#app, this.#how, message);
  }

  /**
   * How far messages got that the application sent with this record; others are left out.
   * @example
   * const to = ['dr.gregor@direct.example'];
   * const messageId = await record.sendDirect({ to, subject: 'Summary', text: 'As you asked.', summaries: ['pdf'] });
   * const [sent] = await record.directStatus([messageId]);
   * for (const { address } of sent?.recipient ?? []) console.log(address); // dr.gregor@direct.example
   */
  directStatus(messageIds: readonly string[]): Promise<DirectStatus[]> {
    return readDirectStatus(this.#app, this.#how, messageIds);
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

  async #group(group: string): Promise<FoundGroup> {
    return getFirst(await readGroups(this.#app, [group], this.#how));
  }
}
