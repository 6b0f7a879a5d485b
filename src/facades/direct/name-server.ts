// Where a name server is, as settings and machines write it.
import { isIPv6 } from 'node:net';

export interface NameServer {
  readonly host: string;
  readonly port: number;
}

/** `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353` */
export function readNameServer(text: string): NameServer {
  if (isIPv6(text)) return { host: text, port: 53 };
  const [, v6, v4, port = '53'] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  return { host: v6 ?? v4 ?? text, port: Number(port) };
}
