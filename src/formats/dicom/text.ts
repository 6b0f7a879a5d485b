// Texts of a data set, in whatever character set it names: those of ISO 2022 by their escapes, GB18030, UTF-8. A set that
// nobody knows is read as ASCII.
import { convertBytes } from 'dicom-character-set';
import { dropControls } from '../text/unnamed.ts';
import { bytesOf, type Dataset } from './dataset.ts';
import { textLengthMax } from './limits.ts';

/** As the data set names it, which holds for its items until one names another. */
export function readCharset(data: Dataset, around = ''): string {
  const element = data.elements.x00080005;
  const value = element && bytesOf(data, element);
  return value ? value.toString('latin1', 0, 256).replace(/[\0 ]+$/, '') : around;
}

/** A text for people, without what cannot be shown; undefined where there is none. */
export function readText(
  data: Dataset,
  tag: string,
  charset: string,
  { vr = 'LO', lengthMax = textLengthMax }: { readonly vr?: string; readonly lengthMax?: number } = {},
): string | undefined {
  const element = data.elements[tag];
  const value = element && bytesOf(data, element);
  if (!value) return undefined;
  const text = decode(value.subarray(0, lengthMax * 4), charset, vr).slice(0, lengthMax);
  return dropControls(text).trim() || undefined;
}

/** Numbers and codes, which are written in ASCII. */
export function readAscii(data: Dataset, tag: string): string | undefined {
  const element = data.elements[tag];
  const value = element && bytesOf(data, element);
  return value ? dropControls(value.toString('latin1', 0, textLengthMax)).trim() || undefined : undefined;
}

/** The library writes what it does not know to the console, and gives up at some. */
export function decode(bytes: Buffer, charset: string, vr: string): string {
  try {
    return dropControls(convertBytes(charset, bytes, { vr }));
  } catch {
    return dropControls(bytes.toString('ascii'));
  }
}
