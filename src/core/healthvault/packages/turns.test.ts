import { expect, test } from 'vitest';
import { defaultLimits } from '../../limits/limits.ts';
import { makeMemory } from '../../memory.ts';
import type { Vault } from '../../vault.ts';
import { runInTurn } from './turns.ts';

const vault = { memory: makeMemory(defaultLimits) } as Vault;

test('two work at once, the others one after the other in the order they came, whatever fails', async () => {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (name: number) =>
    runInTurn(vault, async () => {
      begun.push(name);
      await new Promise<void>(resolve => ends.push(resolve));
      if (name === 1) throw new Error('broken');
      return name;
    });
  const all = [1, 2, 3, 4].map(name => work(name).catch(() => 0));
  await new Promise(setImmediate);
  expect(begun).toEqual([1, 2]);
  for (let i = 0; i < 4; i++) {
    ends[i]!();
    await new Promise(setImmediate);
  }
  expect(await Promise.all(all)).toEqual([0, 2, 3, 4]);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('when too many wait, who comes then is sent away', async () => {
  const ends: (() => void)[] = [];
  const work = () => runInTurn(vault, () => new Promise<void>(resolve => ends.push(resolve)));
  const admitted = Array.from({ length: 52 }, work);
  await expect(work()).rejects.toMatchObject({ status: 'RETRY_LIMIT_EXCEEDED' });
  while (ends.length > 0) {
    for (const end of ends.splice(0)) end();
    await new Promise(setImmediate);
  }
  await Promise.all(admitted);
});
