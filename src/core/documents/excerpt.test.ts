// What a search tells of the words of a document.
import { expect, test } from 'vitest';
import { foldText } from '../../spelling.ts';
import { findExcerpt } from './excerpt.ts';

const join = (text: string, ...words: string[]) => {
  const found = findExcerpt(text, words, foldText);
  return found && `${found.before}[${found.found}]${found.after}`;
};

test('the first word that is there stands among those around it, as they are written', () => {
  expect(join('Dear colleague,\n\nSarcoïdosis was ruled  out.', 'other', 'sarcoidosis')).toBe(
    'Dear colleague, [Sarcoïdosis] was ruled out.',
  );
  expect(join('nothing of it', 'sarcoidosis')).toBeUndefined();
  expect(join('', 'sarcoidosis')).toBeUndefined();
});

test('it is short, and cuts no word', () => {
  const text = `${'leading '.repeat(400)}Ferritin ${'trailing '.repeat(400)}`;
  const found = findExcerpt(text, ['ferritin'], foldText)!;
  expect(found.found).toBe('Ferritin');
  expect(found.before).toMatch(/^… (leading )+$/);
  expect(found.after).toMatch(/^( trailing)+ …$/);
  expect(found.before.length + found.after.length).toBeLessThan(170);
  expect(join('x'.repeat(500_000), 'x'.repeat(400))!.length).toBeLessThan(250);
});

test.each(['ﬁbrillation ﬀ ', 'e\u0301tude ', '😀 ', '\u0000\u202e '])(
  'letters that fold to more or fewer of them, as %j, lead to the right place',
  letters => {
    expect(findExcerpt(`${letters.repeat(700)} Ferritin 18`, ['ferritin'], foldText)?.found).toBe('Ferritin');
  },
);
