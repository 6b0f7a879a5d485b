// What imports ask of the store. All of it is of a record, and whoever asks has judged.
import type { Awaitable } from '../awaitable.ts';
import type { Import, ImportAbout, ImportedThing, ImportKey, Staged } from './import.ts';

/** How a source calls an item, and all that it says of it. */
export interface SourceItem {
  readonly sourceId: string;
  readonly content: string;
}

/** What came from a source earlier. */
export interface KnownItem extends ImportedThing {
  readonly importId: string;
  /** Said the source the same then? */
  readonly isSame: boolean;
}

export interface ImportsReader {
  byId(key: ImportKey): Awaitable<Import | undefined>;
  /** Those of a record that were not dropped, the last begun first. */
  ofRecord(recordId: string, limit: number): Awaitable<Import[]>;
  /** How many of a person's hold what is not written yet, though their files are gone. */
  countHeld(recordId: string, personId: string): Awaitable<number>;
  /** Those that the job is to work on, the longest due first; of one person one, so that others come to their turn. */
  due(now: number, limit: number): Awaitable<ImportKey[]>;
  /** Those that nobody did anything about since a time, though they hold a file or slices. */
  idle(before: number, limit: number): Awaitable<ImportKey[]>;
  /** What a person has waiting in a record, as it is kept: of all imports. */
  stagedBytes(recordId: string, personId: string): Awaitable<number>;
  slice(key: ImportKey, position: number): Awaitable<readonly Staged[] | undefined>;
  /** In the order they were asked for; none where a source never told of it. */
  known(recordId: string, items: readonly SourceItem[]): Awaitable<KnownItem[][]>;
  /** Of what it did, the next that is not undone. */
  things(key: ImportKey, limit: number): Awaitable<ImportedThing[]>;
  countThings(key: ImportKey): Awaitable<number>;
  /** Which of these things it made or changed. */
  amongThings(key: ImportKey, thingIds: readonly string[]): Awaitable<string[]>;
  /** The ids of the imports that a thing came from, or was changed by. */
  ofThing(recordId: string, thingId: string): Awaitable<string[]>;
  /** What was said of the columns of a file with such a header. */
  mapping(recordId: string, header: string): Awaitable<Readonly<Record<string, string>> | undefined>;
}

export interface KeptMapping {
  readonly mapping: Readonly<Record<string, string>>;
  readonly keptAt: number;
  readonly max: number;
}

export interface ImportsWriter {
  insert(one: Import): Awaitable<void>;
  /** All but what is sealed. */
  update(one: Import): Awaitable<void>;
  putAbout(key: ImportKey, about: ImportAbout): Awaitable<void>;
  putSlice(key: ImportKey, position: number, items: readonly Staged[]): Awaitable<void>;
  dropSlice(key: ImportKey, position: number): Awaitable<void>;
  /** So many of them. @returns how many there were */
  dropSlices(key: ImportKey, limit: number): Awaitable<number>;
  putThing(key: ImportKey, thing: ImportedThing, item: SourceItem | undefined): Awaitable<void>;
  /** That another import, whose version is current again, finds it so. */
  restamp(recordId: string, thingId: string, from: string, to: string): Awaitable<void>;
  forgetThing(key: ImportKey, thingId: string): Awaitable<void>;
  /**
   * Another import that left the thing as it was, because its file tells of it too, is from now on the one that made it.
   * @returns whether there is such an import
   */
  handOver(key: ImportKey, thing: Pick<ImportedThing, 'thingId' | 'versionStamp'>): Awaitable<boolean>;
  /** It stays though the import is undone. */
  keepThing(key: ImportKey, thingId: string): Awaitable<void>;
  /** @param kept.max how many a record keeps, those that were said last */
  putMapping(recordId: string, header: string, kept: KeptMapping): Awaitable<void>;
}
