// Reads a form with one file in it as it comes, so that no more of the file is in memory than is being written. The fields
// must stand before the file, as they do in the pages' own forms.
import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';

export interface SentFile {
  /** Empty when none was chosen. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: AsyncIterable<Buffer>;
}

const limits = { fields: 10, fieldNameSize: 100, fieldSize: 4096, files: 1, parts: 12, headerPairs: 20 };

/**
 * @returns undefined when there was no file part, no such form at all, or the sender went away in the middle of it
 * @throws what `take` throws; the rest is read and dropped then, so that the sender gets to see the answer
 */
export async function readMultipart<T>(
  incoming: IncomingMessage,
  take: (fields: URLSearchParams, file: SentFile) => Promise<T>,
): Promise<T | undefined> {
  const type = incoming.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;.*\bboundary=/i.test(type)) return undefined;
  const parser = new Busboy({ headers: { ...incoming.headers, 'content-type': type }, limits });
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
      // Whoever takes may stop in the middle; the form is read on to its end all the same.
      const bytes = stream.iterator({ destroyOnReturn: false });
      taking = take(fields, { name: name ?? '', contentType, bytes });
      taking.then(() => stream.resume(), reject);
    });
    parser.on('finish', resolve);
    parser.on('error', reject);
    whenGone(reject);
  });
  incoming.pipe(parser);
  try {
    await reading;
    return await taking;
  } catch (error) {
    if (!incoming.complete && incoming.destroyed) {
      await taking?.catch(() => {});
      return undefined;
    }
    throw error;
  } finally {
    incoming.unpipe(parser);
    incoming.resume();
  }
}
