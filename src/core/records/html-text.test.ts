import { expect, test } from 'vitest';
import { convertHtmlToText } from './html-text.ts';

test('blocks become lines, links tell where they lead, and what acts is gone', () => {
  const html =
    '<style>p {}</style><p>Dear  Ada,&nbsp;</p>  <ul><li>one<li>two</ul>' +
    '<p>See <a href="https://a.example/x">this</a> &amp; <a href="javascript:alert(1)">that</a> if 1 < 2.</p><script>alert(1)</script>';
  expect(convertHtmlToText(html)).toBe(
    'Dear Ada,\n\n• one\n• two\n\nSee this <https://a.example/x> & that if 1 < 2.',
  );
});

test('what looks like a tag within a script does not hide what comes after it', () => {
  const html =
    '<HEAD><title>x</title><Script>if (a<b) c="</scripts>"</SCRIPT ><body>Read <svg><p>not</p></svg>this.';
  expect(convertHtmlToText(html)).toBe('Read this.');
  expect(convertHtmlToText('seen<style>p {} not')).toBe('seen');
});

test('a comment that never ends is not shown, wherever it begins', () => {
  for (const before of ['', 'a', 'ab'])
    expect(convertHtmlToText(`${before}<!-- not <b>this</b> -- nor this`)).toBe(before);
  expect(convertHtmlToText('<!-- not this -->but this')).toBe('but this');
});

const pieces = [
  '<',
  '&',
  '&nbsp;',
  '&nbsp; x',
  '<a ',
  '<!--',
  '<a href="',
  '&#x',
  '<p> ',
  '</',
  '<li',
  'href=',
];
const scripts = ['<script', '<script>', '</script ', '<script></script', '<script></scripts'];
test.each([...pieces, ...scripts])(
  'a megabyte of %j takes not much longer than one of plain words',
  piece => {
    const length = 1_000_000;
    const timed = (text: string): number => {
      const start = performance.now();
      convertHtmlToText(text.repeat(Math.ceil(length / text.length)));
      return performance.now() - start;
    };
    const plain = Math.min(timed('plain words '), timed('plain words '));
    // What takes square time takes thousands of times as long.
    expect(Math.min(timed(piece), timed(piece))).toBeLessThan(200 * Math.max(plain, 5));
  },
  60_000,
);

test('references that every object has a name for stay as they are written', () => {
  expect(convertHtmlToText('a &toString; &valueOf; &amp; b')).toBe('a &toString; &valueOf; & b');
});
