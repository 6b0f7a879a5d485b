// Those of equal rank are tried in any order, so that all have their share.
import { randomInt } from 'node:crypto';

export function shuffle<T>(list: readonly T[]): T[] {
  return list
    .map(item => ({ item, place: randomInt(2 ** 32) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
