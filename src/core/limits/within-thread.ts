// What a thread that others start and end (bounded-thread.ts) does: answer one question after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { assume } from '../../assume.ts';

/** @param listMoved memory of an answer that is handed on, not copied */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
  listMoved: (answer: Answer) => ArrayBuffer[] = () => [],
): void {
  const port = assume(parentPort, 'a thread that started this one');
  port.on('message', async (question: Question) => {
    const said = await answer(question);
    port.postMessage(said, listMoved(said));
  });
  port.postMessage('begun');
}

/** WebAssembly takes no more than the thread may: what asks for more is told that there is none. */
export function boundWebAssembly(): void {
  const { memoryBytesMax } = workerData as { readonly memoryBytesMax: number };
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > memoryBytesMax)
      throw new RangeError('no more memory is given');
    return grow.call(this, pages);
  };
}
