// Hands out a file of an item: as a download, or, for pictures and PDFs, to be shown in a browser that is told to trust
// nothing in it. Applications may have put anything there.

import { Readable } from 'node:stream';
import { storedOf, type ThingBlob } from '../../core/blobs/blob.ts';
import { getMediaType } from '../../core/documents/kinds.ts';
import { getFileName, printFileNameHeader } from '../../core/records/file-name.ts';
import { streamBytes } from '../../core/records/still-open.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { sealedPolicy } from '../../http/policy.ts';
import { makeTable } from '../../schema/table.ts';
import { notFound } from '../web/problem.ts';
import { streamBody } from '../web/stream.ts';
import type { ShellContext } from '../web/visit.ts';
import type { ItemAtHand } from './at-hand.ts';
import { isShown } from './files.tsx';

/** The file of an item that an address names. @throws Problem */
export async function findFile(c: ShellContext, { grant, thing }: ItemAtHand): Promise<ThingBlob> {
  const { blobSet } = thing;
  if (blobSet === undefined) throw notFound();
  const id = c.req.param('file') ?? '';
  const held = await c.var.visit.vault.store.read(db => db.things(grant).blobOf(blobSet, id));
  if (!held) throw notFound();
  return held;
}

export async function sendFile(c: ShellContext, at: ItemAtHand): Promise<Response> {
  const { vault } = c.var.visit;
  const { grant, thing } = at;
  const held = await findFile(c, at);
  const shown = c.req.query('show') !== undefined && isShown(held);
  const bytes = Readable.from(streamBytes(vault, grant, storedOf(held)), { objectMode: false });
  return new Response(streamBody(c, bytes), {
    headers: {
      'Content-Type': shown ? getMediaType(held) : 'application/octet-stream',
      'Content-Length': String(held.length),
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; ${nameFor(thing, held)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': sealedPolicy,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  });
}

const extensions: Readonly<Record<string, string>> = makeTable({
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
  'text/xml': '.xml',
  'application/xml': '.xml',
});

function nameFor(thing: StoredThing, held: ThingBlob): string {
  return printFileNameHeader(getFileName(thing, held) || `file${extensions[getMediaType(held)] ?? ''}`);
}
