import { expect, test } from 'vitest';
import { isAsNarrow } from './proposal-addresses.ts';

test.each([
  [[], ['10.0.'], true],
  [['10.0.'], [], false],
  [['10.0.', '192.168.1.'], ['10.0.'], true],
  [['10.0.'], ['10.0.', '192.168.1.'], false],
  [['10.0.0.0/8'], ['10.1.0.0/16', '10.2.'], true],
  [['10.1.0.0/16'], ['10.0.0.0/8'], false],
  [['10.1.'], ['10.1.2.3'], true],
  [['10.1'], ['10.17.'], false],
  [['10.1.2.3'], ['10.1.2.'], false],
  [['2001:db8::/32'], ['2001:db8:1::/48', '2001:DB8::1'], true],
  [['2001:db8::/32'], ['2001:db9::/48'], false],
  [['2001:db8:'], ['2001:DB8:'], true],
  [['2001:db8:'], ['10.0.'], false],
])('from %j to %j: lets in no more is %s', (before, wished, expected) => {
  expect(isAsNarrow(before, wished)).toBe(expected);
});
