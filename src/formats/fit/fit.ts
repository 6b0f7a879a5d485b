// FIT, the files of Garmin's watches, bicycle computers and scales, and of many others: activities, what a watch saw of a day,
// weights and blood pressures. A file that was cut or changed on the way does not fit its sum, and is refused. Where somebody
// went is not read.
import { FitEncoder } from 'fit-file-parser/encoder';
import { FitMessageReaderError, readFitMessages } from 'fit-file-parser/raw';
import { readPieces } from '../archive/archive.ts';
import { type Format, type SourceFile, UnreadableFile } from '../format.ts';
import { Readings } from '../readings/readings.ts';
import { fitBytesMax, fitChainMax } from './limits.ts';
import { messageNumbers, readMessage } from './messages.ts';
import { Watch } from './watch.ts';

export const fit: Format = {
  id: 'fit',

  matches({ head }) {
    return (
      (head[0] === 12 || head[0] === 14) && Buffer.from(head.subarray(8, 12)).toString('latin1') === '.FIT'
    );
  },

  async *read(file, options) {
    const bytes = await readWhole(file);
    const readings = new Readings('fit', options);
    for (const part of splitChain(bytes)) {
      const watch = new Watch(options, readings);
      for (const message of readPart(part)) yield* watch.take(readMessage(message));
      yield* watch.finish();
    }
    options.tell(file.size);
    yield* readings.finish();
  },
};

async function readWhole(file: SourceFile): Promise<Uint8Array> {
  if (file.size > fitBytesMax) throw new UnreadableFile('too-large');
  const pieces: Uint8Array[] = [];
  for await (const piece of readPieces(file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Files may follow each other in one, each with its header and its sum. */
function* splitChain(bytes: Uint8Array): Iterable<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let parts = 0; at < bytes.length; parts++) {
    if (parts >= fitChainMax) throw new UnreadableFile('too-large');
    const headerBytes = bytes[at];
    if (headerBytes !== 12 && headerBytes !== 14) throw new UnreadableFile('damaged');
    if (at + headerBytes + 2 > bytes.length) throw new UnreadableFile('cut-off');
    const end = at + headerBytes + view.getUint32(at + 4, true) + 2;
    if (end > bytes.length) throw new UnreadableFile('cut-off');
    yield bytes.subarray(at, end);
    at = end;
  }
}

function readPart(bytes: Uint8Array) {
  try {
    return readFitMessages(raiseProtocol(bytes), { messageNumbers }).messages;
  } catch (error) {
    throw error instanceof FitMessageReaderError ? new UnreadableFile('damaged') : error;
  }
}

/**
 * Older devices name a protocol before 1.0, whose messages are written as those of 1.0 are. The library refuses the number, so it
 * reads a copy that says 1.0, once the sums of the file were seen to fit.
 */
function raiseProtocol(bytes: Uint8Array): Uint8Array {
  const [headerBytes = 0, version = 0] = bytes;
  if (version >= firstProtocol || bytes.length < headerBytes + 2) return bytes;
  const end = bytes.length - 2;
  const raised = Uint8Array.from(bytes);
  const view = new DataView(raised.buffer);
  const headerSum = headerBytes === 14 ? view.getUint16(12, true) : 0;
  const fits =
    view.getUint16(end, true) === FitEncoder.calculateCRC(bytes.subarray(0, end)) &&
    (headerSum === 0 || headerSum === FitEncoder.calculateCRC(bytes.subarray(0, 12)));
  if (!fits) throw new UnreadableFile('damaged');
  raised[1] = firstProtocol;
  // A header may have no sum.
  if (headerBytes === 14) view.setUint16(12, 0, true);
  view.setUint16(end, FitEncoder.calculateCRC(raised.subarray(0, end)), true);
  return raised;
}

/** 1.0, as headers have it. */
const firstProtocol = 0x10;
