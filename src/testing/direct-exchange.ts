// Two vaults on this machine, each a server in a process of its own, that write to each other by Direct: over SMTP, by names that
// a name server of the test tells. Both are killed and started again while they do. Some messages are sent as people send them, by
// the page.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { makePersonGrant } from '../core/authorization/grants.ts';
import { makeDirectAddress } from '../core/direct/inbox/address.ts';
import { listInbox } from '../core/direct/inbox/inbox.ts';
import { sendDirect } from '../core/direct/outbox/compose.ts';
import type { CopyState } from '../core/direct/outbox/ports.ts';
import { listSent, readSent } from '../core/direct/outbox/sent.ts';
import type { Limits } from '../core/limits/limits.ts';
import type { Person } from '../core/people/person.ts';
import type { Vault } from '../core/vault.ts';
import { openVault } from '../main.ts';
import { Browser, type Page } from '../shell/testing/browser.ts';
import { signInAs } from '../shell/testing/visitors.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse } from './direct.ts';
import { startNameServer, type TestNameServer } from './dns.ts';
import { type ServerProcess, serveCommand, start } from './durability/server.ts';
import { Random } from './fuzz/random.ts';
import { givenPerson } from './given.ts';
import { findFreePort } from './ldap.ts';
import { tempFolder } from './process.ts';
import type { TestServer } from './server.ts';

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
  readonly person: Person;
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
  /** Messages that a page called sent; and those of them that were not there by then. */
  readonly byPage: number;
  readonly missing: readonly string[];
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
    const pages = (await writing).flat();
    while (Date.now() < ends && !(await areAllConfirmed(sides, messages))) await setTimeout(500);
    return {
      ...{ seed, kills: killed, byPage: pages.length },
      missing: pages.flatMap(({ subject, isThere }) => (isThere ? [] : subject)),
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
    return { data, vault, person, recordId: record.id, address, server: undefined };
  };
  return [await open(0), await open(1)];
}

interface SentByPage {
  readonly subject: string;
  readonly isThere: boolean;
}

/** Of so many one is sent by the page. */
const pageEach = 10;

/** While the servers are killed, which have the same databases. */
async function write(side: Side, other: Side, messages: number): Promise<SentByPage[]> {
  const { vault, person, recordId } = side;
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, recordId, vault.clock.now()));
  const pages: SentByPage[] = [];
  for (let n = 0; n < messages; n++) {
    const message = { to: other.address, subject: nameOf(n), text: `Message ${n}.` };
    if (n % pageEach === pageEach - 1) pages.push(await sendByPage(side, message));
    else await sendDirect(vault, grant, { ...message, to: [message.to] });
  }
  return pages;
}

/** The same form again and again, as long as nobody answers it. */
async function sendByPage(
  side: Side,
  message: { readonly to: string; readonly subject: string; readonly text: string },
): Promise<SentByPage> {
  const { vault, person, recordId } = side;
  const form = { ...message, record: recordId, once: randomUUID(), do: 'send' };
  for (;;) {
    const page = await postForm(side, form).catch(() => undefined);
    const [, id] = /\/messages\/sent\/([0-9a-f-]{36})$/.exec(page?.location ?? '') ?? [];
    if (id !== undefined) {
      const sent = await readSent(vault, person.id, id);
      return { subject: message.subject, isThere: sent?.subject === message.subject };
    }
    if (page && page.status < 500) throw new Error(`a message was answered ${page.status}: ${page.text}`);
    await setTimeout(100);
  }
}

/** @throws where the server is away */
async function postForm({ vault, person, server }: Side, form: Record<string, string>): Promise<Page> {
  if (!server) throw new Error('no server runs');
  // All it asks of a server is where the pages are, and to sign in.
  const browser = new Browser({ shellUrl: server.shellUrl, vault } as TestServer);
  await signInAs(browser, person);
  const { form: token } = (await browser.open('/messages/write')).form('/messages/write');
  const body = new URLSearchParams({ ...form, form: String(token) });
  const { origin } = new URL(server.shellUrl);
  return browser.send('/messages/send', { method: 'POST', body, headers: { origin } });
}

function nameOf(n: number): string {
  return `message ${String(n).padStart(6, '0')}`;
}

async function areAllConfirmed(sides: readonly Side[], messages: number): Promise<boolean> {
  const states = await Promise.all(sides.map(countStates));
  return states.every(({ processed = 0, delivered = 0 }) => processed + delivered === messages);
}

async function countStates({ vault, person }: Side): Promise<Partial<Record<CopyState, number>>> {
  const counts: Partial<Record<CopyState, number>> = {};
  let after: string | undefined;
  do {
    const page = await listSent(vault, person.id, { after, limit: 200 });
    for (const { state } of page.messages) counts[state] = (counts[state] ?? 0) + 1;
    after = page.next;
  } while (after !== undefined);
  return counts;
}

async function listCame({ vault, person }: Side): Promise<string[]> {
  const subjects: string[] = [];
  for (const folder of ['inbox', 'unknown', 'spam'] as const) {
    let after: Parameters<typeof listInbox>[2]['after'];
    do {
      const page = await listInbox(vault, person.id, { folder, after, limit: 100 });
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
