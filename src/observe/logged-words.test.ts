// Nothing that a client sends and nothing that people keep stands in a log, in a trace, or in what others are told: unusual
// words are planted wherever something can be sent, at every route and every method, in good requests and bad, and looked for.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTraces, startTracing } from '../core/healthvault/tracing/traces.ts';
import { listMethods } from '../methods/index.ts';
import { assetRoutes } from '../shell/assets.ts';
import { routes } from '../shell/routes.ts';
import { Browser } from '../shell/testing/browser.ts';
import { signInAs } from '../shell/testing/visitors.ts';
import { payload, putOne, upload, weightWith } from '../testing/blobs.ts';
import { withinDirect } from '../testing/direct.ts';
import {
  documentedRequests,
  documentedScene,
  type Prepared,
  type Scene,
  sendDocumented,
} from '../testing/documented-requests.ts';
import { givenApp, givenPerson, type Linked, linkApp, TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml, when } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

/** Of letters only, as names are, and like no word there is. */
class Words {
  readonly made: string[] = [];
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  next(): string {
    const hash = createHash('sha256').update(`${this.#seed} ${this.made.length}`).digest();
    const word = `Qx${[...hash.subarray(0, 10)].map(byte => String.fromCharCode(97 + (byte % 26))).join('')}`;
    this.made.push(word);
    return word;
  }

  /** Which of them stand in a text, however they are written there. */
  foundIn(text: string): string[] {
    const lower = text.toLowerCase();
    return this.made.filter(word =>
      [
        word,
        Buffer.from(word).toString('hex'),
        Buffer.from(word).toString('base64').replace(/=+$/, '').slice(0, -1),
      ].some(form => lower.includes(form.toLowerCase())),
    );
  }
}

const allergy = '52bf9104-2c5e-4f1f-a66d-552ebcc53df7';

const kept = new Words('kept');
const sent = new Words('sent');
let server: TestServer;
let scene: Scene;
/** Whose record is full of words. */
let ada: Linked;
beforeAll(async () => {
  server = await startTestServer({
    // A sandbox shows developers the values that they made up.
    ...withinDirect,
    mode: 'production',
    logLevel: 'trace',
    limits: {
      signInTriesMax: 100_000,
      signInTriesPerAddressMax: 100_000,
      anonymousCallsPerMinuteMax: 1_000_000,
    },
  });
  // The first of all runs the vault, and sees more.
  await givenPerson(server.vault, 'Olga First');
  scene = await documentedScene(server);
  ada = await linkApp(server, await givenApp(server.vault), await givenPerson(server.vault, kept.next()));
  const { app, person } = ada;
  const admin = { appId: app.id, personId: person.id, addedAt: server.clock.now() };
  await server.vault.store.write(db => db.appAdmins.add(admin));
  await startTracing(server.vault, person.id, app.id);
  await fill();
}, 60_000);
afterAll(() => server.close());

/** Items of several types, a file, tags, notes, ids of the client, settings. */
async function fill(): Promise<void> {
  const w = () => kept.next();
  const items = [
    thingXml(typeIds.weight, {
      data: `<weight>${when('2026-11-02')}<value><kg>70</kg><display units="${w()}">70</display></value></weight>`,
      common: `<common><source>${w()}</source><note>${w()}</note><tags>${w()}</tags><client-thing-id>${w()}</client-thing-id></common>`,
    }),
    ...Array.from({ length: 100 }, () =>
      thingXml(allergy, {
        data: `<allergy><name><text>${w()}</text></name><reaction><text>${w()}</text></reaction></allergy>`,
        common: `<common><note>${w()}</note></common>`,
      }),
    ),
  ];
  const { client, recordId, userToken } = ada;
  const put = await client.call('PutThings', { version: 2, info: items.join(''), recordId, userToken });
  expect(put.code).toBe(0);
  const url = await upload(ada, Buffer.from(w()));
  await putOne(ada, weightWith(payload({ name: w(), type: `text/${w()}`, url })));
  const info = `<app-settings><${w()}>${w()}</${w()}></app-settings>`;
  await client.call('SetApplicationSettings', { info, recordId, userToken });
}

/** Requests of a method: as it should be, with words in place of what it says, and as nobody should send it. */
async function plantIn(name: string, version: number): Promise<string[]> {
  const w = () => sent.next();
  const answers: string[] = [];
  const say = async (prepared: Prepared) =>
    void answers.push((await sendDocumented({ name, version }, prepared, scene)).xml);
  for await (const prepared of documentedRequests(name, version, scene)) {
    await say(prepared);
    for (const info of [
      prepared.info.replace(/>([^<>]+)</g, () => `>${w()}<`),
      prepared.info.replace(/="[^"]*"/g, () => `="${w()}"`),
      `<${w()}>${w()}</${w()}>${prepared.info}`,
      `<${w()} ${w()}="${w()}">${w()}`,
    ])
      await say({ ...prepared, info });
  }
  const stranger = new TestClient(server, ada.app.id);
  stranger.useSession(w(), Buffer.from(w()).toString('base64'));
  const calls = {
    'strange tokens': { userToken: w(), recordId: ada.recordId },
    'a strange record': { userToken: w(), recordId: w() },
    'a strange header': { header: (header: string) => header.replace('<language>en', `<language>${w()}`) },
    'a strange time': { msgTime: w() },
    'no XML': { tamper: (body: string) => body.slice(0, -10) + w() },
    'strange HTTP headers': { headers: { 'user-agent': w(), authorization: w(), cookie: `keepwell=${w()}` } },
  };
  for (const options of Object.values(calls)) {
    answers.push((await stranger.call(name, { version, ...options })).xml);
    answers.push((await scene.app.client.call(name, { version, ...options })).xml);
  }
  answers.push((await stranger.call(w(), { version })).xml);
  return answers;
}

