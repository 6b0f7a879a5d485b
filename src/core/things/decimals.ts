// Decimals in what types say of their items, with the mark of the reader's language: types write a point, and 1.125 kg is more
// than a ton to those who part thousands by it.
import { dropNoise } from '../../things/common/numbers.ts';

const decimal = /(?<![\p{L}\p{N}.,])\d+\.\d+(?![.,]?\d)/gu;

/** What somebody wrote as a text stays, unless the item has it as a number too: nobody knows what else the point meant. */
export function setDecimals(text: string, value: unknown, mark: string): string {
  if (mark === '.') return text;
  return text.replace(decimal, digits => {
    const { isNumber, isText } = foundIn(value, digits);
    return isNumber || !isText ? digits.replace('.', mark) : digits;
  });
}

interface Found {
  readonly isNumber: boolean;
  readonly isText: boolean;
}

function foundIn(value: unknown, digits: string): Found {
  if (typeof value === 'string') return { isNumber: false, isText: value.includes(digits) };
  // Fractions are told in per cent.
  if (typeof value === 'number')
    return {
      isNumber: [value, dropNoise(value * 100)].map(Math.abs).includes(Number(digits)),
      isText: false,
    };
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [];
  const all = parts.map(part => foundIn(part, digits));
  return { isNumber: all.some(({ isNumber }) => isNumber), isText: all.some(({ isText }) => isText) };
}
