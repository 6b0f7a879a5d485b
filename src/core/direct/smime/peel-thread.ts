// Has large mail opened by a thread (peel-worker.ts), one after the other; those it comes to take turns. One that takes too long,
// or more memory than it may, may come again.
import { BoundedThread } from '../../limits/bounded-thread.ts';
import { Turns } from '../../limits/turns.ts';
import { asBuffer } from './as-buffer.ts';
import type { Peeled, Peeling } from './peel.ts';
import type { PeelAnswer, PeelQuestion } from './peel-work.ts';
import { OpeningStopped, UnreadableMail } from './unreadable.ts';

const turns = new Turns(1);
const thread = new BoundedThread<PeelQuestion, PeelAnswer>('core/direct/smime/peel-worker.js', 10_000);

/** @param to whose turn it is @throws UnreadableMail, OpeningStopped */
export async function peelInThread(raw: Buffer, peeling: Peeling, to: string): Promise<Peeled> {
  const { directOpenMs: ms, directOpenMemoryBytesMax: memoryBytesMax } = peeling.limits;
  const told = await turns.take(to, () => {
    const bytes = new Uint8Array(raw);
    return thread.ask({ ...peeling, bytes }, { ms, memoryBytesMax }, bytes);
  });
  if ('stopped' in told) throw new OpeningStopped(told.stopped);
  const { answer } = told;
  if ('reason' in answer) throw new UnreadableMail(answer.reason);
  return restore(answer.found);
}

/** What crosses from thread to thread is bytes, and no Buffer any more. */
function restore({ entity, layers, ...others }: Peeled): Peeled {
  return {
    ...others,
    entity: asBuffer(entity),
    layers: layers.map(({ signed, opened }) => ({
      ...(signed && {
        signed: {
          signings: signed.signings.map(one =>
            'by' in one ? { ...one, by: asBuffer(one.by), hash: asBuffer(one.hash) } : one,
          ),
          certificates: signed.certificates.map(asBuffer),
        },
      }),
      ...(opened && { opened: { ...opened, keyHash: asBuffer(opened.keyHash) } }),
    })),
  };
}
