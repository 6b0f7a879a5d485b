// The parts of a request, one after the other as they come: none is held, and each is read to its end before the next.
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Dicer } from '@fastify/busboy';
import { DicomProblem } from './problem.ts';

type Part = Readable & AsyncIterable<Buffer>;

/** @throws DicomProblem 415 for what is no multipart/related of DICOM files */
export function readBoundary(contentType: string | undefined): string {
  const [type = '', ...parameters] = (contentType ?? '').match(/(?:[^;"]|"[^"]*")+/g) ?? [];
  const named = new Map(
    parameters.map(parameter => {
      const at = parameter.indexOf('=');
      return [
        parameter.slice(0, at).trim().toLowerCase(),
        parameter
          .slice(at + 1)
          .trim()
          .replace(/^"|"$/g, ''),
      ] as const;
    }),
  );
  const boundary = named.get('boundary') ?? '';
  const of = named.get('type')?.toLowerCase() ?? 'application/dicom';
  if (
    type.trim().toLowerCase() !== 'multipart/related' ||
    of !== 'application/dicom' ||
    !/^[^\r\n]{1,200}$/.test(boundary)
  )
    throw new DicomProblem(
      415,
      'Instances are stored as multipart/related; type="application/dicom", with a boundary.',
    );
  return boundary;
}

/** @param bytesMax of the whole request @throws DicomProblem 400, 413 */
export async function* readParts(
  request: IncomingMessage,
  boundary: string,
  bytesMax: number,
): AsyncGenerator<AsyncIterable<Buffer>> {
  const waiting: (Part | undefined)[] = [];
  let wake: () => void = () => {};
  let failure: Error | undefined;
  let last: Part | undefined;
  const tell = (part: Part | undefined) => {
    last = part;
    waiting.push(part);
    wake();
  };
  const fail = (error: Error) => {
    failure ??= error;
    // Of one that broke off nothing more comes, its end neither.
    last?.destroy();
    wake();
  };
  const dicer = new Dicer({ boundary });
  const failToTell = () => fail(new DicomProblem(400, 'The parts of the request cannot be told apart.'));
  dicer.on('part', part => {
    part.on('error', failToTell);
    tell(part as unknown as Part);
  });
  dicer.on('finish', () => tell(undefined));
  dicer.on('error', failToTell);
  let bytes = 0;
  request.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > bytesMax)
      fail(new DicomProblem(413, `A request may have ${bytesMax} bytes. Send fewer at once.`));
  });
  request.on('aborted', () => fail(new DicomProblem(400, 'The request broke off.')));
  request.pipe(dicer);
  try {
    for (;;) {
      while (waiting.length === 0 && !failure) await new Promise<void>(resolve => (wake = resolve));
      if (failure) throw failure;
      const part = waiting.shift();
      if (!part) return;
      yield guard(part, () => failure);
    }
  } finally {
    request.unpipe(dicer);
    request.resume();
  }
}

async function* guard(part: Part, failed: () => Error | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const piece of part) {
      const failure = failed();
      if (failure) throw failure;
      yield piece;
    }
  } catch (error) {
    // What is wrong with the request is told, not how its part ended.
    throw failed() ?? error;
  }
}
