// What the trace says of calls, over the wire: whose they are, why they failed or answered less, and what is public.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewApplication } from '../../../core/applications/register.ts';
import type { Trace } from '../../../core/healthvault/tracing/trace.ts';
import { findTraces, startTracing, traceFhir } from '../../../core/healthvault/tracing/traces.ts';
import {
  fullRules,
  givenApp,
  givenPerson,
  type Linked,
  linkApp,
  openClient,
} from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml, weightXml, when } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
const start = async (mode: 'sandbox' | 'production') => {
  server = await startTestServer({ mode, limits: { tracedAppsPerPersonMax: 100, tracedAppsMax: 100 } });
  dev = await givenSignedIn(server, 'Dev Example');
};

async function givenTraced(given: Partial<NewApplication> = {}): Promise<Linked> {
  const { vault } = server;
  const app = await givenApp(vault, given);
  const linked = await linkApp(server, app, await givenPerson(vault));
  const [appId, personId] = [app.app.id, dev.person.id];
  await vault.store.write(db => db.appAdmins.add({ appId, personId, addedAt: 0 }));
  await startTracing(vault, personId, appId);
  return linked;
}

/** The latest, once it is there. */
async function latest({ app }: Pick<Linked, 'app'>, count = 1): Promise<Trace> {
  const all = async () => (await findTraces(server.vault, app.id))!.traces;
  await expect.poll(async () => (await all()).length).toBe(count);
  return (await all())[0]!;
}

async function pageOf({ app }: Pick<Linked, 'app'>, trace: Trace): Promise<Page> {
  return dev.browser.open(`/develop/${app.id}/tracing/${trace.id}`);
}

const change = (id: string, changes: object) =>
  server.vault.store.write(async db =>
    db.applications.put({ ...(await db.applications.byId(id))!, ...changes }),
  );

const unproved = 'Nothing proves that it came from your app';
const things = (...filters: string[]) =>
  `<group>${filters.map(filter => `<filter>${filter}</filter>`).join('')}<format><section>core</section><xml/></format></group>`;
const ofType = (...ids: string[]) => ids.map(id => `<type-id>${id}</type-id>`).join('');

