// Runs a sequence on a server and on the model side by side, and stops at the first answer that differs.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Application } from '../../core/applications/application.ts';
import { registerApplication } from '../../core/applications/register.ts';
import { giveConsent, revoke } from '../../core/authorization/consent.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { Fault } from '../../core/faults.ts';
import { openSession } from '../../core/healthvault/sessions/sign.ts';
import { statusOf } from '../../core/healthvault/status-fault.ts';
import { endUserToken, issueUserToken } from '../../core/people/tokens.ts';
import { endAccess, giveAccess } from '../../core/sharing/access.ts';
import { answer as answerTo } from '../../facades/xml-api/pipeline.ts';
import { makeSource } from '../../facades/xml-api/reading.ts';
import { Answer, givenPerson, TestClient } from '../given.ts';
import { startTestServer, type TestServer } from '../server.ts';
import { readPeople } from './answers.ts';
import {
  type Act,
  type Command,
  counts,
  type RuleDraft,
  type Sequence,
  type TargetDraft,
} from './commands.ts';
import { compare, type Expected, peopleDiffer } from './compare.ts';
import { asFhir, type FhirCommand, FhirDoor, smart } from './fhir.ts';
import { type KindName, kinds } from './kinds.ts';
import { Names } from './names.ts';
import { act, leave, people, person, records, updatedRecords } from './people.ts';
import { get, operations, permissions } from './reads.ts';
import { type Call, type Client, operationsAfter, peoplePage, requestOf } from './requests.ts';
import { Refused, State } from './state.ts';
import { put, remove } from './writes.ts';

const limits = { thingsPerPut: 5, fullThings: 3, partialThings: 4, recordBytes: 2500 };

/** Lasting things have tests of their own, so that these may keep theirs in memory. */
const memory = '/dev/shm';

export async function startModelServer(): Promise<TestServer> {
  const data = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'keepwell-model-'));
  const server = await startTestServer({
    data,
    limits: {
      thingsPerPutMax: limits.thingsPerPut,
      ...{ xpathTimeMs: 20_000, fullThingsPerGroupMax: limits.fullThings },
      partialThingsPerGroupMax: limits.partialThings,
      recordQuotaBytes: limits.recordBytes,
    },
  });
  const close = async () => {
    await server.close();
    rmSync(data, { recursive: true, force: true });
  };
  return { ...server, close, [Symbol.asyncDispose]: close };
}

/** How calls come: to the XML API without a socket or over HTTP, or to it and FHIR by turns. */
export type Over = 'pipeline' | 'http' | 'both doors';

export interface Difference {
  readonly step: number;
  readonly command: Command;
  readonly wrong: readonly string[];
}

/** Calls the pipeline without a socket between. */
class DirectClient extends TestClient {
  override async post(body: string | Uint8Array): Promise<Answer> {
    const { vault } = this.server;
    let unexpected: unknown;
    const xml = await answerTo(
      {
        vault,
        source: makeSource(Buffer.from(body)),
        address: '127.0.0.1',
        turnForMuch: async () => Number.POSITIVE_INFINITY,
      },
      error => {
        unexpected = error;
      },
    );
    if (unexpected) throw unexpected;
    return new Answer(200, xml, new Headers());
  }
}

/** @returns the first answer that is not the model's */
export async function runSequence(
  server: TestServer,
  sequence: Sequence,
  over: Over = 'pipeline',
): Promise<Difference | undefined> {
  const world = await World.create(server, sequence, over);
  for (const [step, command] of sequence.commands.entries()) {
    const wrong = await world.step(command).catch((error: Error) => [`an error came: ${error.stack}`]);
    if (wrong.length > 0) return { step, command, wrong };
  }
  return undefined;
}

class World implements Client {
  readonly server: TestServer;
  readonly state: State;
  readonly names = new Names();
  readonly #over: Over;
  readonly #fhir: FhirDoor;
  readonly #apps: Application[] = [];
  readonly #clients: TestClient[] = [];
  readonly #people: { personId: string; recordId: string }[] = [];
  readonly #tokens = new Map<string, string>();

