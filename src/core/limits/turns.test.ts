import { expect, test } from 'vitest';
import { beginInTurn, Turns } from './turns.ts';
import { Tally } from './under-way.ts';

test('work is done so many at a time, and parties take turns whoever asked first', async () => {
  const turns = new Turns(2);
  const order: string[] = [];
  let running = 0;
  let most = 0;
  const work = (name: string) => async () => {
    most = Math.max(most, ++running);
    order.push(name);
    await new Promise(setImmediate);
    running--;
  };
  const flood = Array.from({ length: 10 }, (_, i) => turns.take('flood', work(`flood ${i}`)));
  await Promise.all([...flood, turns.take('somebody', work('somebody'))]);
  expect(most).toBe(2);
  expect(order.indexOf('somebody')).toBeLessThan(4);
  expect(order).toHaveLength(11);
});

test('a party with its own share takes no more, however many places there are', async () => {
  const turns = new Turns(2, 1);
  const order: string[] = [];
  const running = new Set<string>();
  const work = (name: string) => async () => {
    const [party = ''] = name.split(' ');
    expect(running.has(party)).toBe(false);
    running.add(party);
    order.push(name);
    await new Promise(setImmediate);
    running.delete(party);
  };
  const flood = Array.from({ length: 4 }, (_, i) => turns.take('flood', work(`flood ${i}`)));
  const others = ['somebody', 'another'].map(name => turns.take(name, work(name)));
  await Promise.all([...flood, ...others]);
  expect(order.slice(0, 3)).toEqual(['flood 0', 'somebody', 'another']);
  expect(order).toHaveLength(6);
});

test('work that fails gives its place to the next', async () => {
  const turns = new Turns(1);
  const failing = turns.take('a', () => Promise.reject(new Error('no')));
  const next = turns.take('a', async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('what takes the thread for long is let on in rounds: a flood of one does not come before somebody else', async () => {
  const order: string[] = [];
  const work = (party: string) =>
    new Promise<void>(resolve =>
      beginInTurn(party, () => {
        order.push(party);
        const until = performance.now() + 10;
        while (performance.now() < until);
        resolve();
      }),
    );
  const flood = Array.from({ length: 20 }, () => work('flood'));
  await Promise.all([...flood, work('somebody')]);
  // What the first round had time for, and one of the flood when the parties take turns.
  expect(order.indexOf('somebody')).toBeLessThan(10);
  expect(order).toHaveLength(21);
});

test('a tally is bounded for each and for all, and what was refused or is over does not count', () => {
  const tally = new Tally(10, 15);
  expect([tally.add('a', 8), tally.add('a', 3), tally.add('a', 2)]).toEqual([true, false, true]);
  expect([tally.add('b', 6), tally.add('b', 5)]).toEqual([false, true]);
  tally.remove('a', 10);
  expect([tally.add('b', 5), tally.add('c', 5), tally.add('c', 1)]).toEqual([true, true, false]);
});
