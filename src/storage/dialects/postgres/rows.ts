// Rows as PostgreSQL sends them, each value as text, and as they are used here. Used by asked.ts and connection.ts.

type ReadValue = (text: string) => unknown;

/** What the rows of a statement are made of. */
export interface Shape {
  readonly names: readonly string[];
  readonly readers: readonly ReadValue[];
}

export const noShape: Shape = { names: [], readers: [] };

export function readShape(fields: readonly { name: string; dataTypeID: number }[]): Shape {
  return {
    names: fields.map(({ name }) => name),
    readers: fields.map(({ dataTypeID }) => readersOfTypes[dataTypeID] ?? keepText),
  };
}

type Texts = readonly (string | null)[];

/** A row as the list of its values. */
export function readList({ readers }: Shape, texts: Texts): unknown[] {
  return readers.map((read, place) => readOr(read, texts[place]));
}

/** A row as an object. */
export function readObject({ names, readers }: Shape, texts: Texts): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [place, read] of readers.entries()) row[names[place] ?? ''] = readOr(read, texts[place]);
  return row;
}

function readOr(read: ReadValue, text: string | null | undefined): unknown {
  return text === null || text === undefined ? null : read(text);
}

const keepText: ReadValue = text => text;

/** By the numbers that PostgreSQL has for its types. Numbers are within what a double holds; a truth is 1 or 0, as in SQLite. */
const readersOfTypes: Readonly<Record<number, ReadValue>> = {
  16: text => (text === 't' ? 1 : 0),
  17: text => Buffer.from(text.slice(2), 'hex'),
  20: Number,
  21: Number,
  23: Number,
  700: Number,
  701: Number,
  1700: Number,
};

/** What was done, and to how many rows, as PostgreSQL says it: `INSERT 0 2`. */
export function readDone(text: string): { command: string; count: number } {
  const words = text.split(' ');
  return { command: words[0] ?? '', count: Number(words.at(-1)) || 0 };
}
