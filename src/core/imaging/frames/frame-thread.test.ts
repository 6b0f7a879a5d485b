// The threads that unpack pictures end when they have nothing to do, whatever came before.
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { packings, wrapPacked } from '../../../testing/packed-pictures.ts';
import { startTestServer } from '../../../testing/server.ts';
import { askForFrame } from './frame-thread.ts';

test('a thread ends though the file that it was to be given could not be read', async () => {
  await using server = await startTestServer();
  const packed = packings.RLE.pack({ size: 8, valueAt: (x, y) => x + y });
  const ask = (id: string, read: () => Promise<Uint8Array>) =>
    askForFrame(server.vault, 'somebody', { id, frame: 0, read });
  const ends = vi.spyOn(Worker.prototype, 'terminate');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    expect(await ask('a', async () => Uint8Array.from(wrapPacked('RLE', 8, packed)))).toHaveProperty('facts');
    await expect(ask('b', () => Promise.reject(new Error('not there')))).rejects.toThrow('not there');
    expect(ends).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(ends).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
    ends.mockRestore();
  }
});
