// Pictures that people upload, drawn anew: whatever else is in them, such as where they were taken, stays behind.
import type { Sharp } from 'sharp';

/**
 * What is taken, by its first bytes: the library knows further kinds, some of them programs. A few hundred kilobytes can
 * stand for more pixels than there is memory for; only JPEG is made smaller while it is read.
 */
const kinds: readonly { readonly begins: RegExp; readonly pixelsMax: number }[] = [
  { begins: /^\xff\xd8\xff/, pixelsMax: 60_000_000 },
  { begins: /^\x89PNG\r\n\x1a\n/, pixelsMax: 25_000_000 },
  { begins: /^RIFF.{4}WEBP/s, pixelsMax: 25_000_000 },
];

let last: Promise<unknown> = Promise.resolve();

/** One after the other, so that many at once take no more memory than one. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const run = last.then(work);
  last = run.catch(() => {});
  return run;
}

/** Undefined for what is no picture, or too large a one. */
export function redrawPicture(bytes: Buffer, draw: (picture: Sharp) => Sharp): Promise<Buffer | undefined> {
  return inTurn(async () => {
    const beginning = bytes.toString('latin1', 0, 12);
    const kind = kinds.find(({ begins }) => begins.test(beginning));
    if (!kind) return undefined;
    // Loaded by whom it concerns alone: it is large.
    const { default: sharp } = await import('sharp');
    try {
      return await draw(
        sharp(bytes, { limitInputPixels: kind.pixelsMax, failOn: 'error' }).rotate(),
      ).toBuffer();
    } catch {
      return undefined;
    }
  });
}
