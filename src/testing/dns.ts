// A name server on a free port of this machine, over UDP and TCP, which says what a test wrote down.
import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import * as dns from 'dns-packet';

/** What stands under a name, in lower case, by its type: `CERT`, `MX`, `SRV`, `A`. */
export type Zone = Map<string, readonly (readonly [type: string, data: unknown, ttl?: number])[]>;

export interface TestNameServer extends AsyncDisposable {
  readonly port: number;
  readonly zone: Zone;
  /** `CERT name over udp`, as they came. */
  readonly asked: string[];
  /** Names that are answered by this in place of what the zone has: bytes to send, or nothing at all. */
  readonly oddities: Map<string, Buffer | 'silence' | 'failure'>;
  close(): Promise<void>;
}

const udpBytesMax = 1232;

export async function startNameServer(port = 0): Promise<TestNameServer> {
  const zone: Zone = new Map();
  const asked: string[] = [];
  const oddities: TestNameServer['oddities'] = new Map();
  const answer = (bytes: Buffer, over: 'udp' | 'tcp'): Buffer | undefined => {
    const query = dns.decode(bytes);
    const { name, type } = query.questions?.[0] ?? { name: '', type: 'A' };
    asked.push(`${type} ${name} over ${over}`);
    const odd = oddities.get(name.toLowerCase());
    if (odd === 'silence') return undefined;
    if (Buffer.isBuffer(odd)) return odd;
    const rcode = odd === 'failure' ? 2 : zone.has(name.toLowerCase()) ? 0 : 3;
    const answers = (zone.get(name.toLowerCase()) ?? [])
      .filter(([kind]) => kind === type || kind === 'CNAME')
      .map(([kind, data, ttl = 300]) => ({ type: kind, name, ttl, data }) as unknown as dns.Answer);
    const packet = {
      type: 'response' as const,
      id: query.id ?? 0,
      flags: dns.RECURSION_DESIRED | dns.RECURSION_AVAILABLE | rcode,
      questions: query.questions ?? [],
    };
    const whole = dns.encode({ ...packet, answers });
    if (over === 'tcp' || whole.length <= udpBytesMax) return whole;
    return dns.encode({ ...packet, flags: packet.flags | dns.TRUNCATED_RESPONSE });
  };
  const udp = createSocket('udp4');
  const sockets = new Set<Socket>();
  const tcp = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', bytes => {
      const said = answer(bytes.subarray(2), 'tcp');
      if (!said) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(said.length);
      socket.write(Buffer.concat([length, said]));
    });
  });
  udp.on('message', (bytes, from) => {
    const said = answer(bytes, 'udp');
    if (said) udp.send(said, from.port, from.address);
  });
  await new Promise<void>(resolve => tcp.listen(port, '127.0.0.1', resolve));
  const bound = (tcp.address() as AddressInfo).port;
  await new Promise<void>(resolve => udp.bind(bound, '127.0.0.1', resolve));
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all([
      new Promise<void>(resolve => tcp.close(() => resolve())),
      new Promise<void>(resolve => udp.close(() => resolve())),
    ]);
  };
  return { port: bound, zone, asked, oddities, close, [Symbol.asyncDispose]: close };
}

/** The data of a CERT record. @param type 1: the certificate itself; 4: where it lies */
export function certRecord(certificate: Buffer, type = 1): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16BE(type);
  return Buffer.concat([head, certificate]);
}
