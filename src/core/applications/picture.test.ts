import { describe, expect, test } from 'vitest';
import { pngBase64 } from '../../testing/children.ts';
import { readPicture } from './picture.ts';
import { convertToPlainText } from './texts.ts';

const frame = (marker: number, width: number, height: number) => [
  0xff,
  marker,
  0,
  17,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
];
const start = [0xff, 0xd8];
const header = [0xff, 0xe0, 0, 4, 1, 2];
const tables = [0xff, 0xc4, 0, 5, 1, 2, 3];

describe('a picture is told by its first bytes, with its size', () => {
  test.each([
    ['PNG', Buffer.from(pngBase64(300, 200), 'base64'), 'image/png'],
    ['GIF of 1987', Buffer.from('GIF87a\x2c\x01\xc8\x00', 'latin1'), 'image/gif'],
    ['GIF of 1989', Buffer.from('GIF89a\x2c\x01\xc8\x00', 'latin1'), 'image/gif'],
    ['JPEG', Buffer.from([...start, ...header, ...frame(0xc0, 300, 200)]), 'image/jpeg'],
    [
      'progressive JPEG, after tables',
      Buffer.from([...start, ...tables, ...frame(0xc2, 300, 200)]),
      'image/jpeg',
    ],
    ['JPEG with fill bytes', Buffer.from([...start, 0xff, 0xff, ...frame(0xc1, 300, 200)]), 'image/jpeg'],
  ])('%s', (_, bytes, contentType) => {
    expect(readPicture(bytes)).toEqual({ contentType, width: 300, height: 200 });
  });

  test('cut off anywhere, it is none', () => {
    for (const whole of [
      Buffer.from(pngBase64(), 'base64').subarray(0, 24),
      Buffer.from('GIF89a\x01\0\x01\0', 'latin1'),
      Buffer.from([...start, ...header, ...tables, ...frame(0xc0, 1, 1)]),
    ]) {
      expect(readPicture(whole)).toBeDefined();
      for (let length = 0; length < whole.length; length++)
        expect(readPicture(whole.subarray(0, length))).toBeUndefined();
    }
  });

  test('text is none', () => {
    expect(
      readPicture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')),
    ).toBeUndefined();
  });
});

test('a statement in HTML becomes text: no tags, no scripts, characters as they are read', () => {
  expect(convertToPlainText('text/plain', '<b>as it is</b>')).toBe('<b>as it is</b>');
  const html =
    '<head><title>x</title></head><p>One &amp; two</p><script>alert(1)</script><img onerror="a"><p>3 &lt; 4';
  expect(convertToPlainText('text/html; charset=utf-8', html)).toBe('One & two\n\n3 < 4');
  expect(convertToPlainText('text/html', 'İİİ<B>b</B>')).toBe('İİİb');
  expect(convertToPlainText('text/html', 'a<script>b</script >c<style>d')).toBe('ac');
});
