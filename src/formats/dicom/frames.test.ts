// How many frames an instance is believed to have.
import { expect, test } from 'vitest';
import { makeDicom } from '../../testing/dicom-files.ts';
import { readInstance } from './header.ts';
import { framesMax } from './limits.ts';
import { element } from './write.ts';

/** Of a picture of 4 by 4, of which the pixel data holds three, unless there is none. */
function countFrames(told: string, pixels = Buffer.alloc(4 * 4 * 2 * 3)): number | undefined {
  const file = makeDicom({ study: '1.2.3', pixels, more: [element('00280008', 'IS', told)] });
  const { header } = readInstance(file, false);
  return typeof header === 'string' ? undefined : header.frames;
}

test('no more than its pixel data holds', () => {
  expect(countFrames('3')).toBe(3);
  for (const told of ['4', '200000000', '9999999999']) expect(countFrames(told)).toBe(3);
});

test('no more than anybody may want to see, where nothing says how many there are', () => {
  expect(countFrames('100000', Buffer.alloc(0))).toBe(framesMax);
  expect(countFrames('9999999999', Buffer.alloc(0))).toBe(framesMax);
});

test('one at least', () => {
  for (const told of ['0', '-5', 'many', '99999999999999']) expect(countFrames(told)).toBe(1);
});

test('a file that does not say has none told', () => {
  const { header } = readInstance(makeDicom({ study: '1.2.3' }), false);
  expect(header).not.toHaveProperty('frames');
});
