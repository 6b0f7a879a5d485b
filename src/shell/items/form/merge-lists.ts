// A list that two changed: what one added and the other removed goes together, as long as every entry can be told from the
// others and none was changed by both. An entry is known by all that it says, so one that was changed is another one.

/** Undefined where only a person can say what is meant. */
export function joinLists(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] | undefined {
  const [from, own, other] = [new Set(base), new Set(mine), new Set(theirs)];
  if (from.size < base.length || own.size < mine.length || other.size < theirs.length) return undefined;
  if (!keepsOrder(base, mine) || !keepsOrder(base, theirs)) return undefined;
  // Whether both removed it or changed it into something else cannot be seen.
  if (base.some(entry => !own.has(entry) && !other.has(entry))) return undefined;
  const joined = theirs.filter(entry => own.has(entry) || !from.has(entry));
  let place = 0;
  for (const entry of mine) {
    const there = joined.indexOf(entry);
    if (there >= 0) place = there + 1;
    else if (!from.has(entry)) joined.splice(place++, 0, entry);
  }
  return joined;
}

/** Do the entries that stayed still follow each other as before? */
function keepsOrder(base: readonly string[], after: readonly string[]): boolean {
  const [from, left] = [new Set(base), new Set(after)];
  const before = base.filter(entry => left.has(entry));
  const stayed = after.filter(entry => from.has(entry));
  return stayed.every((entry, index) => entry === before[index]);
}
