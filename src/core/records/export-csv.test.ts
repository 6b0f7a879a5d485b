import { expect, test } from 'vitest';
import { printCsvRow } from './export-csv.ts';

const cell = (text: string) => printCsvRow([text]).slice(0, -2);

/** The cell as a spreadsheet reads it, by whichever of these it takes for the end of a cell. */
function read(text: string): string[] {
  const csv = cell(text);
  const inside = csv.startsWith('"') ? csv.slice(1, -1).replaceAll('""', '"') : csv;
  // Where cells are parted by semicolons, the quotation marks of the others are still doubled.
  const parts = [inside, ...inside.split(/[;\t\r\n]/), ...csv.split(/[;\t\r\n]/)];
  return parts.map(part => part.replace(/^[\s"\p{Cf}]+/u, ''));
}

test.each(['=', '+', '-', '@', '＝'])(
  'no cell begins as a formula with %s, at whatever it is parted',
  sign => {
    const formula = `${sign}HYPERLINK("https://evil.example", 1)`;
    for (const before of [
      '',
      '\t',
      '\r',
      '\n',
      'a;',
      'a\t',
      'a\r',
      'a\n',
      'a\r\n',
      'a; ',
      'a;;\t ',
      ';',
      'a;b;',
      'a;"',
      'a\n"',
      'a;""',
      'a;\u200b',
      '"',
      '\u200b',
    ])
      for (const part of read(before + formula))
        expect(part.trim(), JSON.stringify(before)).not.toMatch(/^[=+\-@＝]/);
  },
);

test('numbers and signs within words stay as they are', () => {
  for (const text of ['-3', '+4.5', '3-4', 'a=b', 'ada@example.org', 'a; b', 'two-fold'])
    expect(cell(text)).toBe(text);
  expect(printCsvRow(['a', -3, true])).toBe('a,-3,true\r\n');
});
