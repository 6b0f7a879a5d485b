// A picture of a code, and what the code says. The libraries are loaded by who has a picture.
import { UnreadableFile } from '../format.ts';
import { picturePixelsMax, pictureSideMax } from './limits.ts';

/** @returns undefined where no code is found @throws UnreadableFile for what is no picture, or too large a one */
export async function readCode(bytes: Uint8Array): Promise<string | undefined> {
  const [{ default: sharp }, { default: decodeQR }] = await Promise.all([
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
  try {
    return decodeQR(
      { width: info.width, height: info.height, data },
      { format: 'RGB', effort: 4, timeLimit: 2000 },
    );
  } catch {
    return undefined;
  }
}
