// JSON columns that every request reads and hardly one changes. The same text always means the same value,
// so nothing can be stale; the values are frozen, because many requests share them.

import { makeRoom } from './make-room.ts';

const keptMax = 1000;

/** A parser that remembers what it has parsed, the least recently used dropped. */
export function makeParser<T>(): (json: string) => T {
  const kept = new Map<string, T>();
  return json => {
    let value = kept.get(json);
    if (value === undefined) {
      value = frozen(JSON.parse(json)) as T;
      makeRoom(kept, keptMax);
      kept.set(json, value);
    }
    return value;
  };
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
