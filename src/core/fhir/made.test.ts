// Resources are remembered as they were made, so many bytes of them, the last used.
import { expect, test } from 'vitest';
import { MadeResources } from './made.ts';

test('what was used last is kept, within its bytes, and what is large is not', () => {
  const kept = new MadeResources(1_000_000);
  const made: string[] = [];
  const take = (key: string, size: number) =>
    kept.take(key, size, () => {
      made.push(key);
      return [];
    });
  for (const key of ['a', 'b', 'a', 'b']) take(key, 100);
  expect(made).toEqual(['a', 'b']);
  for (let i = 0; i < 700; i++) {
    take(`${i}`, 100);
    take('a', 100);
  }
  take('a', 100);
  take('b', 100);
  expect(made.filter(key => key === 'a' || key === 'b')).toEqual(['a', 'b', 'b']);
  take('large', 50_000);
  take('large', 50_000);
  expect(made.filter(key => key === 'large')).toHaveLength(2);
});
