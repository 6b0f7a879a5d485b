// A thread that reads headers, one after the other, each of which may be made to harm. Started, asked and ended by
// header-thread.ts.
import { parentPort } from 'node:worker_threads';
import { assume } from '../../assume.ts';
import { readInstance } from '../../formats/dicom/header.ts';
import { UnreadableFile } from '../../formats/format.ts';
import type { HeaderAnswer, HeaderQuestion } from './header-work.ts';

const port = assume(parentPort, 'a thread that started this one');

port.on('message', (question: HeaderQuestion) => port.postMessage(answer(question)));

function answer({ bytes, isCut }: HeaderQuestion): HeaderAnswer {
  try {
    return readInstance(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), isCut);
  } catch (error) {
    return { fault: error instanceof UnreadableFile ? error.fault : 'damaged' };
  }
}
