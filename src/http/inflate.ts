// Inflates what clients send as gzip or deflate: few bodies at a time, each only as far as it is wanted.

import type { IncomingMessage } from 'node:http';
import { constants, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { getFirst } from '../assume.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import { Turns } from '../core/limits/turns.ts';

export type Encoding = 'gzip' | 'deflate' | 'unknown';

/** Undefined for a body that is as it is. */
export function readEncoding({ headers }: IncomingMessage): Encoding | undefined {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity') return undefined;
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip';
  return encoding === 'deflate' ? 'deflate' : 'unknown';
}

interface Wanted {
  readonly party: string;
  /** Bytes after which it ends. */
  readonly max: number;
  /** Is this all of it? Of a beginning, what there is is taken. */
  readonly isWhole: boolean;
  /** Is told how many bytes came; what it throws ends the work. */
  readonly noteGrown?: (by: number) => void;
}

const turns = new Turns(4);

/** @throws BAD_HTTP for what is not in the encoding */
export function inflateBody(
  came: Buffer,
  encoding: Encoding,
  wanted: Wanted,
): Promise<{ bytes: Buffer; isCut: boolean }> {
  if (encoding === 'unknown') throw fault('BAD_HTTP', 'Content-Encoding may be gzip or deflate.');
  return turns.take(wanted.party, () => inflate(came, encoding, wanted));
}

function inflate(
  came: Buffer,
  encoding: Encoding,
  { max, isWhole, noteGrown }: Wanted,
): Promise<{ bytes: Buffer; isCut: boolean }> {
  const options = isWhole ? {} : { finishFlush: constants.Z_SYNC_FLUSH };
  const make = encoding === 'gzip' ? createGunzip : isZlib(came) ? createInflate : createInflateRaw;
  const stream = make(options);
  const pieces: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const done = (isCut: boolean) => resolve({ bytes: Buffer.concat(pieces, Math.min(size, max)), isCut });
    stream.on('data', (piece: Buffer) => {
      size += piece.length;
      pieces.push(piece);
      try {
        noteGrown?.(piece.length);
      } catch (error) {
        stream.destroy();
        reject(error);
        return;
      }
      if (size <= max) return;
      stream.destroy();
      done(true);
    });
    stream.on('end', () => done(false));
    stream.on('error', () => reject(fault('BAD_HTTP', `The body is not valid ${encoding}.`)));
    stream.end(came);
  });
}

/** Clients send `deflate` with and without the zlib header. */
function isZlib(body: Buffer): boolean {
  return body.length >= 2 && (getFirst(body) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}
