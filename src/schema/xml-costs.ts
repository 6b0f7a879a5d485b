// Some characters take the parser ten times as long as others. No document needs very many of them, and a few
// megabytes of nothing else would hold the server for seconds; so they are counted before it is let loose on them.
// Used by xml-reader.ts.

/** A shorter text costs little, whatever it holds. */
const countFromCharacters = 262_144;

/** `&…;` in the whole document. */
const referencesMax = 250_000;
/** Characters of all comments and processing instructions. */
const asideCharactersMax = 500_000;
/** `]` in all CDATA sections. */
const bracketsMax = 250_000;

/** What there is too much of, if there is. */
export function findExcess(text: string): string | undefined {
  if (text.length < countFromCharacters) return undefined;
  if (occurrences(text, '&', referencesMax) > referencesMax) return `more than ${referencesMax} references`;
  let aside = 0;
  for (const [open, close] of [
    ['<!--', '-->'],
    ['<?', '?>'],
  ] as const) {
    for (const [start, end] of sections(text, open, close)) {
      aside += end - start;
      if (aside > asideCharactersMax)
        return `more than ${asideCharactersMax} characters of comments and instructions`;
    }
  }
  let brackets = 0;
  for (const [start, end] of sections(text, '<![CDATA[', ']]>')) {
    brackets += occurrences(text.slice(start, end), ']', bracketsMax);
    if (brackets > bracketsMax) return `more than ${bracketsMax} brackets in CDATA sections`;
  }
  return undefined;
}

/** How often it stands there; counting ends beyond `max`. */
function occurrences(text: string, what: string, max: number): number {
  let count = 0;
  for (let at = text.indexOf(what); at >= 0 && count <= max; at = text.indexOf(what, at + 1)) count++;
  return count;
}

/** Where such sections begin and end; one that is not closed goes to the end of the text. */
function* sections(text: string, open: string, close: string): Generator<[start: number, end: number]> {
  for (let start = text.indexOf(open); start >= 0; ) {
    const closed = text.indexOf(close, start + open.length);
    const end = closed < 0 ? text.length : closed;
    yield [start, end];
    start = closed < 0 ? -1 : text.indexOf(open, end);
  }
}