  private constructor(server: TestServer, { rules }: Sequence, over: Over) {
    const { sessionTtlMs: sessionMs, userTokenTtlMs: tokenMs } = server.vault.limits;
    this.server = server;
    this.#over = over;
    const [app, person] = [(i: number) => this.#apps[i]!, (i: number) => this.#people[i]!];
    const { names } = this;
    this.state = new State(() => server.clock.now(), { ...limits, sessionMs, tokenMs }, rules);
    this.#fhir = new FhirDoor({ server, state: this.state, names, app, person });
  }

  static async create(server: TestServer, sequence: Sequence, over: Over): Promise<World> {
    const world = new World(server, sequence, over);
    await Promise.all([
      ...Array.from({ length: counts.people }, (_, i) => world.#addPerson(i)),
      ...sequence.rules.map((rules, i) => world.#addApp(i, rules)),
    ]);
    await Promise.all(
      [...world.state.tokenEnds.keys()].map(key =>
        world.#issueToken(...(key.split('/').map(Number) as [number, number])),
      ),
    );
    return world;
  }

  async #addPerson(i: number): Promise<void> {
    const { person, record } = await givenPerson(this.server.vault, `Person ${i}`);
    this.#people[i] = { personId: person.id, recordId: record.id };
  }

  async #addApp(i: number, rules: readonly RuleDraft[]): Promise<void> {
    const { vault } = this.server;
    const given = { name: `App ${i}`, kind: 'web', rules: rulesOf(rules), smart } as const;
    const app = await vault.store.write(db => registerApplication(db, vault, given));
    this.#apps[i] = app;
    this.names.bind(`app ${i}`, app.id);
    await this.#openSession(i);
  }

  token(app: number, person: number): string {
    return this.#tokens.get(`${app}/${person}`)!;
  }

  /** @returns what differs */
  async step(command: Command): Promise<string[]> {
    const { state } = this;
    if (isCall(command)) {
      const call = { ...command, by: state.meant(command.by, command.by.granted) };
      const said = this.#over === 'both doors' ? asFhir(call, state) : undefined;
      return said ? this.#callFhir(said) : this.#call(call);
    }
    return this.#act(command.do === 'authorize' ? state.meant(command, command.again) : command);
  }

  async #callFhir(command: FhirCommand): Promise<string[]> {
    const asked = this.#fhir.ask(command);
    return this.#fhir.differ(command, asked, command.do === 'get' ? { code: 0 } : this.#expected(command));
  }

  async #call(command: Call): Promise<string[]> {
    const { method, options } = requestOf(this, command);
    const expected = this.#expected(command);
    const client = this.#clients[command.by.app]!;
    const answer = await client.call(method, options);
    const wrong = compare(expected, answer, this);
    if (wrong.length === 0 && 'people' in expected)
      wrong.push(...(await this.#peopleDiffer(command, expected.people, answer)));
    // As clients do, when told that something has expired.
    if (answer.code === 65) await this.#openSession(command.by.app);
    if (answer.code === 7) await this.#issueToken(command.by.app, command.by.person);
    return wrong;
  }

  #expected(command: Call): Expected {
    try {
      return this.#answerOf(command);
    } catch (refused) {
      if (refused instanceof Refused) return { code: refused.code };
      throw refused;
    }
  }

