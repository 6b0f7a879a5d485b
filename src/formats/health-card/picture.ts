// A picture of codes, and what they say. The libraries are loaded by who has a picture.
import { UnreadableFile } from '../format.ts';
import { codesPerPictureMax, picturePixelsMax, pictureSideMax } from './limits.ts';

/** @returns none where no code is found @throws UnreadableFile for what is no picture, or too large a one */
export async function readCodes(bytes: Uint8Array): Promise<string[]> {
  const [{ default: sharp }, { decodeQRBatch }] = await Promise.all([
    import('sharp'),
    import('qr/decode.js'),
  ]);
  let pixels: { data: Buffer; info: { width: number; height: number } };
  try {
    pixels = await sharp(bytes, { limitInputPixels: picturePixelsMax, failOn: 'error' })
      .rotate()
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .resize(pictureSideMax, pictureSideMax, { fit: 'inside', withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw new UnreadableFile(/pixel limit/i.test(String(error)) ? 'too-large' : 'damaged');
  }
  const { data, info } = pixels;
  const { width, height } = info;
  const [found = []] = await decodeQRBatch([{ width, height, data }], {
    format: 'RGB',
    effort: 4,
    timeLimit: 2000,
    maxSize: { width, height },
  });
  const said = found.filter(one => typeof one === 'string');
  return [...new Set(said)].slice(0, codesPerPictureMax);
}
