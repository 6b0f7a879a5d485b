import { expect, test } from 'vitest';
import { dropTurns } from './straight.ts';

test('what is shown reads as it is written, and what forms send back stays', () => {
  const turned = 'x\u202egnp.exe\u2069';
  expect(dropTurns(`<h1 title="${turned}">${turned}</h1><p>עברית\u200f (1)</p>`)).toBe(
    '<h1 title="xgnp.exe">xgnp.exe</h1><p>עברית\u200f (1)</p>',
  );
  for (const kept of [
    `<input name="a" value="${turned}"/>`,
    `<option value="${turned}">`,
    `<textarea name="a" rows="3">one\n${turned}</textarea>`,
    '<p>plain</p>',
  ])
    expect(dropTurns(kept)).toBe(kept);
});