  #answerOf(command: Call): Expected {
    const { state } = this;
    switch (command.do) {
      case 'put':
        return { keys: put(state, command) };
      case 'remove':
        remove(state, command);
        return { code: 0 };
      case 'get':
        return { groups: get(state, command) };
      case 'operations':
        return { log: operations(state, command, operationsAfter(state, command)) };
      case 'permissions':
        return { permissions: permissions(state, command) };
      case 'person':
        return { people: [person(state, command.by)] };
      case 'people':
        return { people: people(state, command) };
      case 'records':
        return { records: records(state, command) };
      case 'updated records':
        return { updated: updatedRecords(state, command) };
      case 'leave':
        leave(state, command.by);
        return { code: 0 };
    }
  }

  /** Follows the pages of a list of people to its end. */
  async #peopleDiffer(
    command: Call,
    expected: Parameters<typeof peopleDiffer>[0],
    first: Answer,
  ): Promise<string[]> {
    const found = readPeople(first, this.names);
    if (command.do !== 'people') return peopleDiffer(expected, found);
    let answer = first;
    while (answer.texts('more-results')[0] === 'true') {
      const cursor = answer.texts('person-id').at(-1);
      const { method, options } = requestOf(this, command);
      answer = await this.#clients[command.by.app]!.call(method, {
        ...options,
        info: peoplePage(this, command, cursor),
      });
      const page = readPeople(answer, this.names);
      if (page.length === 0 || page.length > command.page) return [`a page of ${page.length} people came`];
      found.push(...page);
    }
    return peopleDiffer(expected, found);
  }

  async #openSession(app: number): Promise<void> {
    const { vault } = this.server;
    const { id: appId } = this.#apps[app]!;
    const secret = randomBytes(64);
    const token = await vault.store.write(db =>
      openSession(db, vault, { appId, hmac: 'HMACSHA256', secret }),
    );
    const client =
      this.#over === 'http' ? new TestClient(this.server, appId) : new DirectClient(this.server, appId);
    client.useSession(token, secret.toString('base64'));
    this.#clients[app] = client;
    this.state.sessionEnds[app] = this.state.now() + this.state.limits.sessionMs;
  }

  async #issueToken(app: number, person: number): Promise<void> {
    const { vault } = this.server;
    const appId = this.#apps[app]!.id;
    const { personId } = this.#people[person]!;
    const token = await vault.store.write(db =>
      issueUserToken(db, vault, { appId, personId, shellHash: undefined }),
    );
    this.#tokens.set(`${app}/${person}`, token);
    this.state.tokenEnds.set(`${app}/${person}`, this.state.now() + this.state.limits.tokenMs);
  }

  async #act(what: Act): Promise<string[]> {
    const expected = this.#codeOf(() => act(this.state, what));
    try {
      const wrong = await this.#do(what);
      return expected === 0 ? wrong : [`code ${expected} was expected, and it was done`];
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const { code, message } = statusOf(fault);
      return code === expected ? [] : [`code ${expected} was expected, ${code} came: ${message}`];
    }
  }

  #codeOf(doing: () => void): number {
    try {
      doing();
      return 0;
    } catch (refused) {
      if (refused instanceof Refused) return refused.code;
      throw refused;
    }
  }

  async #do(what: Act): Promise<string[]> {
    const { vault, clock } = this.server;
    switch (what.do) {
      case 'pass':
        clock.pass(what.seconds * 1000);
        return [];
      case 'authorize':
        return this.#authorize(what);
      case 'revoke': {
        const ids = {
          appId: this.#apps[what.app]!.id,
          ...this.#people[what.person]!,
          recordId: this.#people[what.record]!.recordId,
        };
        await vault.store.write(db => revoke(db, vault, ids));
        return [];
      }
      case 'change rules': {
        const app = { ...this.#apps[what.app]!, rules: rulesOf(what.rules) };
        this.#apps[what.app] = await vault.store.write(db => registerApplication(db, vault, app));
        return [];
      }
      case 'share':
      case 'unshare':
        await this.#share(what);
        return [];
      case 'sign out':
        await vault.store.write(db => endUserToken(db, this.token(what.app, what.person)));
        return [];
    }
  }

  /** The ids an application is told never change. */
  async #authorize({ app, person, record, optional }: Extract<Act, { do: 'authorize' }>): Promise<string[]> {
    const { vault } = this.server;
    const { personId } = this.#people[person]!;
    const { recordId } = this.#people[record]!;
    const asked = this.#apps[app]!;
    const optionalRules = asked.rules.filter((_, i) => optional[i]).map(rule => rule.name);
    const ids = await vault.store.write(async db => ({
      ...(await giveConsent(db, vault, { app: asked, personId, recordId, optionalRules })),
      inApp: (await db.aliases.ofRecordInApp(asked.id, recordId))!,
    }));
    return [
      this.names.bind(`${app}/${person}`, ids.personAlias),
      this.names.bind(`${app}/${person}/${record}`, ids.recordAlias),
      this.names.bind(`${app}//${record}`, ids.inApp),
    ].filter(wrong => wrong !== undefined);
  }

  async #share(what: Extract<Act, { do: 'share' | 'unshare' }>): Promise<void> {
    // Nobody takes a record's own custodian away from it.
    if (what.person === what.record) return;
    const { vault, clock } = this.server;
    const { personId } = this.#people[what.person]!;
    const { recordId, personId: owner } = this.#people[what.record]!;
    await vault.store.write(async db => {
      if (what.do === 'unshare') {
        if (await db.records.access(personId, recordId))
          await endAccess(db, vault, owner, { personId, recordId });
        return;
      }
      const { level, kinds: names, minutes } = what;
      const now = clock.now();
      const expiresAt = minutes === undefined ? undefined : now + minutes * 60_000;
      await giveAccess(db, vault, {
        personId,
        recordId,
        level,
        relationship: 2,
        typeIds: names && typeIds(names),
        createdAt: now,
        expiresAt,
      });
    });
  }
}

function isCall(command: Command): command is Call {
  return 'by' in command;
}

function rulesOf(drafts: readonly RuleDraft[]): Rule[] {
  return drafts.map(({ mode, optional, rights, targets, exceptions }, i) => ({
    name: `rule ${i}`,
    reason: 'testing',
    permissions: rights,
    targets: targets.map(targetOf),
    exceptions: exceptions.map(targetOf),
    mode,
    optional: optional ? { displayFirst: true, checkedFirst: false, checkedByDefault: false } : undefined,
  }));
}

function targetOf({ kinds: names, from, to }: TargetDraft): Rule['targets'][number] {
  return {
    typeIds: names === 'all' ? 'all' : typeIds(names),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function typeIds(names: readonly KindName[]): string[] {
  return names.map(name => kinds[name].id);
}
