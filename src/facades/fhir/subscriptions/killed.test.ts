// Subscribers are told of all that was committed, in order, whatever ends the process that tells them: once, but for what was under way
// as it ended. Runs what is built in dist/. More kills: KEEPWELL_SUBSCRIPTION_KILLS.
import { randomInt } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { keyFile } from '../../../data-folder.ts';
import {
  type AnyResource,
  type FhirClient,
  givenFhirClient,
  makeWeight,
} from '../../../testing/fhir-client.ts';
import { postgresUrl, takeTestDatabase } from '../../../testing/postgres.ts';
import { type SpawnedServer, spawnServer, tempFolder } from '../../../testing/process.ts';
import { startTestServer } from '../../../testing/server.ts';

const kills = Number(process.env.KEEPWELL_SUBSCRIPTION_KILLS ?? 3);
/** A token is to be good by the clock of a process of its own, too, and receivers are asked again soon. */
const limits = {
  ...{ smartTokenTtlMs: 4e12, smartGrantTtlMs: 4e12, fhirSubscriptionMs: 4e12 },
  ...{ eventRetryFirstMs: 50, eventRetryGapMaxMs: 400, leaseMs: 2000 },
};
const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

interface Event {
  readonly number: number;
  readonly focus: string;
}

interface Receiver {
  readonly url: string;
  /** What each notification told, as it was taken. */
  readonly posts: Event[][];
  close(): void;
}

/** Takes each notification after a while, and is not there now and then. */
async function startReceiver(): Promise<Receiver> {
  const posts: Event[][] = [];
  const http = createServer(async (request, response) => {
    const bundle = (await json(request)) as AnyResource;
    const { parameter } = bundle.entry[0].resource;
    const events = parameter.filter(({ name }: AnyResource) => name === 'notification-event');
    const part = (event: AnyResource, name: string) =>
      event.part.find((one: AnyResource) => one.name === name);
    const isAway = events.length > 0 && randomInt(6) === 0;
    if (!isAway)
      posts.push(
        events.map((event: AnyResource) => ({
          number: Number(part(event, 'event-number').valueString),
          // Each process of the test has an address of its own.
          focus: part(event, 'focus').valueReference.reference.split('/').pop(),
        })),
      );
    await setTimeout(randomInt(30));
    response.writeHead(isAway ? 503 : 204).end();
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/told`, posts, close: () => void http.close() };
}

async function subscribe(client: FhirClient, endpoint: string): Promise<void> {
  await client.add({
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'To follow weights',
    criteria: `${client.base}/SubscriptionTopic/Observation`,
    channel: {
      ...{ type: 'rest-hook', endpoint, payload: 'application/fhir+json' },
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: 'id-only' }] },
      extension: [{ url: `${backport}/backport-max-count`, valuePositiveInt: 3 }],
    },
  });
}

/** Puts weights until the server is gone. @returns the ids of those that it said it had */
async function writeOn({ facts }: SpawnedServer, { headers }: FhirClient): Promise<string[]> {
  const made: string[] = [];
  for (;;)
    try {
      const reply = await fetch(`${facts.shellUrl}/fhir/r4/Observation`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/fhir+json' },
        body: JSON.stringify(makeWeight('2026-03-01')),
      });
      const body = await reply.json();
      if (reply.status === 201) made.push(body.id);
    } catch {
      return made;
    }
}

describe.each(['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL, on two nodes'])])(
  'on %s',
  { timeout: 240_000 },
  kind => {
    test(`a server that is killed as it tells loses nothing, and repeats what was under way alone (${kills} times)`, async () => {
      const database = kind === 'SQLite' ? undefined : await takeTestDatabase();
      const folders = database ? [tempFolder(), tempFolder()] : [tempFolder()];
      const receiver = await startReceiver();
      const [first = ''] = folders;
      const before = await startTestServer({ data: first, database: database?.url, limits }, 1);
      const client = await givenFhirClient(before, { scopes: 'patient/*.cruds offline_access' });
      await subscribe(client, receiver.url);
      await before.close();
      for (const folder of folders) {
        const settings = JSON.stringify({ limits, database: database?.url });
        writeFileSync(join(folder, 'keepwell.json'), settings, { mode: 0o600 });
        if (folder !== first) copyFileSync(keyFile(first), keyFile(folder));
      }
      const nodes: SpawnedServer[] = [];
      for (const folder of folders) nodes.push(await spawnServer([], folder));
      const made: string[] = [];
      for (let kill = 0; kill < kills; kill++) {
        const at = kill % nodes.length;
        const node = nodes[at] as SpawnedServer;
        const writing = writeOn(node, client);
        const told = receiver.posts.length;
        await expect.poll(() => receiver.posts.length, { timeout: 30_000 }).toBeGreaterThan(told + 2);
        await setTimeout(randomInt(100));
        node.signal('SIGKILL');
        await node.exited;
        made.push(...(await writing));
        nodes[at] = await spawnServer([], folders[at]);
      }
      const focuses = () => new Set(receiver.posts.flat().map(({ focus }) => focus));
      await expect.poll(() => made.filter(id => !focuses().has(id)), { timeout: 60_000 }).toEqual([]);
      for (const node of nodes) await node[Symbol.asyncDispose]();
      receiver.close();
      await database?.release();

      const known = new Map<number, string>();
      let repeated = 0;
      for (const post of receiver.posts) {
        const isNew = post.filter(({ number }) => !known.has(number));
        if (isNew.length < post.length) repeated++;
        for (const { number, focus } of post) {
          expect(known.get(number) ?? focus).toBe(focus);
          // None comes before those that happened before it.
          if (!known.has(number)) expect(number).toBe(known.size + 1);
          known.set(number, focus);
        }
      }
      expect(new Set(known.values()).size).toBe(known.size);
      expect(repeated).toBeLessThanOrEqual(kills);
      expect(made.length).toBeGreaterThan(kills);
    });
  },
);
