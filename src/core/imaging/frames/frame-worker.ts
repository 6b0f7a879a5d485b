// The thread that unpacks pictures, which may be made to harm: WebAssembly reaches nothing but the memory it is given. It keeps
// the last file that has many frames, of which the next is asked for soon. Started, asked and ended by frame-thread.ts.
import { assume } from '../../../assume.ts';
import { drawFrame } from '../../../formats/dicom/pixels/frame.ts';
import { type Picture, readPicture } from '../../../formats/dicom/pixels/picture.ts';
import { makeStill } from '../../../formats/dicom/pixels/still.ts';
import { UndrawnPicture } from '../../../formats/dicom/pixels/undrawn.ts';
import { answerQuestions, boundWebAssembly } from '../../limits/within-thread.ts';
import type { FrameAnswer, FrameQuestion } from './frame-work.ts';

boundWebAssembly();

let held: { readonly id: string; readonly picture: Picture } | undefined;

answerQuestions(answer, said => {
  const bytes = 'pixels' in said ? said.pixels : 'still' in said ? said.still.pixels : undefined;
  return isWhole(bytes) ? [bytes.buffer] : [];
});

/** Are these all bytes of their memory, and is that no file's? Then it can be given away. */
function isWhole(bytes: Uint8Array | undefined): bytes is Uint8Array<ArrayBuffer> {
  return bytes !== undefined && bytes.byteLength === bytes.buffer.byteLength;
}

async function answer({ id, bytes, frame, still }: FrameQuestion): Promise<FrameAnswer> {
  try {
    const picture = open(id, bytes);
    const drawn = await drawFrame(picture, frame);
    return still ? { facts: drawn.facts, still: makeStill(drawn, still.window) } : drawn;
  } catch (error) {
    if (error instanceof UndrawnPicture) return { why: error.why };
    // More memory than there is, as told by who wrote the file.
    return { why: error instanceof RangeError ? 'too-large' : 'broken' };
  }
}

function open(id: string, bytes: Uint8Array | undefined): Picture {
  if (!bytes) return assume(held?.id === id ? held.picture : undefined, 'a file that was read');
  held = undefined;
  const picture = readPicture(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (picture.frames > 1) held = { id, picture };
  return picture;
}
