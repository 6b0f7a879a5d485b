import { expect, test } from 'vitest';
import { isReadable, isVisible } from './printable.ts';

test('a name is what is seen of it', () => {
  for (const name of [
    'Curves',
    ' Curves ',
    'Größe 2',
    '体重',
    '❤️ Herz',
    'علی‌رضا',
    '👨‍👩‍👧',
    'O’Neill & Söhne',
  ])
    expect([name, isVisible(name)]).toEqual([name, true]);
  for (const name of [
    '',
    ' ',
    '\u200b\u202e',
    'Ba\u200bnk',
    'knaB\u202e',
    'a\u200db',
    'a\u2066b',
    'a\nb',
    'a\u0085b',
    '\u3164',
    '\u2800 \ufe0f',
    '\ud800',
  ])
    expect([JSON.stringify(name), isVisible(name)]).toEqual([JSON.stringify(name), false]);
});

test('a text may have lines, joiners and marks of direction, and nothing that turns it around', () => {
  for (const text of ['', 'One\n\tTwo\r\nThree', 'می‌خواهم', '👨‍👩‍👧', 'עברית\u200f (1)'])
    expect([text, isReadable(text)]).toEqual([text, true]);
  for (const text of ['a\u202eb', 'a\u2066b', 'a\u200bb', 'a\u0000b', 'a\ufeffb'])
    expect([JSON.stringify(text), isReadable(text)]).toEqual([JSON.stringify(text), false]);
});