describe('of a sandbox', () => {
  beforeAll(() => start('sandbox'));
  afterAll(() => server?.close());

  test.each([
    ['GetThigns', 3],
    ['GetThings', 7],
  ])('%s %s, signed, is traced as the app’s', async (method, version) => {
    const linked = await givenTraced();
    const { client, userToken, recordId } = linked;
    expect((await client.call(method, { version, userToken, recordId })).code).toBe(5);
    const trace = await latest(linked);
    expect(trace).toMatchObject({ method, version, code: 5, isProved: true });
    expect((await pageOf(linked, trace)).text).not.toContain(unproved);
  });

  test('an unknown method that was signed wrongly or by nobody proves nothing, and is answered alike', async () => {
    const linked = await givenTraced();
    const { client } = linked;
    const tamper = (body: string) => body.replace('<info>', '<info> ');
    expect((await client.call('GetThigns', { tamper })).code).toBe(5);
    expect(await latest(linked)).toMatchObject({ code: 5, isProved: false });
    const strange = (body: string) => body.replace(client.token!, `${client.token!.slice(0, -8)}AAAAAAAA`);
    expect((await client.call('GetThigns', { tamper: strange })).code).toBe(5);
    expect((await client.call('GetThigns', { tamper: body => body.replace(client.token!, 'x') })).code).toBe(
      5,
    );
    expect((await findTraces(server.vault, linked.app.id))!.traces).toHaveLength(1);
  });

  test('a request of FHIR that was refused says what to change, and one that was not says nothing', async () => {
    const linked = await givenTraced();
    const request = { method: 'GET', address: 'Observation', headers: {}, body: undefined, answer: {} };
    const trace = (status: number) =>
      traceFhir(server.vault, linked.app.id, { ...request, status, tookMs: 1, requestBytes: 0 });
    trace(403);
    expect((await pageOf(linked, await latest(linked))).text).toContain(
      'Ask for the scope that covers this kind',
    );
    trace(200);
    expect((await pageOf(linked, await latest(linked, 2))).text).not.toContain('What to change');
  });

  test('a right that no rule gives leads to a rule where it is ticked already', async () => {
    const [look] = fullRules([typeIds.height]).map(rule => ({ ...rule, permissions: ['Read' as const] }));
    const linked = await givenTraced({ rules: [look!] });
    const { client, recordId, userToken } = linked;
    const put = async (typeId: string, data: string) =>
      (await client.call('PutThings', { version: 2, recordId, userToken, info: thingXml(typeId, { data }) }))
        .code;
    expect(await put(typeIds.weight, weightXml(80))).toBe(11);
    const page = await pageOf(linked, await latest(linked));
    expect(page.text).toContain('Add this right to a rule: Add: Weight, while the person is signed in');
    const href = /href="([^"]*online\/new[^"]*)"/.exec(page.html)![1]!.replaceAll('&amp;', '&');
    const form = (await dev.browser.open(href)).form(`/develop/${linked.app.id}/online`);
    expect([form.permission, form.type]).toEqual([['Create'], [typeIds.weight]]);
    // Of a kind that a rule has, to that rule.
    const height = `<height>${when('2026-11-02')}<value><m>1.7</m></value></height>`;
    expect(await put(typeIds.height, height)).toBe(11);
    const other = await pageOf(linked, await latest(linked, 2));
    expect(other.text).toContain(`Add this right to the rule “${look!.name}”:`);
    const rule = /href="([^"]*online\/rule[^"]*)"/.exec(other.html)![1]!.replaceAll('&amp;', '&');
    expect((await dev.browser.open(rule)).form(`/develop/${linked.app.id}/online`).permission).toEqual([
      'Read',
      'Create',
    ]);
  });

  test('a call that was signed is the app’s, though it lacks the method group', async () => {
    const linked = await givenTraced({ methodGroups: ['basic'] });
    expect((await linked.client.call('SubscribeToEvent')).code).toBe(11);
    const trace = await latest(linked);
    expect(trace).toMatchObject({ code: 11, isProved: true, method: 'SubscribeToEvent' });
    const page = await pageOf(linked, trace);
    expect(page.text).not.toContain(unproved);
    expect(page.text).toContain('SubscribeToEvent 1');
  });

  test.each(['SubscribeToEvent', 'AllocatePackageId'])('the title names %s', async method => {
    const linked = await givenTraced();
    await linked.client.call(method);
    expect((await latest(linked)).method).toBe(method);
  });

  test('which address is not its own is told to its developers, and not on the wire', async () => {
    const linked = await givenTraced();
    await change(linked.app.id, { ipPrefixes: ['10.0.0.0/8'] });
    const answer = await linked.client.call('GetPersonInfo');
    expect(answer.code).toBe(6);
    expect(answer.message).not.toMatch(/10\.0|127/);
    const trace = await latest(linked);
    expect(trace.isProved).toBe(true);
    const page = await pageOf(linked, trace);
    expect(page.text).toContain('Calls come from 10.0.0.0/8; this one came from 127.0.0.1.');
    expect(page.html).toContain(`href="/develop/${linked.app.id}/misc"`);
    await expect(openClient(server, linked)).rejects.toThrow();
    const session = await latest(linked, 2);
    expect(session).toMatchObject({ method: 'CreateAuthenticatedSessionToken', code: 6 });
    expect((await pageOf(linked, session)).text).toContain('this one came from 127.0.0.1.');
  });

  test('that it is disabled is told', async () => {
    const linked = await givenTraced();
    await change(linked.app.id, { state: 'disabled' });
    expect((await linked.client.call('GetPersonInfo')).code).toBe(6);
    expect((await pageOf(linked, await latest(linked))).text).toContain('The app is disabled.');
  });

  test('our own words after the name of a secret are read', async () => {
    const linked = await givenTraced();
    const info = (inside: string) =>
      `<auth-info><app-id>${linked.app.id}</app-id><credential><appserver2>${inside}</appserver2></credential></auth-info>`;
    await linked.client.call('CreateAuthenticatedSessionToken', {
      version: 2,
      info: info('<hmacSig>abcd</hmacSig>'),
    });
    const trace = await latest(linked);
    for (const text of [trace.message, trace.reply])
      expect(text).toContain('hmacSig: attribute algName is missing');
    const sig = '<sig digestMethod="SHA1" sigMethod="RSA-SHA1" thumbprint="AB">YQ==</sig>';
    const content = `<content><app-id>${linked.app.id}</app-id><shared-secret/></content>`;
    await linked.client.call('CreateAuthenticatedSessionToken', {
      version: 1,
      info: info(`${sig}${content}`).replaceAll('appserver2', 'appserver'),
    });
    expect((await latest(linked, 2)).message).toContain('shared-secret: hmac-alg is missing');
  });

  test('the definition of the service is shown whole', async () => {
    const linked = await givenTraced();
    await linked.client.call('GetServiceDefinition', { version: 2 });
    const { reply, request } = await latest(linked);
    expect(reply).not.toContain('•');
    expect(reply).toContain('<configuration key="maxFullThingResultsPerGroup">');
    expect(reply).toContain(`<url>${server.platformUrl}</url>`);
    expect(request).not.toContain(linked.client.token!.slice(8, 40));
  });

  describe('what was left out for want of rights is told', () => {
    const rulesOf = (...ids: string[]) => fullRules(ids);
    const ask = async (linked: Linked, info: string, by: 'online' | 'offline' = 'online') => {
      const { client, recordId, userToken, personId } = linked;
      const who = by === 'online' ? { userToken } : { personId };
      const answer = await client.call('GetThings', { version: 3, recordId, info, ...who });
      expect(answer.code).toBe(0);
      return answer;
    };

    test('by the kinds that no rule covers', async () => {
      const linked = await givenTraced({ rules: rulesOf(typeIds.height) });
      const answer = await ask(linked, things(ofType(typeIds.weight, typeIds.height)));
      expect(answer.xml).toContain('<filtered>true</filtered>');
      expect(answer.xml).not.toContain('Weight');
      const trace = await latest(linked);
      expect(trace.message).toBe(`No online rule gives this app Read on Weight (${typeIds.weight}).`);
      const page = await pageOf(linked, trace);
      expect(page.text).toContain(trace.message);
      expect(page.text).toContain('0 OK, less than was asked for');
      expect(page.html).toContain(`href="/develop/${linked.app.id}/online"`);
      await ask(linked, things(ofType(typeIds.weight)), 'offline');
      expect((await latest(linked, 2)).message).toContain('No offline rule gives');
    });

    test('of a question for everything', async () => {
      const linked = await givenTraced({ rules: rulesOf(typeIds.height) });
      await ask(linked, things('<thing-state>Active</thing-state>'));
      expect((await latest(linked)).message).toContain('every kind of item');
    });

    test('of dates', async () => {
      const rules = rulesOf(typeIds.weight).map(rule => ({
        ...rule,
        targets: [{ typeIds: [typeIds.weight], from: '2020-01-01' }],
      }));
      const linked = await givenTraced({ rules });
      await ask(linked, things(ofType(typeIds.weight)));
      expect((await latest(linked)).message).toContain(
        `Read on Weight (${typeIds.weight}) for some dates only`,
      );
    });

    test('that rules would and the person did not', async () => {
      const linked = await givenTraced({ rules: rulesOf(typeIds.height) });
      await change(linked.app.id, { rules: rulesOf(typeIds.height, typeIds.weight) });
      await ask(linked, things(ofType(typeIds.weight)));
      const trace = await latest(linked);
      expect(trace.message).toContain('The person has not given this app Read on Weight');
      expect((await pageOf(linked, trace)).text).toContain('APPAUTH');
    });

    test('that who shares the record let the person see less', async () => {
      const carer = await givenPerson(server.vault, 'Carer');
      const { record } = await givenTraced();
      await giveAccess(server, { person: carer.person, record }, 'view', [typeIds.height]);
      const app = await givenApp(server.vault);
      const linked = await linkApp(server, app, { person: carer.person, record });
      const [appId, personId] = [app.app.id, dev.person.id];
      await server.vault.store.write(db => db.appAdmins.add({ appId, personId, addedAt: 0 }));
      await startTracing(server.vault, personId, appId);
      await ask(linked, things(ofType(typeIds.weight)));
      expect((await latest(linked)).message).toContain('The person has not given this app Read on Weight');
    });

    test('and nothing where all was answered', async () => {
      const linked = await givenTraced({ rules: rulesOf(typeIds.height) });
      await ask(linked, things(ofType(typeIds.height), ofType(typeIds.weight, typeIds.height)));
      const trace = await latest(linked);
      expect([trace.code, trace.message, trace.mistake]).toEqual([0, undefined, undefined]);
      expect((await pageOf(linked, trace)).text).not.toContain('less than');
    });
  });
});

