// What passes between a process and the thread that reads a file for it.
import type { Fault, Finding, Question, ReadingOptions } from '../../formats/format.ts';

export interface ReadingWork {
  readonly name: string;
  readonly size: number;
  /** Of the buffers that the thread has. */
  readonly bufferBytesMax: number;
  readonly options: Omit<ReadingOptions, 'tell'>;
}

/** What the thread says. Each batch is answered before the next comes. */
export type ThreadSays =
  | { readonly says: 'read'; readonly call: number; readonly from: number; readonly to: number }
  | { readonly says: 'format'; readonly format: string | undefined }
  | { readonly says: 'how far'; readonly bytes: number }
  | { readonly says: 'question'; readonly question: Question }
  | { readonly says: 'batch'; readonly findings: readonly Finding[]; readonly bytes: number }
  | { readonly says: 'end'; readonly fault: Fault | undefined };

/** What it is told. */
export type ThreadIsTold =
  | { readonly told: 'bytes'; readonly call: number; readonly bytes: Uint8Array }
  | { readonly told: 'go on'; readonly mapping?: Readonly<Record<string, string>> | undefined };
