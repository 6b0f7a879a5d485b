// Characters that mean something somewhere.
import type { Random } from '../random.ts';

const letters = [
  ...['a', '0', '-', '.', '|', ',', '$', ':', '%', '&', ' ', '"', "'", '\\', '<', 'é', '\u202e', '\u0000'],
];

export function makeText(random: Random): string {
  return Array.from({ length: random.below(12) }, () => random.pick(letters)).join('');
}
