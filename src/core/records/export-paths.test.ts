import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameFiles } from './export-paths.ts';

test.each([
  ['paths', ['a/b', 'a_b', 'a\\b'], ['a_b', 'a_b (2)', 'a_b (3)']],
  ['no name', ['', 'file', ''], ['file', 'file (2)', 'file (3)']],
  ['names that differ in case', ['A.txt', 'a.txt', 'a.TXT'], ['A.txt', 'a (2).txt', 'a (3).TXT']],
  [
    'ends that are dropped somewhere',
    ['scan.', 'scan ', ' .scan', '...'],
    ['scan', 'scan (2)', 'scan (3)', 'file'],
  ],
  [
    'devices',
    ['con', 'NUL.txt', 'aux .tar.gz', 'com1', 'console'],
    ['_con', '_NUL.txt', '_aux .tar.gz', '_com1', 'console'],
  ],
  ['a number that is taken', ['a (2)', 'a', 'A'], ['a (2)', 'a', 'A (3)']],
  ['accents written in two ways', ['e\u0301', '\u00e9'], ['\u00e9', '\u00e9 (2)']],
  ['a long name', [`${'x'.repeat(300)}.pdf`], [`${'x'.repeat(50)}.pdf`]],
])('of %s', (_of, names, expected) => {
  expect(nameFiles(names)).toEqual(expected);
});

test('are all different, and none too long for a disk', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a', 'A', 'a (2)', 'a/', 'nul', '', 'file'),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 20 }), names => {
      const files = nameFiles(names);
      expect(new Set(files.map(file => file.toLowerCase())).size).toBe(names.length);
      for (const file of files) {
        expect(file).toMatch(/^[^/\\<>:"|?*. ]([^/\\<>:"|?*]*[^/\\<>:"|?*. ])?$/);
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
      }
    }),
  );
});
