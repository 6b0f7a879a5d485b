// What passes between a process and the thread that reads headers for it.
import type { InstanceHeader, NoInstance } from '../../formats/dicom/header.ts';
import type { Fault } from '../../formats/format.ts';

export interface HeaderQuestion {
  readonly bytes: Uint8Array;
  /** Are they only the beginning of the file? */
  readonly isCut: boolean;
}

export interface HeaderAnswer {
  readonly header?: InstanceHeader | NoInstance | 'more';
  /** Where the pixel data ends, counted from the beginning of the file. */
  readonly pixelEnd?: number | undefined;
  readonly fault?: Fault;
}
