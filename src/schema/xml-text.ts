// Characters as XML reads them: line ends, white space in attributes, references. Used by xml-reader.ts.
import { makeTable } from './table.ts';
import { failMalformed } from './xml-document.ts';
import { isCharacter } from './xml-names.ts';

export function readAttributeValue(raw: string): string {
  if (raw.includes('<')) failMalformed('"<" in an attribute value');
  return expandReferences(/[\t\n\r]/.test(raw) ? replaced(raw, spaceFor) : raw);
}

/** Text with line ends as XML has them. */
export function normaliseLines(text: string): string {
  return text.includes('\r') ? replaced(text, lineFeedFor) : text;
}

const [TAB, FEED, RETURN, SPACE, AMPERSAND] = [9, 10, 13, 32, 38];

/** What stands for a character up to RETURN; for the pair of RETURN and FEED, what stands for RETURN. */
type Replacements = Readonly<Record<number, number>>;
const lineFeedFor: Replacements = { [TAB]: TAB, [FEED]: FEED, [RETURN]: FEED };
const spaceFor: Replacements = { [TAB]: SPACE, [FEED]: SPACE, [RETURN]: SPACE };

const codes = new Uint16Array(4096);

/** Character by character, in one pass: a pattern takes ten times as long where there is much to replace. */
function replaced(text: string, by: Replacements): string {
  let out = '';
  let count = 0;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isPair = code === FEED && before === RETURN;
    before = code;
    if (isPair) continue;
    codes[count++] = code > RETURN ? code : (by[code] ?? code);
    if (count < codes.length) continue;
    out += textOf(codes);
    count = 0;
  }
  return out + textOf(codes.subarray(0, count));
}

/** Of an array itself: spread it would be five times as slow. */
function textOf(codes: Uint16Array): string {
  return String.fromCharCode.apply(null, codes as unknown as number[]);
}

/** Text with what its references stand for, in one pass: putting very many small parts together takes ten times as long. */
export function expandReferences(text: string): string {
  const first = text.indexOf('&');
  if (first < 0) return text;
  let out = text.slice(0, first);
  let count = 0;
  const add = (code: number): void => {
    codes[count++] = code;
    if (count < codes.length) return;
    out += textOf(codes);
    count = 0;
  };
  for (let i = first; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== AMPERSAND) {
      add(code);
      continue;
    }
    const end = text.indexOf(';', i);
    if (end < 0) failMalformed('"&" without a reference');
    const stands = referred(text.slice(i + 1, end));
    for (let at = 0; at < stands.length; at++) add(stands.charCodeAt(at));
    i = end;
  }
  return out + textOf(codes.subarray(0, count));
}

const entities: Readonly<Record<string, string>> = makeTable({
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
});

function referred(reference: string): string {
  const known = entities[reference];
  if (known !== undefined) return known;
  const number = /^#(?:(\d+)|x([\da-fA-F]+))$/.exec(reference);
  if (!number) return failMalformed('an undefined entity');
  const [, decimal, hexadecimal = ''] = number;
  const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number.parseInt(decimal, 10);
  return isCharacter(code)
    ? String.fromCodePoint(code)
    : failMalformed('a reference to a disallowed character');
}
