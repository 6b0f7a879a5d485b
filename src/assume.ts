// What the code around knows to be there and its type does not tell: these functions give it, and fail where it is
// not. What they say names the assumption and never the value. Every room may use them.

/** `value`, which `what` names, as what is there. */
export function assume<T>(value: T, what: string): NonNullable<T> {
  if (value === undefined || value === null) throw new Error(`There should be ${what}.`);
  return value;
}

/** The item of a list at an index within it. */
export function getAt<T>(list: ArrayLike<T>, index: number): NonNullable<T> {
  const item = list[index];
  if (item === undefined || item === null)
    throw new Error(`There should be an item ${index} of ${list.length}.`);
  return item;
}

/** The first item of a list that is not empty. */
export function getFirst<T>(list: ArrayLike<T>): NonNullable<T> {
  return getAt(list, 0);
}

/** The last item of a list that is not empty. */
export function getLast<T>(list: ArrayLike<T>): NonNullable<T> {
  return getAt(list, list.length - 1);
}

/** What a map holds under a key that was put there. */
export function getOf<K, V>(map: ReadonlyMap<K, V>, key: K): NonNullable<V> {
  return assume(map.get(key), 'a value under this key');
}

/** What a table of names tells of a name that stands in it. */
export function getNamed<T>(table: Readonly<Record<PropertyKey, T>>, name: PropertyKey): NonNullable<T> {
  return assume(table[name], 'an entry of this name');
}
