// A document as a small picture, or as a large one: photos, scans and the first page of a PDF, drawn anew. What cannot be drawn
// is shown as a sheet.
import { storedOf } from '../../../core/blobs/blob.ts';
import { readFirst } from '../../../core/blobs/read.ts';
import { isPdf } from '../../../core/documents/kinds.ts';
import { drawPdf } from '../../../core/documents/pdf-thread.ts';
import { Turns } from '../../../core/limits/turns.ts';
import type { Vault } from '../../../core/vault.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import { redrawPicture } from '../../kit/redraw.ts';
import type { ShellContext } from '../../web/visit.ts';
import type { ItemAtHand } from '../at-hand.ts';
import { findFile } from '../file.ts';
import { isDrawn } from './drawn.ts';

/** Pixels each way. */
const boxes = { small: 320, large: 1400 };

const secondsMax = 10;

export async function sendPreview(c: ShellContext, at: ItemAtHand): Promise<Response> {
  const { vault } = c.var.visit;
  const held = await findFile(c, at);
  const size = c.req.query('size') === 'large' ? 'large' : 'small';
  const read = () => readFirst(vault, storedOf(held), held.length);
  const drawable = { party: at.grant.personId, name: held.blobId, read };
  return answerDrawn(vault, isDrawn(vault, held) ? drawable : undefined, size);
}

export interface Drawable {
  /** Who asks. */
  readonly party: string;
  /** No other file has it. */
  readonly name: string;
  read(): Promise<Buffer>;
}

/** @param drawable undefined for what is no picture and no PDF, or too large a one */
export async function answerDrawn(
  vault: Vault,
  drawable: Drawable | undefined,
  size: keyof typeof boxes,
): Promise<Response> {
  const picture = drawable ? await drawOnce(vault, drawable, boxes[size]) : none;
  const isThere = picture.length > 0;
  return new Response(isThere ? new Uint8Array(picture) : sheet, {
    headers: {
      'Content-Type': isThere ? 'image/webp' : 'image/svg+xml',
      'Content-Disposition': 'inline',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': sealedPolicy,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  });
}

/** Of a page without anything on it that is known. */
const sheet =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 80"><path d="M6 4h34l14 14v58H6z" fill="#fff" stroke="#777" stroke-width="2"/><path d="M40 4v14h14" fill="none" stroke="#777" stroke-width="2"/></svg>';

/** What cannot be drawn is not tried again. */
const none = Buffer.alloc(0);

/** People take turns, so that no one’s documents keep those of others; no more than one is in memory. */
const turns = new Turns(1, 1);

async function drawOnce(vault: Vault, { party, name: file, read }: Drawable, box: number): Promise<Buffer> {
  const { pictures } = vault.memory;
  const name = `${file} ${box}`;
  const known = pictures.get(name);
  if (known) return known;
  return turns.take(party, async () => {
    const meanwhile = pictures.get(name);
    if (meanwhile) return meanwhile;
    const drawn = await draw(vault, await read(), box);
    pictures.set(name, drawn ?? none);
    return drawn ?? none;
  });
}

async function draw(vault: Vault, bytes: Buffer, box: number): Promise<Buffer | undefined> {
  const fits = { width: box, height: box, fit: 'inside', withoutEnlargement: true } as const;
  if (!isPdf(bytes))
    return redrawPicture(bytes, picture =>
      picture.resize(fits).timeout({ seconds: secondsMax }).webp({ quality: 75 }),
    );
  const page = await drawPdf(vault, bytes, { width: box, height: box });
  if (!page) return undefined;
  const { default: sharp } = await import('sharp');
  const raw = { width: page.width, height: page.height, channels: 4 } as const;
  return sharp(page.pixels, { raw }).flatten({ background: '#fff' }).webp({ quality: 75 }).toBuffer();
}
