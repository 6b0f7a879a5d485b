// What is asked of the thread that reads DICOM files, and what it answers.

import type { BulkPlace } from '../../formats/dicom/bulk.ts';
import type { ReadInstance } from '../../formats/dicom/header.ts';
import type { DicomJson } from '../../formats/dicom/json.ts';
import type { PixelPlace } from '../../formats/dicom/pixels.ts';
import type { Report } from '../../formats/dicom/report.ts';
import type { Fault } from '../../formats/format.ts';

/** What is wanted of a file, by the name of the answer. */
export interface Wants {
  readonly header: ReadInstance;
  /** Undefined where the header does not end in these bytes. */
  readonly json: DicomJson | undefined;
  readonly pixels: PixelPlace | undefined;
  readonly bulk: BulkPlace | undefined;
  readonly report: Report | undefined;
}

export interface DicomQuestion<Want extends keyof Wants = keyof Wants> {
  readonly want: Want;
  readonly bytes: Uint8Array;
  /** Are they only the beginning of the file? */
  readonly isCut: boolean;
  /** Is there no more to be had of it? Then what can be read of these is told. */
  readonly isLast: boolean;
  /** Of the instance, for what its JSON leaves out. */
  readonly url?: string;
  /** Of a value: tags, and places in sequences between them. */
  readonly path?: readonly string[];
}

export type DicomAnswer<Want extends keyof Wants = keyof Wants> =
  | { readonly found: Wants[Want] }
  | { readonly fault: Fault };
