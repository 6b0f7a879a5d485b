// The proxies that an operator trusts, by address or by network. Read by config.ts, asked by address.ts and connections.ts.
import { BlockList, isIP } from 'node:net';

export interface Proxies {
  /** How many were named. */
  readonly length: number;
  includes(address: string): boolean;
}

/**
 * @param named addresses, and networks such as 10.0.0.0/8 or fd00::/8
 * @throws Error that says which of them is neither
 */
export function readProxies(named: readonly string[]): Proxies {
  const list = new BlockList();
  for (const text of named) addTo(list, text);
  return {
    length: named.length,
    includes(address) {
      if (named.length === 0) return false;
      // An address that is only this machine's has the name of its network card behind it.
      const bare = address.replace(/%.*$/, '');
      const family = isIP(bare);
      return family !== 0 && list.check(bare, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

const mappedBits = 96;

function addTo(list: BlockList, text: string): void {
  const [, address = '', bitsText] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  const bare = mapped ?? address;
  const family = isIP(bare);
  const bitsMax = family === 6 ? 128 : 32;
  const bits = bitsText === undefined ? bitsMax : Number(bitsText) - (mapped ? mappedBits : 0);
  if (family === 0 || bits > bitsMax || bits < 0)
    throw new Error(`${text} is no address and no network such as 10.0.0.0/8.`);
  if (bits === 0) throw new Error(`${text} is everybody: whoever comes could say who they are.`);
  list.addSubnet(bare, bits, family === 6 ? 'ipv6' : 'ipv4');
}
