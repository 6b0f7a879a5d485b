// Frames of the files of a study, for who may read it: as numbers for the viewer, and as still pictures. Judged by who asks; the
// files are unpacked in a thread of their own.
import type { FrameFacts, Window } from '../../../formats/dicom/pixels/frame.ts';
import type { Undrawn } from '../../../formats/dicom/pixels/undrawn.ts';
import { storedOf, type ThingBlob } from '../../blobs/blob.ts';
import { lendBytes } from '../../blobs/read.ts';
import type { Vault } from '../../vault.ts';
import { type Asked, askForFrame } from './frame-thread.ts';
import { pixelShapeMax } from './limits.ts';

export type { FrameFacts, Window } from '../../../formats/dicom/pixels/frame.ts';

/** Why a frame is not shown. */
export type NotShown = Undrawn | 'took-too-long';

export type ReadFrame = { readonly facts: FrameFacts; readonly pixels: Uint8Array } | NotShown;

export interface FrameOf {
  /** Who asks, whose turn it is. */
  readonly personId: string;
  readonly blob: ThingBlob;
  readonly frame: number;
}

export async function readFrame(vault: Vault, of: FrameOf): Promise<ReadFrame> {
  const answer = await ask(vault, of, undefined);
  if (typeof answer === 'string') return answer;
  return 'pixels' in answer ? answer : 'broken';
}

/** Pixels of each way at most. */
export interface StillSize {
  readonly box: number;
  readonly window?: Window | undefined;
  readonly form?: StillForm;
}

export type StillForm = 'webp' | 'jpeg' | 'png';

/** As WebP unless another form is asked for, in the file's own window unless another is asked for. */
export async function drawStill(
  vault: Vault,
  of: FrameOf,
  { box, window, form = 'webp' }: StillSize,
): Promise<Buffer | NotShown> {
  const answer = await ask(vault, of, { window });
  if (typeof answer === 'string') return answer;
  if (!('still' in answer)) return 'broken';
  const { width, height, channels, pixels } = answer.still;
  const size = fitInto(box, width, height * findShape(answer.facts));
  const { default: sharp } = await import('sharp');
  try {
    return await sharp(pixels, { raw: { width, height, channels } })
      .resize({ ...size, fit: 'fill' })
      .toFormat(form, form === 'png' ? {} : { quality: 85 })
      .toBuffer();
  } catch {
    return 'broken';
  }
}

/** How much taller a pixel is than wide; a shape that no detector has is not believed. */
function findShape({ spacing, aspect = 1 }: FrameFacts): number {
  const shape = spacing ? spacing[0] / spacing[1] : aspect;
  return shape >= 1 / pixelShapeMax && shape <= pixelShapeMax ? shape : 1;
}

/** No larger than it is: this is done outside of the thread, whose limits do not hold here. */
function fitInto(box: number, width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, box / width, box / height);
  const shrink = (length: number) => Math.max(1, Math.min(box, Math.round(length * scale)));
  return { width: shrink(width), height: shrink(height) };
}

async function ask(vault: Vault, { personId, blob, frame }: FrameOf, still: Asked['still']) {
  if (blob.length > vault.limits.pictureFileBytesMax) return 'too-large';
  const read = () => readWhole(vault, blob);
  const answer = await askForFrame(vault, personId, {
    id: blob.blobId,
    frame,
    read,
    ...(still && { still }),
  });
  if (!answer) return 'took-too-long';
  return 'why' in answer ? answer.why : answer;
}

/** In memory of its own, which is given to the thread. */
async function readWhole(vault: Vault, blob: ThingBlob): Promise<Uint8Array> {
  const bytes = new Uint8Array(blob.length);
  let at = 0;
  for await (const piece of lendBytes(vault, storedOf(blob), 0, blob.length)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  if (at < bytes.length) throw new Error('a study holds a file that is not there');
  return bytes;
}
