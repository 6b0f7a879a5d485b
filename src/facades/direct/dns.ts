// Asks name servers what Node's resolver does not know: certificates. Over UDP, and over TCP what does not fit in there.
// The other records that finding a mail server takes are asked for here too, so that one setting says of whom.
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { getServers } from 'node:dns';
import { connect, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import * as dns from 'dns-packet';
import { runUntilAny } from '../delivery/signals.ts';
import { type NameServer, readNameServer } from './name-server.ts';

export type RecordType = 'A' | 'AAAA' | 'CERT' | 'CNAME' | 'MX' | 'SRV';

export interface Answers<T> {
  /** Is there no such name at all? */
  readonly isNoName: boolean;
  readonly records: readonly T[];
  readonly ttlMs: number;
}

interface MailExchange {
  readonly preference: number;
  /** Empty for a domain that takes no mail. */
  readonly exchange: string;
}

interface Service {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export interface Dns {
  /** @throws DnsTrouble where no name server answers with a yes or no */
  addresses(name: string, signal: AbortSignal): Promise<string[]>;
  certificates(name: string, signal: AbortSignal): Promise<Answers<Buffer>>;
  exchanges(name: string, signal: AbortSignal): Promise<Answers<MailExchange>>;
  services(name: string, signal: AbortSignal): Promise<Answers<Service>>;
}

export class DnsTrouble extends Error {
  constructor(why: string) {
    super(`No name server answers (${why}).`);
    this.name = 'DnsTrouble';
  }
}

/** @param servers those of the machine, unless the settings name others */
export function makeDns(servers: readonly NameServer[] | undefined): Dns {
  const ask = (name: string, type: RecordType, signal: AbortSignal) =>
    askAny(servers ?? getServers().map(readNameServer), name, type, signal);
  return {
    async addresses(name, signal) {
      const found = await Promise.all([ask(name, 'A', signal), ask(name, 'AAAA', signal)]);
      return found.flatMap(({ records }) => records.map(({ data }) => String(data)));
    },
    certificates: async (name, signal) =>
      keepEach(await ask(name, 'CERT', signal), ({ data }) => data as Buffer),
    exchanges: async (name, signal) =>
      keepEach(await ask(name, 'MX', signal), ({ data }) => data as unknown as MailExchange),
    services: async (name, signal) =>
      keepEach(await ask(name, 'SRV', signal), ({ data }) => data as unknown as Service),
  };
}

interface Found {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly data: unknown;
}

function keepEach<T>({ records, ...rest }: Answers<Found>, read: (record: Found) => T): Answers<T> {
  return { ...rest, records: records.map(read) };
}

/** How long one name server may take, and how often each is asked. */
const answerMs = 3000;
const rounds = 2;

async function askAny(
  servers: readonly NameServer[],
  name: string,
  type: RecordType,
  signal: AbortSignal,
): Promise<Answers<Found>> {
  const asked = toAscii(name);
  if (asked === undefined) return { isNoName: true, records: [], ttlMs: 0 };
  let why = 'none is configured';
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) {
      if (signal.aborted) throw new DnsTrouble('it took too long');
      try {
        return readAnswer(await askOne(server, asked, type, signal), asked, type);
      } catch (error) {
        why = error instanceof DnsTrouble ? error.message : (error as Error).name;
      }
    }
  }
  throw new DnsTrouble(why);
}

const labelBytesMax = 63;
const nameBytesMax = 253;

/** Undefined for what no name server can hold. */
function toAscii(name: string): string | undefined {
  const plain = name.replace(/\.$/, '');
  const ascii = /^[\x21-\x7e]+$/.test(plain) ? plain.toLowerCase() : domainToASCII(plain);
  const labels = ascii.split('.');
  const fits =
    ascii.length <= nameBytesMax && labels.every(({ length }) => length > 0 && length <= labelBytesMax);
  return fits ? ascii : undefined;
}

