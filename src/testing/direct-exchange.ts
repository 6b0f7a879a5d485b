// Two vaults on this machine, each a server in a process of its own, that write to each other by Direct: over SMTP, by names that
// a name server of the test tells. Both are killed and started again while they do.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { makePersonGrant } from '../core/authorization/grants.ts';
import { makeDirectAddress } from '../core/direct/inbox/address.ts';
import { listInbox } from '../core/direct/inbox/inbox.ts';
import { sendDirect } from '../core/direct/outbox/compose.ts';
import type { CopyState } from '../core/direct/outbox/ports.ts';
import { listSent } from '../core/direct/outbox/sent.ts';
import type { Limits } from '../core/limits/limits.ts';
import type { Vault } from '../core/vault.ts';
import { openVault } from '../main.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse } from './direct.ts';
import { startNameServer, type TestNameServer } from './dns.ts';
import { type ServerProcess, serveCommand, start } from './durability/server.ts';
import { Random } from './fuzz/random.ts';
import { givenPerson } from './given.ts';
import { findFreePort } from './ldap.ts';
import { tempFolder } from './process.ts';

const domains = ['one.example', 'two.example'] as const;

const limits: Partial<Limits> = {
  directClaimMs: 4000,
  directTryMs: 3000,
  directRetryFirstMs: 200,
  directDeliveriesPerDomainMax: 8,
  directCopiesPerPersonPerDayMax: 100_000,
  directConnectionsPerMinuteMax: 1_000_000,
  directMailsPerDomainPerHourMax: 1_000_000,
  directMailsPerPersonPerHourMax: 1_000_000,
  directMailsPerPersonMax: 100_000,
};

interface Side {
  readonly data: string;
  readonly vault: Vault;
  readonly personId: string;
  readonly recordId: string;
  readonly address: string;
  server: ServerProcess | undefined;
}

export interface ExchangeReport {
  readonly seed: number;
  readonly kills: number;
  /** Of each side: subjects of what came, sorted; and how far what it sent got. */
  readonly came: readonly (readonly string[])[];
  readonly states: readonly Readonly<Partial<Record<CopyState, number>>>[];
}

/** @param messages each way */
export async function runExchange({
  seed,
  messages,
  kills,
  forMs,
}: {
  readonly seed: number;
  readonly messages: number;
  readonly kills: number;
  readonly forMs: number;
}): Promise<ExchangeReport> {
  await using names = await startNameServer();
  const sides = await openSides(names);
  const random = new Random(seed);
  const ends = Date.now() + forMs;
  let killed = 0;
  try {
    for (const side of sides) side.server = await start(serveCommand(side.data));
    const writing = Promise.all(sides.map((side, place) => write(side, sides[1 - place]!, messages)));
    while (killed < kills) {
      await setTimeout(random.between(200, 3000));
      const side = random.pick(sides);
      await side.server?.kill();
      side.server = undefined;
      killed++;
      await setTimeout(random.below(500));
      side.server = await start(serveCommand(side.data));
    }
    await writing;
    while (Date.now() < ends && !(await areAllConfirmed(sides, messages))) await setTimeout(500);
    return {
      ...{ seed, kills: killed },
      came: await Promise.all(sides.map(listCame)),
      states: await Promise.all(sides.map(countStates)),
    };
  } finally {
    for (const { server, vault } of sides) {
      await server?.kill();
      await vault.store.close();
    }
  }
}

async function openSides(names: TestNameServer): Promise<readonly [Side, Side]> {
  const now = Date.now();
  const ports = [await findFreePort(), await findFreePort()];
  const houses: DirectHouse[] = [];
  for (const domain of domains) houses.push(await givenDirectHouse(domain, now, names));
  const open = async (place: 0 | 1): Promise<Side> => {
    const data = tempFolder();
    const settings = {
      directDomain: domains[place],
      directPort: ports[place],
      directExchangePort: ports[1 - place],
      directResolver: `127.0.0.1:${names.port}`,
      privateNetworks: 'allow',
      logLevel: 'warn',
      limits,
    };
    writeFileSync(join(data, 'keepwell.json'), JSON.stringify(settings));
    const vault = await openVault(readConfig({ data }, {}));
    await giveVaultHouse(vault, houses[place]!, [houses[1 - place]!.authority]);
    const { person, record } = await givenPerson(vault);
    const address = await vault.store.write(db => makeDirectAddress(db, vault, person));
    return { data, vault, personId: person.id, recordId: record.id, address, server: undefined };
  };
  return [await open(0), await open(1)];
}

/** While the servers are killed, which has the same database. */
async function write({ vault, personId, recordId }: Side, other: Side, messages: number): Promise<void> {
  const grant = await vault.store.read(db => makePersonGrant(db, personId, recordId, vault.clock.now()));
  for (let n = 0; n < messages; n++)
    await sendDirect(vault, grant, { to: [other.address], subject: nameOf(n), text: `Message ${n}.` });
}

function nameOf(n: number): string {
  return `message ${String(n).padStart(6, '0')}`;
}

async function areAllConfirmed(sides: readonly Side[], messages: number): Promise<boolean> {
  const states = await Promise.all(sides.map(countStates));
  return states.every(({ processed = 0, delivered = 0 }) => processed + delivered === messages);
}

async function countStates({ vault, personId }: Side): Promise<Partial<Record<CopyState, number>>> {
  const counts: Partial<Record<CopyState, number>> = {};
  let after: string | undefined;
  do {
    const page = await listSent(vault, personId, { after, limit: 200 });
    for (const { state } of page.messages) counts[state] = (counts[state] ?? 0) + 1;
    after = page.next;
  } while (after !== undefined);
  return counts;
}

async function listCame({ vault, personId }: Side): Promise<string[]> {
  const subjects: string[] = [];
  for (const folder of ['inbox', 'unknown', 'spam'] as const) {
    let after: Parameters<typeof listInbox>[2]['after'];
    do {
      const page = await listInbox(vault, personId, { folder, after, limit: 100 });
      subjects.push(...page.messages.map(({ subject }) => subject));
      after = page.next;
    } while (after !== undefined);
  }
  return subjects.toSorted();
}

/** What must have come. */
export function listSubjects(messages: number): string[] {
  return Array.from({ length: messages }, (_, n) => nameOf(n));
}
