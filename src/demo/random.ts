// Numbers that look random and are the same at every loading.

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** Around a middle, seldom further off than twice the spread. */
  around(middle: number, spread: number): number;
  whole(min: number, max: number): number;
}

/** Mulberry32: 32 bits of state are plenty for a demo. */
export function makeRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    // Three draws together come close to a bell curve.
    around: (middle, spread) => middle + (next() + next() + next() - 1.5) * 2 * spread,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
  };
}
