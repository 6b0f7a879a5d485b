// Tables that are looked up by names others send.

/** A table with its own names and no others: not `toString` or `__proto__` either, which every other object has. */
export function makeTable<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.freeze(Object.assign(Object.create(null), entries));
}
