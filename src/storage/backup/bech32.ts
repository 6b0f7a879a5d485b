// Bech32 (BIP 173), the alphabet that keys of age are written in. Used by age-keys.ts.

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const checksumLength = 6;

/** In lower case. */
export function writeBech32(prefix: string, bytes: Buffer): string {
  const digits = regroup([...bytes], 8, 5, true) ?? [];
  const checksum = checksumOf(prefix, digits);
  return `${prefix}1${[...digits, ...checksum].map(digit => alphabet[digit]).join('')}`;
}

/** Undefined for what was mistyped. */
export function readBech32(text: string): { prefix: string; bytes: Buffer } | undefined {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return undefined;
  const lower = text.toLowerCase();
  const end = lower.lastIndexOf('1');
  const digits = [...lower.slice(end + 1)].map(letter => alphabet.indexOf(letter));
  if (end < 1 || digits.length < checksumLength || digits.includes(-1)) return undefined;
  const prefix = lower.slice(0, end);
  const data = digits.slice(0, -checksumLength);
  if (checksumOf(prefix, data).join() !== digits.slice(-checksumLength).join()) return undefined;
  const bytes = regroup(data, 5, 8, false);
  return bytes && { prefix, bytes: Buffer.from(bytes) };
}

function checksumOf(prefix: string, digits: readonly number[]): number[] {
  const codes = [...prefix].map(letter => letter.charCodeAt(0));
  const sum = polymod([
    ...codes.map(code => code >> 5),
    0,
    ...codes.map(code => code & 31),
    ...digits,
    ...new Array<number>(checksumLength).fill(0),
  ]);
  return Array.from({ length: checksumLength }, (_, i) => ((sum ^ 1) >> (5 * (5 - i))) & 31);
}

function polymod(digits: readonly number[]): number {
  let sum = 1;
  for (const digit of digits) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ digit;
    for (const [i, generator] of generators.entries()) if ((top >> i) & 1) sum ^= generator;
  }
  return sum;
}

/** The same bits in groups of another size. Undefined where what is left over is no padding. */
function regroup(
  groups: readonly number[],
  from: number,
  to: number,
  isPadded: boolean,
): number[] | undefined {
  const out: number[] = [];
  let [bits, held] = [0, 0];
  for (const group of groups) {
    held = (held << from) | group;
    bits += from;
    while (bits >= to) {
      bits -= to;
      out.push((held >> bits) & ((1 << to) - 1));
    }
    held &= (1 << bits) - 1;
  }
  if (isPadded) {
    if (bits > 0) out.push((held << (to - bits)) & ((1 << to) - 1));
    return out;
  }
  return bits < from && held === 0 ? out : undefined;
}
