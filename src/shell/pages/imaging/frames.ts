// What the page of a study asks for: each frame as numbers, for its script, and still pictures for everybody.
import { drawStill, readFrame } from '../../../core/imaging/frames/frames.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { findFile } from '../../items/file.ts';
import { isStudy } from '../../items/pictures/links.ts';
import { picturesPath } from '../../items/pictures/paths.ts';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { demandRoomForAnswer } from '../../web/bounded.ts';
import { notFound } from '../../web/problem.ts';
import { sendJson } from '../../web/script.ts';
import type { SignedInContext } from '../../web/visit.ts';
import { type FrameOfPicture, findMiddle, readShownStudy } from './study.ts';
import { openTicket } from './ticket.ts';

export const framesPath = `${picturesPath}/frames`;

/** Of how frames are answered; another number where a new version answers the same file otherwise. */
const form = 1;

const guarded = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': sealedPolicy,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

/** What is told of it as JSON behind its length, filled up with blanks to eight bytes, then the pixels. */
export async function sendFrame(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const ticket = openTicket(visit, c.req.param('ticket') ?? '');
  const frame = Number(c.req.param('frame'));
  if (!ticket || !Number.isInteger(frame)) throw notFound();
  const of = demandRecord(visit, ticket.recordId);
  const blob = await vault.store.read(async db => {
    const grant = await makeOwnGrant(db, visit, of);
    return db.things(grant).blobOf(ticket.blobSet, c.req.param('file') ?? '');
  });
  if (!blob) throw notFound();
  // A browser keeps it, and shows it to nobody before it is asked here whether they may see it.
  const kept = {
    'Cache-Control': 'private, no-cache',
    ETag: `"${form}.${blob.blobId}.${frame}"`,
    ...guarded,
  };
  if (c.req.header('if-none-match') === kept.ETag) return new Response(null, { status: 304, headers: kept });
  const read = await readFrame(vault, { personId: person.id, blob, frame });
  if (typeof read === 'string') {
    return sendJson(c, { why: read }, 422);
  }
  const about = Buffer.from(JSON.stringify(read.facts));
  const head = Buffer.alloc(4 + Math.ceil((about.length + 4) / 8) * 8 - 4, 0x20);
  head.writeUInt32LE(head.length - 4);
  about.copy(head, 4);
  demandRoomForAnswer(c, head.length + read.pixels.length);
  return new Response(Buffer.concat([head, read.pixels]), {
    headers: { 'Content-Type': 'application/octet-stream', ...kept },
  });
}

/** Pixels each way. */
const boxes = { small: 192, large: 1024 };

export async function sendStill(c: SignedInContext, at: ItemAtHand): Promise<Response> {
  if (!isStudy(at.thing)) throw notFound();
  const blob = await findFile(c, at);
  const frame = Number(c.req.param('frame'));
  if (!Number.isInteger(frame)) throw notFound();
  return still(c, { blob, frame }, boxes[c.req.query('size') === 'large' ? 'large' : 'small']);
}

async function still(c: SignedInContext, of: FrameOfPicture | undefined, box: number): Promise<Response> {
  const { vault, person } = c.var.visit;
  const { pictures } = vault.memory;
  const name = `${of?.blob.blobId} ${of?.frame} ${box}`;
  const known = pictures.get(name);
  const drawn = known ?? (of ? await drawStill(vault, { personId: person.id, ...of }, { box }) : 'none');
  const isThere = typeof drawn !== 'string';
  if (isThere && !known) pictures.set(name, drawn);
  return new Response(isThere ? new Uint8Array(drawn) : unseen, {
    headers: {
      'Content-Type': isThere ? 'image/webp' : 'image/svg+xml',
      'Content-Disposition': 'inline',
      'Cache-Control': 'no-store',
      ...guarded,
    },
  });
}

/** Of the middle of the largest series, small. */
export async function sendPreview(c: SignedInContext, at: ItemAtHand): Promise<Response> {
  const { vault } = c.var.visit;
  const { series } = await vault.store.read(db => readShownStudy(db, vault, at));
  const [largest] = [...series].sort((a, b) => b.pictures.length - a.pictures.length);
  return still(c, findMiddle(largest?.pictures ?? []), boxes.small);
}

/** In place of what cannot be drawn. */
const unseen =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path d="M4 4h52v52H4z" fill="#222"/><path d="M18 18l24 24M42 18L18 42" stroke="#999" stroke-width="3"/></svg>';
