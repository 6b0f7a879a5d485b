// What the core asks of the store about what was done and read.
import type { Awaitable } from '../awaitable.ts';
import type { AuditQuery, AuditRow, StoredAuditRow } from './audit.ts';
import type { ReadCount } from './read-count.ts';

export interface AuditReader {
  /** Newest first. */
  ofRecord(query: AuditQuery): Awaitable<StoredAuditRow[]>;
  /** What is of no record, newest first: of accounts, applications, the vault. */
  withoutRecord(query: { actions: readonly string[]; limit: number }): Awaitable<StoredAuditRow[]>;
  /** Who and what appears in the newest rows of a record. */
  seenIn(recordId: string): Awaitable<{ personIds: string[]; appIds: string[] }>;
}

export interface AuditWriter {
  add(row: AuditRow): Awaitable<void>;
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
