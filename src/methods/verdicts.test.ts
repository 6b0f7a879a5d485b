// Documents that are known to be valid or not, as a client would send them: the schemas of the types, through the wire.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent } from '../core/authorization/consent.ts';
import { issueUserToken } from '../core/people/tokens.ts';
import { givenApp, givenPerson, openClient, type TestApp, type TestClient } from '../testing/given.ts';
import { hasReference, type Verdict, verdicts } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml } from '../testing/things.ts';
import { findVersion } from '../things/index.ts';

/** What stands before the root is no part of an item. */
const prolog = /^\s*<\?xml[^>]*\?>\s*/;
/** Requests under way at once. */
const senders = 8;

/** Where the wire answers another way than the label says, and why. */
const deviations: readonly { readonly labelled: RegExp; readonly code: number; readonly why: string }[] = [
  {
    labelled: /No such day in the calendar/,
    code: 69,
    why: 'The schema lets 31 February pass, but the platform has a status code for such dates and refuses them.',
  },
];

/** What an item that its schema does not allow is answered. */
const invalidXml = 3;

interface Target {
  readonly recordId: string;
  readonly userToken: string;
}

describe.skipIf(!hasReference)('labelled documents (needs KEEPWELL_REFERENCE)', () => {
  let server: TestServer;
  let app: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    server = await startTestServer();
    app = await givenApp(server.vault);
    client = await openClient(server, app);
  });
  afterAll(() => server.close());

  /** Of a person of its own, who may only have so many. */
  async function freshRecord(): Promise<Target> {
    const { vault } = server;
    const { person, record } = await givenPerson(vault);
    return vault.store.write(async db => {
      const given = { app: app.app, personId: person.id, recordId: record.id, optionalRules: [] };
      const { recordAlias } = await giveConsent(db, vault, given);
      const userToken = await issueUserToken(db, vault, {
        appId: app.app.id,
        personId: person.id,
        shellHash: undefined,
      });
      return { recordId: recordAlias, userToken };
    });
  }

  const records = new Map<string, Promise<Target>>();

  /** A record takes one item of a singleton type, so each of those gets a record of its own. */
  function recordFor(typeId: string): Promise<Target> {
    const id = typeId.toLowerCase();
    if (findVersion(id)?.type.singleton) return freshRecord();
    if (!records.has(id)) records.set(id, freshRecord());
    return records.get(id)!;
  }

  async function answerTo({ typeId, xml }: Verdict): Promise<number> {
    const target = await recordFor(typeId);
    const info = thingXml(typeId, { data: xml.replace(prolog, '') });
    return (await client.call('PutThings', { version: 2, info, ...target })).code;
  }

  test('PutThings takes the valid ones and no others', { timeout: 120_000 }, async () => {
    const all = verdicts();
    const surprises: object[] = [];
    const waiting = all.values();
    const send = async () => {
      for (const verdict of waiting) {
        const code = await answerTo(verdict);
        if (code !== codeDue(verdict)) surprises.push({ code, ...verdict, xml: verdict.xml.slice(0, 500) });
      }
    };
    await Promise.all(Array.from({ length: senders }, send));
    expect(surprises).toEqual([]);
    expect(all).toHaveLength(3975);
    expect(all.filter(deviationOf)).toHaveLength(47);
  });
});

function codeDue(verdict: Verdict): number {
  return deviationOf(verdict)?.code ?? (verdict.valid ? 0 : invalidXml);
}

function deviationOf({ note = '' }: Verdict) {
  return deviations.find(({ labelled }) => labelled.test(note));
}