describe('of a production vault', () => {
  beforeAll(() => start('production'));
  afterAll(() => server?.close());

  test('that it waits for approval is told', async () => {
    const linked = await givenTraced();
    await change(linked.app.id, { state: 'pending' });
    expect((await linked.client.call('GetPersonInfo')).code).toBe(6);
    expect((await pageOf(linked, await latest(linked))).text).toContain('The app waits for approval.');
  });

  test('filtered is shown, and what was left out is told by kinds alone', async () => {
    const linked = await givenTraced({ rules: fullRules([typeIds.height]) });
    const { client, recordId, userToken } = linked;
    const xpath = `<xpath>/thing/data-xml/weight[value/kg=71.5]</xpath>`;
    const info = things(`${ofType(typeIds.weight)}${xpath}`);
    await client.call('GetThings', { version: 3, recordId, userToken, info });
    const { message, reply, request } = await latest(linked);
    expect(reply).toContain('<filtered>true</filtered>');
    expect(message).toBe(`No online rule gives this app Read on Weight (${typeIds.weight}).`);
    expect([message, reply, request].join()).not.toContain('71.5');
  });

  test('what is public is shown, and what was sent with it is not', async () => {
    const linked = await givenTraced();
    const { client, userToken, recordId } = linked;
    await client.call('GetServiceDefinition', { version: 2 });
    const { reply } = await latest(linked);
    expect(reply).toContain(`<url>${server.platformUrl}</url>`);
    expect(reply).not.toContain('•');
    await client.call('GetThingType', { version: 1, info: `<id>${typeIds.weight}</id>` });
    expect((await latest(linked, 2)).reply).toContain('<name>Weight</name>');
    const key = '<vocabulary-key><name>states</name><family>wc</family><version>1</version></vocabulary-key>';
    await client.call('GetVocabulary', { version: 1, info: key, userToken, recordId });
    expect((await latest(linked, 3)).reply).not.toContain('Vermont');
  });

  test('a secret that was sent is masked in what is public too', async () => {
    const linked = await givenTraced();
    await linked.client.call('GetServiceDefinition', {
      version: 2,
      userToken: 'maxFullThingResultsPerGroup',
    });
    expect((await latest(linked)).reply).not.toContain('maxFullThing');
  });
});
