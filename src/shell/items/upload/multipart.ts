// Reads a form with one file in it as it comes, so that no more of the file is in memory than is being written. The fields
// must stand before the file, as they do in the pages' own forms.
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { malformedForm } from '../../web/problem.ts';

export interface SentFile {
  /** Empty when none was chosen. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: AsyncIterable<Buffer>;
}

const limits = { fields: 10, fieldNameSize: 100, fieldSize: 4096, files: 1, parts: 12, headerPairs: 20 };

/**
 * @returns undefined when there was no file part, no such form at all, or the sender went away in the middle of it
 * @throws what `take` throws, or Problem for a form that cannot be read; the rest is read and dropped then, so that the
 *   sender gets to see the answer
 */
export async function readMultipart<T>(
  incoming: IncomingMessage,
  take: (fields: URLSearchParams, file: SentFile) => Promise<T>,
): Promise<T | undefined> {
  const type = incoming.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;.*\bboundary=/i.test(type)) return undefined;
  const parser = parserOf(incoming, type);
  const fields = new URLSearchParams();
  let taking: Promise<T> | undefined;
  const whenGone = (act: (error: Error) => unknown) =>
    incoming.once('close', () => {
      if (!incoming.complete) act(new Error('the sender went away'));
    });
  const reading = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value) => fields.append(name, value));
    parser.on('file', (_, stream, name, __, contentType) => {
      stream.on('error', () => {});
      whenGone(error => stream.destroy(error));
      parser.once('error', () => stream.destroy(malformedForm()));
      // Whoever takes may stop in the middle; the form is read on to its end all the same.
      const bytes = stream.iterator({ destroyOnReturn: false });
      taking = take(fields, { name: asNamed(name ?? ''), contentType, bytes });
      taking.then(() => stream.resume(), reject);
    });
    parser.on('finish', resolve);
    parser.on('error', () => reject(malformedForm()));
    whenGone(reject);
  });
  incoming.pipe(parser);
  try {
    await reading;
    return await taking;
  } catch (error) {
    await taking?.catch(() => {});
    if (!incoming.complete && incoming.destroyed) return undefined;
    throw error;
  } finally {
    incoming.unpipe(parser);
    incoming.resume();
  }
}

/** Browsers write these three of a file's name so, and no others: a percent sign stays as it is. */
function asNamed(name: string): string {
  return name.replace(/%(22|0D|0A)/g, encoded => decodeURIComponent(encoded));
}

function parserOf(incoming: IncomingMessage, type: string): BusboyInstance {
  try {
    return new Busboy({ headers: { ...incoming.headers, 'content-type': type }, limits });
  } catch {
    // It throws for a boundary that is missing or too long.
    incoming.resume();
    throw malformedForm();
  }
}

/** All of a file. Undefined for one that is larger, whose rest is dropped. */
export async function readWholeFile({ bytes }: SentFile, bytesMax: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > bytesMax) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
