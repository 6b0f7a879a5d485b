// What records ask of the store.
import type { Awaitable } from '../awaitable.ts';
import type { HealthRecord, RecordAccess } from './record.ts';

export interface RecordsReader {
  byId(id: string): Awaitable<HealthRecord | undefined>;
  /** None to a record in the bin. */
  access(personId: string, recordId: string): Awaitable<RecordAccess | undefined>;
  /** Everybody's, oldest first, what has ended too. */
  accessesTo(recordId: string): Awaitable<RecordAccess[]>;
  /** The records a person may reach, oldest access first. */
  ofPerson(personId: string): Awaitable<{ record: HealthRecord; access: RecordAccess }[]>;
  /** A person's records that lie in the bin, the longest there first. */
  inBin(personId: string): Awaitable<{ record: HealthRecord; access: RecordAccess }[]>;
  /** For whom the bytes of a record count. */
  owner(recordId: string): Awaitable<string | undefined>;
  /** Ids of records that are a person's, in the bin too. */
  owned(personId: string): Awaitable<string[]>;
  /** Ids of records that came into the bin before a time. */
  deletedBefore(time: number): Awaitable<string[]>;
  /** Are all who read it told who looked at it? */
  tellsLooks(recordId: string): Awaitable<boolean>;
  /** In whose name clinical documents are taken over as they come; undefined where people are asked. */
  documentsTakenBy(recordId: string): Awaitable<string | undefined>;
  /** How much it holds, whoever may see what of it. */
  usage(recordId: string): Awaitable<Usage>;
}

export interface RecordsWriter {
  /** Removes a record for good, with all that is kept by it. @returns how many entries of its log say nothing any more */
  purge(recordId: string): Awaitable<number>;
  /** @param ownerId for whom its bytes count */
  insert(record: HealthRecord, ownerId: string): Awaitable<void>;
  update(record: HealthRecord): Awaitable<void>;
  giveTo(recordId: string, ownerId: string): Awaitable<void>;
  /**
   * Sets what the record holds after a write to its things.
   * @param usage.isOpen was anything changed that is not personal?
   * @param usage.logEnd where its log was added to
   */
  setUsage(
    recordId: string,
    usage: Pick<Usage, 'bytes' | 'blobBytes' | 'sequence'> & {
      updatedAt: number;
      isOpen: boolean;
      logEnd?: Buffer | undefined;
    },
  ): Awaitable<void>;
  setTellsLooks(recordId: string, tells: boolean): Awaitable<void>;
  setDocumentsTakenBy(recordId: string, personId: string | undefined): Awaitable<void>;
  putAccess(access: RecordAccess): Awaitable<void>;
  removeAccess(personId: string, recordId: string): Awaitable<void>;
}

/** What a record holds. */
export interface Usage {
  readonly bytes: number;
  /** Of its bytes, those of blobs. */
  readonly blobBytes: number;
  /** The number of the latest operation. */
  readonly sequence: number;
  /** Of the latest one that was on something not personal, and when that was: what applications are told. */
  readonly openSequence: number;
  readonly openUpdatedAt: number;
  /** What all records hold that are whose this one is, and what all records of the vault do. */
  readonly ownerBytes: number;
  readonly vaultBytes: number;
  /** Has an application that somebody authorised on it a subscription? */
  readonly hasSubscribers: boolean;
  /** Where the chain of its log ends. */
  readonly logEnd: Buffer | undefined;
}

/** An export as all processes know of it. */
export interface KeptExport {
  readonly id: string;
  readonly personId: string;
  readonly recordId: string;
  readonly done: number;
  readonly total: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly toldAt: number;
}

export interface ExportsReader {
  /** The first begun first. */
  ofPerson(personId: string): Awaitable<KeptExport[]>;
}

export interface ExportsWriter {
  put(told: KeptExport): Awaitable<void>;
  /** Those of a person, and all of which nothing was told since a time. */
  forgetEnded(personId: string, before: number): Awaitable<void>;
}
