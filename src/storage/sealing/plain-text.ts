// A text that is not sealed, in a column where others are. One that begins as a sealed text does is kept behind a mark of its own,
// so that what somebody typed before their vault was encrypted is never taken for what a key sealed.

/** How all marks of texts begin. */
const markStart = 'kws';

const plainMark = `${markStart}0.`;

/** As it is kept in a column. */
export function keepPlain(text: string): string {
  return text.startsWith(markStart) ? `${plainMark}${text}` : text;
}

/** What keepPlain was given. */
export function readPlain(kept: string): string {
  return kept.startsWith(plainMark) ? kept.slice(plainMark.length) : kept;
}
