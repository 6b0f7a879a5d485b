// What the core asks of the store about what was done and read.
import type { Awaitable } from '../awaitable.ts';
import type { AuditQuery, AuditRow, StoredAuditRow } from './audit.ts';
import type { Link } from './chain.ts';
import type { DirectoryEntry } from './directory.ts';
import type { Leaf } from './leaf.ts';
import type { ReadCount } from './read-count.ts';
import type { TreeNode } from './tree.ts';

export interface AuditReader {
  /** Newest first. */
  ofRecord(query: AuditQuery): Awaitable<StoredAuditRow[]>;
  /** What is of no record, newest first: of accounts, applications, the vault. */
  withoutRecord(query: { actions: readonly string[]; limit: number }): Awaitable<StoredAuditRow[]>;
  /** Who and what appears in the newest rows of a record. */
  seenIn(recordId: string): Awaitable<{ personIds: string[]; appIds: string[] }>;
}

export interface AuditWriter {
  /**
   * What is of a record goes into its chain, so the record is the work's own (`WriteScope`); what is of none waits for the job
   * that chains it.
   */
  add(row: AuditRow): Awaitable<void>;
  /**
   * The same of a record whose usage was read in this work, and is set after.
   * @param logEnd as that says it
   * @returns what it is from now on, for the caller to set
   */
  addTo(row: AuditRow, logEnd: Buffer | undefined): Awaitable<Buffer>;
}

/** An entry as the log keeps it. */
export interface LogEntry extends AuditRow {
  readonly number: number;
  /** Undefined where what it said was erased. */
  readonly salt: Buffer | undefined;
  readonly contentHash: Buffer;
  readonly entryHash: Buffer;
}

/** A chain is named by its record; that of the vault by none. */
export type ChainName = string | undefined;

export interface WaitingRow extends AuditRow {
  readonly id: number;
}

/** A process that writes down what is read. */
export interface NoterRow {
  readonly name: string;
  /** Milliseconds since 1970, UTC. */
  readonly notedAt: number;
  /** The change of the vault's keys that it took last; undefined where it does not say. */
  readonly keyChange: number | undefined;
}

/** A file that was published for outsiders to keep. */
export interface Publication {
  readonly number: number;
  readonly at: number;
  readonly text: string;
  /** How many leaves the tree of this checkpoint has; undefined for a publication of a Keepwell that had no tree. */
  readonly size: number | undefined;
}

/** A leaf and its place in the tree. The leaf at place 0 is the beginning: it has no label, and `hash` is what it begins with. */
export interface PlacedLeaf extends Leaf {
  readonly place: number;
}

export interface LogKey {
  /** As a signed note names its key. */
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  /** PKCS#8, sealed; undefined where the key of the vault was lost. */
  readonly sealed: Buffer | undefined;
  readonly madeAt: number;
}

export interface LogReader {
  /** As packEnd of chain.ts has it; undefined where nothing is in the chain. */
  end(of: ChainName): Awaitable<Buffer | undefined>;
  /** In the order of their numbers. */
  entries(of: ChainName, after: number, limit: number): Awaitable<LogEntry[]>;
  /** The ends of some, of those that have one. */
  ends(of: readonly ChainName[]): Awaitable<Buffer[]>;
  countWaiting(): Awaitable<number>;
  /** Rows that no chain has yet, oldest first. */
  waiting(of: ChainName, limit: number): Awaitable<WaitingRow[]>;
  /** A record of which rows wait. */
  waitingRecord(): Awaitable<string | undefined>;
  /** Ids of records with a chain, ascending. */
  chained(after: string, limit: number): Awaitable<string[]>;
  /** The latest publication, or the latest at or before a time. */
  lastHeads(atMost?: number): Awaitable<(Publication & { upTo: number }) | undefined>;
  heads(number: number): Awaitable<Publication | undefined>;
  /** Without their texts, newest first. */
  listHeads(before: number, limit: number): Awaitable<Pick<Publication, 'number' | 'at'>[]>;
  countLeaves(): Awaitable<number>;
  /** In the order of their places. */
  leaves(from: number, limit: number): Awaitable<PlacedLeaf[]>;
  /** Likewise, those of one label. */
  leavesOf(label: Buffer, from: number, limit: number): Awaitable<PlacedLeaf[]>;
  /** The hash of a complete subtree. @throws where the tree lacks it */
  node(level: number, index: number): Awaitable<Buffer>;
  /** The directory of a tree of so many leaves, in the order of the labels. */
  directory(size: number, after: Buffer, limit: number): Awaitable<DirectoryEntry[]>;
  /** The id of the newest row. */
  newestRow(): Awaitable<number>;
  /** Which chains have rows after one and up to another. */
  changedBetween(after: number, upTo: number): Awaitable<ChainName[]>;
  /** The newest leaf of each label, by the labels in hex. */
  published(labels: readonly Buffer[]): Awaitable<ReadonlyMap<string, Pick<PlacedLeaf, 'place' | 'number'>>>;
  /** Newest first. */
  keys(): Awaitable<LogKey[]>;
  /** Processes that write down what is read, and when each last did. */
  noters(): Awaitable<NoterRow[]>;
}

export interface LogWriter {
  /** Puts a row that waits into a chain. */
  chain(rowId: number, link: Link): Awaitable<void>;
  setEnd(of: ChainName, end: Buffer): Awaitable<void>;
  putHeads(heads: Publication & { upTo: number }): Awaitable<void>;
  /** @param nodes the subtrees that the leaf completes */
  putLeaf(leaf: PlacedLeaf, nodes: readonly TreeNode[]): Awaitable<void>;
  putKey(key: LogKey): Awaitable<void>;
  putNoter(name: string, notedAt: number): Awaitable<void>;
  /** Which change of the vault's keys it has taken. */
  noteKeys(name: string, change: number): Awaitable<void>;
  removeNoter(name: string): Awaitable<void>;
}

export interface ReadsReader {
  /** Of one authorisation, the latest read first. */
  of(key: Pick<ReadCount, 'appId' | 'personId' | 'recordId'>): Awaitable<ReadCount[]>;
  /** Of a record, or what went through one person of it, the latest read first. */
  ofRecord(key: { recordId: string; personId: string | undefined }): Awaitable<ReadCount[]>;
}

export interface ReadsWriter {
  /** Adds to what is there. */
  add(count: ReadCount): Awaitable<void>;
}
