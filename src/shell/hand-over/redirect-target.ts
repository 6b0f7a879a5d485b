// The target that an application names, and the one it may have meant. Pure.
import { getAt } from '../../assume.ts';
import { type ShellTargetToken, shellTargets } from '../../methods/parts/shell-targets.ts';

const tokens = shellTargets.map(({ token }) => token);

export function findTarget(given: string | undefined): ShellTargetToken | undefined {
  const name = folded(given);
  return tokens.find(token => token === name);
}

/** For a name with a slip in it, two in a long one. What is further off may be anything, even a secret. */
export function guessTarget(given: string | undefined): ShellTargetToken | undefined {
  const name = folded(given);
  if (name.length > lengthMax) return undefined;
  const near = tokens
    .map(token => ({ token, slips: slipsBetween(name, token) }))
    .filter(({ token, slips }) => slips > 0 && slips <= (token.length < longName ? 1 : 2));
  return near.sort((a, b) => a.slips - b.slips)[0]?.token;
}

const longName = 7;
const lengthMax = 20;

function folded(given: string | undefined): string {
  return given?.trim().toUpperCase() ?? '';
}

/** Letters left out, added, mistaken, or swapped with the next. */
function slipsBetween(a: string, b: string): number {
  const rows = [[...b, ''].map((_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          getAt(getAt(rows, i - 1), j) + 1,
          getAt(row, j - 1) + 1,
          getAt(getAt(rows, i - 1), j - 1) + (isSame ? 0 : 1),
          isSwapped ? getAt(getAt(rows, i - 2), j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(row);
  }
  return getAt(getAt(rows, a.length), b.length);
}
