// What the words of documents ask of the world: which files wait to be read, and a place for what was read of them.
import type { Awaitable } from '../awaitable.ts';

export interface WaitingDocument {
  readonly recordId: string;
  readonly blobId: string;
  /** How often it was begun. */
  readonly tries: number;
}

export interface DocumentsReader {
  /** Files that wait to be read and are due, those that came first. */
  waiting(now: number, limit: number): Awaitable<WaitingDocument[]>;
}

export interface DocumentsWriter {
  /** Notes that reading begins, and when it may begin anew where nothing comes of it. */
  begin(document: WaitingDocument, dueAt: number): Awaitable<void>;
  /** Keeps the words of a file that still waits; undefined where it has none. */
  put(document: WaitingDocument, text: string | undefined): Awaitable<void>;
}
