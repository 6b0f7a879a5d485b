// Does a list of addresses that calls come from let in no more than another? For proposal.ts: what limits goes at once.
import { isIP } from 'node:net';
import { isWithin } from './application.ts';

/** An empty list lets in every address. */
export function isAsNarrow(before: readonly string[], wished: readonly string[]): boolean {
  if (before.length === 0) return true;
  return wished.length > 0 && wished.every(one => before.some(other => covers(other, one)));
}

function covers(wide: string, narrow: string): boolean {
  if (wide.toLowerCase() === narrow.toLowerCase()) return true;
  const [outer, inner] = [asSubnet(wide), asSubnet(narrow)];
  if (!outer || !inner) return false;
  return inner.bits >= outer.bits && isWithin(inner.address, `${outer.address}/${outer.bits}`);
}

interface Subnet {
  readonly address: string;
  readonly bits: number;
}

/** `10.1.` is 10.1.0.0/16. Beginnings of IPv6 addresses are no subnets: of these only the same limits as much. */
function asSubnet(prefix: string): Subnet | undefined {
  const [address = '', bits] = prefix.split('/');
  if (bits !== undefined) return { address, bits: Number(bits) };
  if (isIP(address) === 6) return { address, bits: 128 };
  const parts = address.replace(/\.$/, '').split('.');
  if (parts.length > 4 || !parts.every(part => /^\d{1,3}$/.test(part))) return undefined;
  return { address: [...parts, 0, 0, 0].slice(0, 4).join('.'), bits: 8 * parts.length };
}
