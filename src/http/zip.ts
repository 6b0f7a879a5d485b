// Files as a zip, written as it is read: each file is asked for when the one before has gone out.
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZippedFile {
  readonly path: string;
  readonly contentType: string;
  readonly content: AsyncIterable<Buffer>;
}

/** What is pressed together already is only stored. */
const packed = /^(image|video|audio)\/(?!svg)|zip|pdf|gzip/i;

export function zipFiles(files: AsyncIterable<ZippedFile>, at: number): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  let giveUp: (error: Error) => void = () => {};
  zip.on('error', error => out.destroy(error));
  out.once('close', () => giveUp(new Error('nobody reads the zip any more')));
  const add = ({ path, contentType, content }: ZippedFile) =>
    new Promise<void>((resolve, reject) => {
      giveUp = reject;
      if (out.destroyed) throw new Error('nobody reads the zip any more');
      const options = { mtime: new Date(at), compress: !packed.test(contentType) };
      zip.addReadStreamLazy(path, options, give => {
        const stream = Readable.from(content, { objectMode: false });
        // What holds a file open lets go of it.
        giveUp = error => {
          stream.destroy();
          reject(error);
        };
        stream.once('end', resolve);
        stream.once('error', reject);
        give(null, stream);
      });
    });
  const write = async () => {
    for await (const file of files) await add(file);
    zip.end();
  };
  write().catch(error => out.destroy(error));
  return out;
}
