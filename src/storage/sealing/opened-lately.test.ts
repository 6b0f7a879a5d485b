// What was opened is kept as long as it is used, so many bytes of it, for its own record alone.
import { expect, test } from 'vitest';
import { OpenedLately } from './opened-lately.ts';

test('what is used is kept, within its bytes, and what is large is not', () => {
  const kept = new OpenedLately<string>(1_000_000);
  kept.keep('used', 'r', 'used', 100);
  kept.keep('left', 'r', 'left', 100);
  for (let i = 0; i < 3000; i++) {
    kept.keep(`${i}`, 'r', 'other', 600);
    expect(kept.find('used', 'r')).toBe('used');
  }
  expect(kept.find('left', 'r')).toBeUndefined();
  const found = Array.from({ length: 3000 }, (_, i) => kept.find(`${i}`, 'r')).filter(Boolean);
  expect(found.length).toBeGreaterThan(400);
  expect(found.length).toBeLessThan(1001);
  kept.keep('large', 'r', 'large', 70_000);
  expect(kept.find('large', 'r')).toBeUndefined();
});

test('a record finds its own, and nothing once it is forgotten', () => {
  const kept = new OpenedLately<string>(1_000_000);
  for (let i = 0; i < 1500; i++) kept.keep(`${i}`, i % 2 ? 'a' : 'b', 'one', 100);
  expect(kept.find('1499', 'b')).toBeUndefined();
  expect(kept.find('1499', 'a')).toBe('one');
  kept.forget('a');
  for (let i = 0; i < 1500; i++) expect(kept.find(`${i}`, 'a')).toBeUndefined();
  expect(kept.find('1498', 'b')).toBe('one');
});
