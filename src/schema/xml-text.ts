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

const [TAB, FEED, RETURN, SPACE] = [9, 10, 13, 32];

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

/** Text with what its references stand for. */
export function expandReferences(text: string): string {
  let start = 0;
  let out = '';
  for (;;) {
    const reference = text.indexOf('&', start);
    if (reference < 0) return start === 0 ? text : out + text.slice(start);
    const end = text.indexOf(';', reference);
    if (end < 0) failMalformed('"&" without a reference');
    out += text.slice(start, reference) + referred(text.slice(reference + 1, end));
    start = end + 1;
  }
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
