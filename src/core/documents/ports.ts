// What the words of documents ask of the world: which files wait to be read, and a place for what was read of them.
import type { Awaitable } from '../awaitable.ts';

export interface WaitingDocument {
  readonly recordId: string;
  readonly blobId: string;
  /** How often it was begun. */
  readonly tries: number;
}

export interface DocumentsReader {
  /** The file that is longest due to be read of the next record after one; there are none after the last. */
  next(now: number, recordId: string): Awaitable<WaitingDocument | undefined>;
}

/** Reads the words of pictures. */
export interface PictureReader {
  /** @param picture a PNG @returns undefined where it fails, or takes more than it may */
  read(picture: Uint8Array, limits: OcrLimits): Promise<string | undefined>;
}

/** Of one picture. */
export interface OcrLimits {
  readonly ms: number;
  /** Of addresses, which are more than what is used. */
  readonly memoryBytes: number;
  readonly charactersMax: number;
}

export interface DocumentsWriter {
  /** Notes that reading begins, and when it may begin anew where nothing comes of it. */
  begin(document: WaitingDocument, dueAt: number): Awaitable<void>;
  /** Keeps the words of a file that still waits; undefined where it has none. */
  put(document: WaitingDocument, text: string | undefined): Awaitable<void>;
}