/** What an answer over UDP may have, as name servers agreed on (DNS Flag Day 2020). */
const udpBytesMax = 1232;

async function askOne(
  server: NameServer,
  name: string,
  type: RecordType,
  signal: AbortSignal,
): Promise<dns.DecodedPacket> {
  const id = randomInt(65_536);
  const query: dns.Packet = {
    type: 'query',
    id,
    flags: dns.RECURSION_DESIRED,
    questions: [{ name, type: type as 'A' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: udpBytesMax,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  };
  const isOurs = (packet: dns.DecodedPacket) => {
    const [question] = packet.questions ?? [];
    return (
      packet.type === 'response' &&
      packet.id === id &&
      question?.type === type &&
      question.name.toLowerCase() === name
    );
  };
  return runUntilAny([AbortSignal.timeout(answerMs), signal], async ending => {
    const answer = await overUdp(server, dns.encode(query), isOurs, ending);
    return answer.flag_tc ? await overTcp(server, dns.streamEncode(query), isOurs, ending) : answer;
  });
}

type IsOurs = (packet: dns.DecodedPacket) => boolean;

/** What does not come from the server that was asked, or is no answer to it, is passed over. */
function overUdp(
  { host, port }: NameServer,
  query: Buffer,
  isOurs: IsOurs,
  ending: AbortSignal,
): Promise<dns.DecodedPacket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const end = (outcome: () => void) => {
      ending.removeEventListener('abort', stop);
      socket.close();
      outcome();
    };
    const stop = () => end(() => reject(new DnsTrouble('it took too long')));
    if (ending.aborted) return stop();
    ending.addEventListener('abort', stop, { once: true });
    socket.once('error', error => end(() => reject(error)));
    socket.on('message', bytes => {
      const packet = decode(bytes);
      if (packet && isOurs(packet)) end(() => resolve(packet));
    });
    socket.connect(port, host, () => socket.send(query));
  });
}

function overTcp(
  { host, port }: NameServer,
  query: Buffer,
  isOurs: IsOurs,
  ending: AbortSignal,
): Promise<dns.DecodedPacket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal: ending });
    let bytes = Buffer.alloc(0);
    socket.once('error', reject);
    socket.once('close', () => reject(new DnsTrouble('the connection was closed')));
    socket.once('connect', () => socket.write(query));
    socket.on('data', part => {
      bytes = Buffer.concat([bytes, part]);
      if (bytes.length < 2 || bytes.length < 2 + bytes.readUInt16BE()) return;
      const packet = decode(bytes.subarray(2, 2 + bytes.readUInt16BE()));
      if (packet && isOurs(packet)) resolve(packet);
      socket.destroy();
    });
  });
}

function decode(bytes: Buffer): dns.DecodedPacket | undefined {
  try {
    return dns.decode(bytes);
  } catch {
    return undefined;
  }
}

const ttlMaxSeconds = 604_800;

function readAnswer(packet: dns.DecodedPacket, asked: string, type: RecordType): Answers<Found> {
  const { rcode } = packet as { rcode?: string };
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') throw new DnsTrouble(`its answer is ${rcode}`);
  const answers = (packet.answers ?? []) as readonly Found[];
  const names = followNames(answers, asked);
  const records = answers.filter(record => record.type === type && names.has(record.name.toLowerCase()));
  const ttl = Math.min(ttlMaxSeconds, ...records.map(record => record.ttl ?? 0));
  return { isNoName: rcode === 'NXDOMAIN', records, ttlMs: records.length > 0 ? ttl * 1000 : 0 };
}

const aliasesMax = 8;

/** The name and those it stands for. */
function followNames(answers: readonly Found[], asked: string): Set<string> {
  const names = new Set([asked]);
  for (let n = 0; n < aliasesMax; n++)
    for (const { type, name, data } of answers)
      if (type === 'CNAME' && names.has(name.toLowerCase())) names.add(String(data).toLowerCase());
  return names;
}
