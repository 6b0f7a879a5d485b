// How far words are from each other: for hints to who mistyped one, and searches that forgive it.
import { getAt } from './assume.ts';

/** How many letters have to be put in, taken out, changed, or swapped with the next. */
export function countEdits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = getAt(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? getAt(before, j - 2) + 1 : changed;
      next.push(Math.min(getAt(row, j) + 1, getAt(next, j - 1) + 1, changed, swapped));
    }
    before = row;
    row = next;
  }
  return getAt(row, b.length);
}

/** Could a word be another one, mistyped? Short words are too near to each other to tell. */
export function isMistyped(typed: string, word: string): boolean {
  const allowed = typed.length < 5 ? 0 : typed.length < 9 ? 1 : 2;
  return Math.abs(typed.length - word.length) <= allowed && isWithin(typed, word, allowed);
}

/** As countEdits, but looks only where there may be so few: people choose how long words are, and how many. */
function isWithin(a: string, b: string, allowed: number): boolean {
  const width = 2 * allowed + 1;
  const far = allowed + 1;
  let before: number[] = [];
  // Of each row, what is beside the diagonal: place 0 is the column that is `allowed` before it.
  let row = Array.from({ length: width }, (_, place) => (place < allowed ? far : place - allowed));
  for (let i = 1; i <= a.length; i++) {
    const next: number[] = [];
    let least = far;
    for (let place = 0; place < width; place++) {
      const j = i + place - allowed;
      let edits = far;
      if (j === 0) edits = i;
      else if (j > 0 && j <= b.length) {
        const changed = getAt(row, place) + (a[i - 1] === b[j - 1] ? 0 : 1);
        const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        const swapped = isSwapped ? getAt(before, place) + 1 : changed;
        edits = Math.min((row[place + 1] ?? far) + 1, (next[place - 1] ?? far) + 1, changed, swapped);
      }
      next.push(edits);
      least = Math.min(least, edits);
    }
    if (least > allowed) return false;
    before = row;
    row = next;
  }
  return getAt(row, b.length - a.length + allowed) <= allowed;
}

/**
 * With no more marks at a letter than Unicode's stream-safe text has (UAX #15). Normalizing puts the marks of a letter in order, which
 * takes the square of their number, so text that anybody could have sent passes through here first.
 */
export function boundMarks(text: string): string {
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1');
}

/** Without case and accents. */
export function foldText(text: string): string {
  return boundMarks(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
