// The text of a code: `shc:/` and digits, two for each character; what one code does not hold is in several, `shc:/1/3/…`.
import { UnreadableFile } from '../format.ts';
import { piecesMax } from './limits.ts';

/** The cards of codes, one a line, the pieces of a card in any order. @throws UnreadableFile */
export function readNumeric(text: string): string[] {
  const cards: string[] = [];
  let pieces: (string | undefined)[] = [];
  for (const line of text.split(/\s+/).filter(Boolean)) {
    const [, place, of, digits = ''] = /^shc:\/(?:(\d{1,4})\/(\d{1,4})\/)?(\d+)$/i.exec(line) ?? [];
    if (digits === '') throw new UnreadableFile('damaged');
    if (place === undefined) {
      if (pieces.length > 0) throw new UnreadableFile('cut-off');
      cards.push(toCharacters(digits));
      continue;
    }
    const [at, count] = [Number(place), Number(of)];
    if (at < 1 || at > count) throw new UnreadableFile('damaged');
    if (count > piecesMax) throw new UnreadableFile('too-large');
    if (pieces.length === 0) pieces = new Array<undefined>(count).fill(undefined);
    if (pieces.length !== count) throw new UnreadableFile('cut-off');
    if (pieces[at - 1] !== undefined) throw new UnreadableFile('damaged');
    pieces[at - 1] = toCharacters(digits);
    if (pieces.includes(undefined)) continue;
    cards.push(pieces.join(''));
    pieces = [];
  }
  if (pieces.length > 0) throw new UnreadableFile('cut-off');
  return cards;
}

/** Each two digits are a character, counted from the 45th. */
function toCharacters(digits: string): string {
  if (digits.length % 2 !== 0) throw new UnreadableFile('damaged');
  const pairs = digits.match(/../g) ?? [];
  return pairs.map(pair => String.fromCharCode(Number(pair) + 45)).join('');
}
