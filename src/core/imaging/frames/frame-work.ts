// What is asked of the thread that unpacks pictures, and what it answers.
import type { FrameFacts, Window } from '../../../formats/dicom/pixels/frame.ts';
import type { Still } from '../../../formats/dicom/pixels/still.ts';
import type { Undrawn } from '../../../formats/dicom/pixels/undrawn.ts';

export interface FrameQuestion {
  /** Of the file, by which the thread knows the one that it read last. */
  readonly id: string;
  /** Absent where the thread has it. */
  readonly bytes: Uint8Array | undefined;
  readonly frame: number;
  /** Is it to be seen as it is, in this window or the file's own? */
  readonly still?: { readonly window: Window | undefined };
}

export type FrameAnswer =
  | { readonly facts: FrameFacts; readonly pixels: Uint8Array }
  | { readonly facts: FrameFacts; readonly still: Still }
  | { readonly why: Undrawn };
