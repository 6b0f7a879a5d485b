// A thread of its own for one directory, which may send anything. Started, asked and ended by ldap-thread.ts.
import { subscribe } from 'node:diagnostics_channel';
import { isIPv6, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { Client, EqualityFilter } from 'ldapts';
import type { DirectoryAnswer, DirectoryQuestion } from './ldap-work.ts';

const { host, port, names, timeMs, bytesMax }: DirectoryQuestion = workerData;

/** The client gathers whatever comes; so much of it may. */
subscribe('net.client.socket', message => {
  const { socket } = message as { socket: Socket };
  let read = 0;
  socket.on('data', (part: Buffer) => {
    read += part.length;
    if (read > bytesMax) process.exit();
  });
});

/** What directories keep certificates of people under. */
const attributes = [
  'userCertificate;binary',
  'userCertificate',
  'userSMIMECertificate;binary',
  'userSMIMECertificate',
];
const basesMax = 5;
const entriesMax = 10;

async function ask(): Promise<DirectoryAnswer> {
  const url = `ldap://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const client = new Client({ url, timeout: timeMs, connectTimeout: timeMs });
  try {
    const bases = await findBases(client);
    for (const name of names) {
      for (const base of bases.slice(0, basesMax)) {
        const found = await search(client, base, name);
        if (found.length > 0) return found;
      }
    }
    return [];
  } finally {
    await client.unbind();
  }
}

async function findBases(client: Client): Promise<string[]> {
  const { searchEntries } = await client.search('', {
    scope: 'base',
    filter: '(objectClass=*)',
    attributes: ['namingContexts'],
  });
  return searchEntries.flatMap(({ namingContexts = [] }) => [namingContexts].flat().map(String));
}

async function search(client: Client, base: string, name: string): Promise<Uint8Array[]> {
  const { searchEntries } = await client.search(base, {
    scope: 'sub',
    filter: new EqualityFilter({ attribute: 'mail', value: name }),
    attributes,
    explicitBufferAttributes: attributes,
    sizeLimit: entriesMax,
    timeLimit: Math.ceil(timeMs / 1000),
  });
  return searchEntries.flatMap(entry =>
    attributes.flatMap(attribute =>
      [entry[attribute] ?? []]
        .flat()
        .flatMap(value => (Buffer.isBuffer(value) ? [Uint8Array.from(value)] : [])),
    ),
  );
}

parentPort?.postMessage(await ask().catch(() => undefined));
