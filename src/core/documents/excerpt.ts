// What stands around a word that a search found in a document.

export interface Excerpt {
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

const beforeMax = 60;
const foundMax = 60;
const afterMax = 100;

/** Folding is of few characters at a time, so that places in what is folded lead back to the text. */
const pieceLength = 1000;

/**
 * Around the first of the words that stands in a text; undefined where none does.
 * @param fold what words and texts are compared by
 */
export function findExcerpt(
  text: string,
  words: readonly string[],
  fold: (text: string) => string,
): Excerpt | undefined {
  const pieces = Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, i) =>
    fold(text.slice(i * pieceLength, (i + 1) * pieceLength)),
  );
  const whole = pieces.join('');
  for (const word of words) {
    const at = whole.indexOf(word);
    if (at < 0) continue;
    const find = (place: number) => findPlace(text, pieces, place, fold);
    const [from, to] = [find(at), find(at + word.length)];
    return cut(text, from, Math.max(to, from + 1));
  }
  return undefined;
}

/** Where in the text a place of what is folded is. */
function findPlace(
  text: string,
  pieces: readonly string[],
  place: number,
  fold: (text: string) => string,
): number {
  let left = place;
  let from = 0;
  for (const piece of pieces) {
    if (left <= piece.length) break;
    left -= piece.length;
    from += pieceLength;
  }
  for (const character of text.slice(from, from + pieceLength)) {
    if (left <= 0) break;
    left -= fold(character).length;
    from += character.length;
  }
  return from;
}

function cut(text: string, from: number, to: number): Excerpt {
  const before = putInLine(text.slice(Math.max(0, from - 2 * beforeMax), from));
  const after = putInLine(text.slice(to, to + 2 * afterMax));
  const isCutBefore = from > 2 * beforeMax || before.length > beforeMax;
  const isCutAfter = text.length - to > 2 * afterMax || after.length > afterMax;
  return {
    // No word is told in part where it is cut.
    before: isCutBefore ? `…${before.slice(-beforeMax).replace(/^\S*/, '')}` : before,
    found: putInLine(text.slice(from, Math.min(to, from + foundMax))),
    after: isCutAfter ? `${after.slice(0, afterMax).replace(/\S*$/, '')}…` : after,
  };
}

function putInLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ');
}
