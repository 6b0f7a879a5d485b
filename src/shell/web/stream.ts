// Answers that are sent as they are made. One that breaks off tells the browser by ending the connection, and the log in a
// line: the HTTP adapter would write the error into what is sent, and to the console.
import type { Readable } from 'node:stream';
import type { ShellContext } from './visit.ts';

export function streamBody(c: ShellContext, source: Readable): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  let isTaken = true;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(new Uint8Array(value));
        } catch (error) {
          if (!isTaken) return;
          c.var.noteBrokenOff(error);
          c.env.outgoing.destroy();
        }
      },
      cancel() {
        isTaken = false;
        source.destroy();
      },
    },
    // Nothing is read ahead: an answer to HEAD drops its body unread, and what its source opened would stay open.
    { highWaterMark: 0 },
  );
}