/** Every route, with words in its path, its query, its form, its headers. */
async function plantAt(browser: Browser, token: string, address: string): Promise<string[]> {
  const w = () => sent.next();
  const answers: string[] = [];
  const own = address
    .replace(':record', scene.app.record.id)
    .replace(':app', scene.app.app.id)
    .replace(/:\w+(\{[^}]*\})?/g, () => w());
  const strange = address.replace(/:\w+(\{[^}]*\})?/g, () => w());
  for (const path of [own, strange]) {
    const headers = { 'user-agent': w(), referer: `http://${w()}.example/`, 'accept-language': w() };
    const query = `?${w()}=${w()}&redirect=${w()}&code=${w()}&target=${w()}&query=${w()}`;
    answers.push((await browser.send(path + query, { headers })).html);
    const fields = [
      'email',
      'password',
      'name',
      'code',
      'subject',
      'text',
      'person',
      'app',
      'note',
      'record',
      'response',
    ];
    const body = new URLSearchParams({
      form: token,
      ...Object.fromEntries(fields.map(field => [field, w()])),
    });
    const { origin } = new URL(server.shellUrl);
    answers.push((await browser.send(path, { method: 'POST', body, headers: { ...headers, origin } })).html);
    const file = new FormData();
    file.append('form', token);
    file.append('file', new File([w()], `${w()}.txt`, { type: 'text/plain' }));
    answers.push((await browser.send(path, { method: 'POST', body: file, headers: { origin } })).html);
  }
  return answers;
}

const strayed = (answers: readonly string[]) => answers.flatMap(answer => kept.foundIn(answer));
const logged = () => {
  const all = server.logged.join('');
  return [...kept.foundIn(all), ...sent.foundIn(all)];
};

describe('planted words', () => {
  test('are in no trace of who reads and writes them', async () => {
    const { client, recordId, userToken } = ada;
    const info =
      '<group><filter/><format><section>core</section><section>blobpayload</section><xml/></format></group>';
    const read = await client.call('GetThings', { version: 3, info, recordId, userToken });
    expect(kept.foundIn(read.xml).length).toBeGreaterThan(100);
    const { traces = [] } = (await findTraces(server.vault, ada.app.id)) ?? {};
    expect(traces.map(({ method }) => method)).toEqual(expect.arrayContaining(['GetThings', 'PutThings']));
    expect(kept.foundIn(JSON.stringify(traces))).toEqual([]);
  });

  test('of every method are in no log, and of the kept ones none in an answer to others', {
    timeout: 300_000,
  }, async () => {
    const lost: string[] = [];
    for (const { name, versions } of listMethods())
      for (const version of Object.keys(versions).map(Number)) {
        lost.push(...strayed(await plantIn(name, version)).map(word => `${name} ${version}: ${word}`));
      }
    expect(lost).toEqual([]);
    expect(sent.made.length).toBeGreaterThan(1500);
    expect(logged()).toEqual([]);
  });

  test('of every route are in no log, and of the kept ones none in a page for others', {
    timeout: 300_000,
  }, async () => {
    const bo = new Browser(server);
    await signInAs(bo, scene.app.person);
    const lost: string[] = [];
    const addresses = new Set([...assetRoutes, ...routes].map(({ address }) => address));
    // It ends the session that the others need.
    const last = ['/sign-out', '/account/close'];
    for (const browser of [new Browser(server), bo]) {
      const token = /name="form" value="([^"]*)"/.exec((await browser.open('/')).html)?.[1] ?? '';
      for (const address of [...addresses].filter(path => !last.includes(path)))
        lost.push(...strayed(await plantAt(browser, token, address)).map(word => `${address}: ${word}`));
    }
    for (const path of [
      '/platform/xsd/',
      '/docs/',
      '/streaming/wildcatblob.ashx',
      '/health/',
      '/alive/',
      '/metrics/',
    ])
      for (const method of ['GET', 'PUT', 'POST', 'DELETE']) {
        const body = method === 'GET' ? {} : { body: sent.next() };
        const address = `${server.shellUrl}${path}${sent.next()}?blob-ref-token=${sent.next()}`;
        const answer = await fetch(address, { method, ...body });
        lost.push(...strayed([await answer.text()]));
      }
    expect(lost).toEqual([]);
    expect(logged()).toEqual([]);
  });

  test('would be found: there are lines for all of it', () => {
    const lines = server.logged.map(line => JSON.parse(line));
    expect(new Set(lines.map(({ call }) => call)).size).toBeGreaterThan(listMethods().length);
    expect(new Set(lines.map(({ route }) => route)).size).toBeGreaterThan(100);
    expect(kept.foundIn(`x${kept.made[7]?.toUpperCase()}y`)).toEqual([kept.made[7]]);
  });
});
