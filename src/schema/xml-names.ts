// Which characters may stand in names of XML 1.0 (fifth edition), and which nowhere. Used by xml-reader.ts.

const START = 1;
const INSIDE = 2;

/** What an ASCII character may be in a name. */
const ascii = new Uint8Array(128);
for (const character of ':_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
  ascii[character.charCodeAt(0)] = START | INSIDE;
for (const character of '-.0123456789') ascii[character.charCodeAt(0)] = INSIDE;

const starts =
  '\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f' +
  '\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const startBeyondAscii = new RegExp(`[${starts}]`, 'uy');
/** As many as there are: names may be long. */
const insideBeyondAscii = new RegExp(`[${starts}\\u00b7\\u0300-\\u036f\\u203f\\u2040]+`, 'uy');

/** Where the name that starts at an index ends; the index itself when none starts there. */
export function findNameEnd(text: string, start: number): number {
  let index = start;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code < 128) {
      if (((ascii[code] ?? 0) & (index === start ? START : INSIDE)) === 0) return index;
      index++;
    } else {
      // Past the end of the text, too, which no pattern matches.
      const pattern = index === start ? startBeyondAscii : insideBeyondAscii;
      pattern.lastIndex = index;
      if (!pattern.test(text)) return index;
      index = pattern.lastIndex;
    }
  }
}

/** Does the text hold what no document may: most control characters, halves of surrogate pairs, U+FFFE, U+FFFF? */
export function hasIllegalCharacter(text: string): boolean {
  return control.test(text) || halfPair.test(text);
}

const control = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const halfPair = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** May a character reference stand for it? */
export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}
