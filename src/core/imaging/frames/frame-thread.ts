// The threads that unpack pictures (frame-worker.ts). People take turns. A thread that holds a file of many frames is lent for the
// next of them.
import { assume } from '../../../assume.ts';
import { BoundedThread } from '../../limits/bounded-thread.ts';
import { Turns } from '../../limits/turns.ts';
import type { Store } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import type { FrameAnswer, FrameQuestion } from './frame-work.ts';

const threadsMax = 2;

interface Pool {
  readonly free: Thread[];
  readonly turns: Turns;
  /** Files that took too long, and until when they are not tried again; the latest last. */
  readonly resting: Map<string, number>;
}

const pools = new WeakMap<Store, Pool>();

export interface Asked extends Pick<FrameQuestion, 'id' | 'frame' | 'still'> {
  /** Is read where the thread does not have the file. */
  readonly read: () => Promise<Uint8Array>;
}

/** Undefined where it took too long, or more memory than it may. */
export async function askForFrame(
  { store, limits, clock }: Vault,
  personId: string,
  asked: Asked,
): Promise<FrameAnswer | undefined> {
  const pool = pools.get(store) ?? makePool();
  pools.set(store, pool);
  const { free, turns, resting } = pool;
  return turns.take(personId, async () => {
    if ((resting.get(asked.id) ?? 0) > clock.now()) return undefined;
    const holding = free.findIndex(({ held }) => held === asked.id);
    const [thread] = free.splice(holding < 0 ? free.length - 1 : holding, 1);
    const lent = assume(thread, 'a free thread');
    try {
      const answer = await lent.ask(limits, asked);
      if (!answer) letRest(resting, asked.id, clock.now() + limits.pictureRestMs);
      return answer;
    } finally {
      free.push(lent);
    }
  });
}

function makePool(): Pool {
  return {
    free: Array.from({ length: threadsMax }, () => new Thread()),
    turns: new Turns(threadsMax),
    resting: new Map(),
  };
}

const restingMax = 1000;

function letRest(resting: Map<string, number>, id: string, until: number): void {
  resting.delete(id);
  resting.set(id, until);
  const [oldest = id] = resting.keys();
  if (resting.size > restingMax) resting.delete(oldest);
}

class Thread {
  held: string | undefined;
  readonly #thread = new BoundedThread<FrameQuestion, FrameAnswer>(
    'core/imaging/frames/frame-worker.js',
    30_000,
  );

  async ask(
    { pictureDrawMs: ms, pictureDrawMemoryBytesMax: memoryBytesMax }: Vault['limits'],
    { id, frame, still, read }: Asked,
  ): Promise<FrameAnswer | undefined> {
    const bytes = this.#thread.isRunning && this.held === id ? undefined : await read();
    const question = { id, bytes, frame, ...(still && { still }) };
    const told = await this.#thread.ask(question, { ms, memoryBytesMax }, ...(bytes ? [bytes] : []));
    const answer = 'answer' in told ? told.answer : undefined;
    this.held = answer && 'facts' in answer && answer.facts.frames > 1 ? id : undefined;
    return answer;
  }
}
