// The words of what was photographed or scanned, where something reads pictures: they are found like those of a PDF, and nothing
// else is made of them. A picture is drawn anew before, so that what reads it meets no format but one.
import type { Limits } from '../limits/limits.ts';
import type { Vault } from '../vault.ts';
import { drawPdf } from './pdf-thread.ts';
import type { PictureReader } from './ports.ts';

/** One after the other until the time of all is over. */
class Scan {
  readonly #reader: PictureReader;
  readonly #limits: Limits;
  readonly #until: number;
  text = '';

  constructor(reader: PictureReader, limits: Limits) {
    this.#reader = reader;
    this.#limits = limits;
    this.#until = performance.now() + limits.ocrDocumentMs;
  }

  get isOver(): boolean {
    return performance.now() >= this.#until || this.text.length >= this.#limits.documentTextCharactersMax;
  }

  async add(picture: Uint8Array): Promise<void> {
    const left = Math.ceil(this.#until - performance.now());
    const { ocrMemoryBytesMax, ocrPageMs, documentTextCharactersMax: charactersMax } = this.#limits;
    if (left <= 0) return;
    const bounds = { ms: Math.min(ocrPageMs, left), memoryBytes: ocrMemoryBytesMax, charactersMax };
    const words = await this.#reader.read(picture, bounds);
    // What it takes for letters in a photo of something else are single signs, mostly.
    if (words !== undefined && /\p{L}{3}/u.test(words)) this.text += `${words.trim()}\n`;
  }

  get words(): string | undefined {
    return this.text.slice(0, this.#limits.documentTextCharactersMax).trim() || undefined;
  }
}

/** Undefined where it has none, or nothing reads pictures. */
export async function readPicture({ ocr, limits }: Vault, bytes: Uint8Array): Promise<string | undefined> {
  if (!ocr) return undefined;
  const scan = new Scan(ocr, limits);
  const picture = await draw(bytes, limits);
  if (picture) await scan.add(picture);
  return scan.words;
}

/** A PDF whose pages are pictures. */
export async function readScannedPdf(vault: Vault, bytes: Buffer): Promise<string | undefined> {
  const { ocr, limits } = vault;
  if (!ocr) return undefined;
  const scan = new Scan(ocr, limits);
  const side = limits.ocrPictureSideMax;
  for (let page = 0; page < limits.ocrPagesMax && !scan.isOver; page++) {
    const drawn = await drawPdf(vault, bytes, { width: side, height: side, page });
    if (!drawn) break;
    const { width, height, pixels } = drawn;
    const { default: sharp } = await import('sharp');
    const raw = { width, height, channels: 4 as const };
    await scan.add(await sharp(pixels, { raw }).flatten({ background: '#fff' }).greyscale().png().toBuffer());
  }
  return scan.words;
}

/** Upright and grey, no larger than letters need. */
async function draw(
  bytes: Uint8Array,
  { ocrPictureSideMax, ocrPixelsMax }: Limits,
): Promise<Buffer | undefined> {
  const { default: sharp } = await import('sharp');
  try {
    return await sharp(bytes, { limitInputPixels: ocrPixelsMax, failOn: 'error' })
      .rotate()
      .flatten({ background: '#fff' })
      .greyscale()
      .resize(ocrPictureSideMax, ocrPictureSideMax, { fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer();
  } catch {
    return undefined;
  }
}
