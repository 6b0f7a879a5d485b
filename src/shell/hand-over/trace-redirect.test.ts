// What the trace tells of redirects with something wrong in them: refused or not, what is due, and where it is mended.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { NewApplication } from '../../core/applications/register.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { givenWebApp, redirectTo, rule } from '../testing/apps.ts';
import type { Page } from '../testing/browser.ts';
import { authorizeApp, givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server.close());

/** One person may trace a few applications at a time only. */
let stop: () => Promise<unknown>;
afterEach(() => stop());

const stranger = '11111111-1111-4111-8111-111111111111';
const optional = { instructions: 'More', displayFirst: false, checkedFirst: false, checkedByDefault: false };

/** An application of the developer's that is traced, and what its trace tells. */
async function givenTraced(given: Partial<NewApplication> = {}) {
  const { app } = await givenWebApp(server, given);
  const { id } = app;
  const admin = { appId: id, personId: dev.person.id, addedAt: server.clock.now() };
  await server.vault.store.write(db => db.appAdmins.add(admin));
  const path = `/develop/${id}/tracing`;
  const turn = async (tracing: string) => dev.browser.submit(await dev.browser.open(path), path, { tracing });
  await turn('start');
  stop = () => turn('stop');
  return {
    app,
    id,
    async traces(): Promise<Page[]> {
      const { html } = await dev.browser.open(path);
      const links = html.matchAll(/href="(\/develop\/[^"]+\/tracing\/[^"]+)"/g);
      return Promise.all([...links].map(([, link]) => dev.browser.open(link!)));
    },
  };
}

/** The only trace there is, after somebody was sent to a target with parameters. */
async function traceOf(
  target: string,
  parameters: Record<string, string>,
  given: Partial<NewApplication> = {},
): Promise<{ trace: Page; sent: Page; id: string }> {
  const traced = await givenTraced(given);
  const { id } = traced;
  const sent = await dev.browser.open(redirectTo(target, { appid: id, ...parameters }));
  // It is noted behind the answer.
  await expect.poll(async () => (await traced.traces()).length).toBe(1);
  const [trace] = await traced.traces();
  return { trace: trace!, sent, id };
}

/** Where the remedy behind it leads. */
function mendedAt({ html }: Page, id: string): string | undefined {
  return /<p class="detail"[^>]*>[^<]*<\/p><\/section><section><h3>[^<]*<\/h3><p>[^<]+<a href="([^"]+)"/
    .exec(html)?.[1]
    ?.split(id)[1];
}

describe('refused', () => {
  const wrong: readonly [string, Record<string, string>, Partial<NewApplication>, string, string][] = [
    ['AUTH', { redirect: 'https://else.example/' }, {}, 'The parameter redirect must lead', '/misc'],
    ['AUTH', { redirect: 'ftp://a.example/' }, {}, 'The parameter redirect must be', '/misc'],
    ['AUTH', {}, { actionUrl: 'notaurl' }, 'The action URL it is registered with', '/information'],
    ['APPREDIRECT', { target: 'Home' }, { actionUrl: undefined }, 'has no action URL', '/information'],
    ['AUTH', {}, { state: 'disabled' }, 'is not active here', ''],
    ['AUTH', { actionqs: 'x'.repeat(4097) }, {}, 'longer than', ''],
    ['AUTH', {}, { kind: 'soda-master' }, 'is a SODA master', ''],
    ['CREATEAPPLICATION', {}, { kind: 'soda-master' }, 'The parameter appCreationToken is missing', ''],
    ['VIEWITEMS', { typeid: 'x' }, {}, 'The parameter typeid is not a GUID', ''],
    [
      'VIEWITEMS',
      { typeid: typeIds.weight, extrecordid: stranger },
      {},
      'names no record of this person',
      '/trial',
    ],
    ['SHAREDAPPDETAILS', { extrecordid: 'zzz' }, {}, 'The parameter extrecordid is not a GUID', ''],
    [
      'RECONCILE',
      { extrecordid: 'zzz', thingid: stranger },
      {},
      'The parameter extrecordid is not a GUID',
      '',
    ],
  ];
  test.each(wrong)('%s %j: where it is mended', async (target, parameters, given, words, place) => {
    const { trace, sent, id } = await traceOf(target, parameters, given);
    expect(sent.status).toBe(400);
    expect(trace.text).toContain('Refused');
    expect(trace.text).toContain(words);
    expect(mendedAt(trace, id)).toBe(place);
  });

  test('the remedy is in the language of whoever reads it', async () => {
    const traced = await givenTraced();
    await dev.browser.open(redirectTo('AUTH', { appid: traced.id, redirect: 'ftp://a.example/' }));
    for (const [culture, words] of [
      ['de-DE', 'Server zum Zurückkehren'],
      ['es-ES', 'Servidores a los que volver'],
      ['en-GB', 'Hosts to return to'],
    ] as const) {
      await dev.browser.open(redirectTo('HELP', { culture }));
      const [trace] = await traced.traces();
      expect(trace!.text).toContain(words);
      expect(mendedAt(trace!, traced.id)).toBe('/misc');
    }
  });
});

describe('served all the same', () => {
  const odd: readonly [string, Record<string, string>, string, string][] = [
    ['AUTH', { refappid: 'zzz' }, 'The parameter refappid is not a GUID.', ''],
    ['AUTH', { trm: 'bogus' }, 'The parameter trm is neither get nor post', ''],
    ['AUTH', { ismra: 'maybe' }, 'The parameter ismra is neither true nor false', ''],
    ['APPAUTH', { onopt1: 'nothing' }, 'onopt1: the application has no optional online rule', '/online'],
    ['APPAUTH', { offopt2: 'extra' }, 'offopt2: the application has no optional offline rule', '/offline'],
    ['AUTH', { onopt1: 'weights', onopt3: 'x' }, 'onopt1, onopt3: the application has no', '/online'],
    ['APPAUTH', { extrecordid: 'zzz' }, 'The parameter extrecordid is not a GUID.', ''],
    ['EDITRECORD', { extrecordid: stranger }, 'names no record of this person, so AppAuthInvalid', '/trial'],
    ['SHARERECORD', { extrecordid: stranger }, 'names no record of this person, so AppAuthInvalid', '/trial'],
    ['AUTH', { extrecordid: stranger }, 'names no record of this person, so AppAuthInvalid', '/trial'],
    ['HELP', { topicid: 'nope' }, 'The parameter topicid names no topic of the help', ''],
  ];
  test.each(odd)('%s %j', async (target, parameters, words, place) => {
    const rules = [rule(), rule({ name: 'extra', optional })];
    const { trace, sent, id } = await traceOf(target, parameters, { rules });
    expect(sent.status).not.toBe(400);
    if (parameters.extrecordid) expect(sent.returned('target')).toBe('AppAuthInvalidRecord');
    expect(trace.text).toContain('Went on, though something is wrong');
    expect(trace.text).toContain(words);
    expect(mendedAt(trace, id)).toBe(place);
  });

  test('a form of another site is told once too', async () => {
    const traced = await givenTraced();
    const body = new URLSearchParams({ target: 'AUTH', targetqs: `appid=${traced.id}&trm=bogus` });
    const { location } = await dev.browser.send('/redirect.aspx', { method: 'POST', body });
    await dev.browser.open(location!);
    expect(await traced.traces()).toHaveLength(1);
  });

  test('nothing is told of what is right', async () => {
    const rules = [
      rule({ name: 'extra', optional }),
      rule({ name: 'nightly', mode: 'offline', optional }),
      rule(),
    ];
    const traced = await givenTraced({ rules });
    const extrecordid = await authorizeApp(server, traced.app, dev);
    const right = { trm: 'POST', ismra: 'True', forceappauth: '0', onopt1: 'extra', offopt1: 'nightly' };
    const lessOften = {
      refappid: stranger,
      extrecordid,
      topicid: '',
      aib: 'false',
      mobile: 'true',
      null: '',
    };
    await dev.browser.open(redirectTo('AUTH', { appid: traced.id, ...right, ...lessOften }));
    await dev.browser.open(redirectTo('HELP', { appid: traced.id, topicid: 'privacypolicy' }));
    expect(await traced.traces()).toEqual([]);
  });
});

describe('a misspelt target', () => {
  test.each([
    ['AUHT', 'AUTH'],
    ['auth1', 'AUTH'],
    ['APAUTH', 'APPAUTH'],
    ['ViewItem', 'VIEWITEMS'],
    ['SHAREDAPPDETIAL', 'SHAREDAPPDETAILS'],
  ])('%s is shown, with the one that may have been meant', async (given, meant) => {
    const { trace, sent } = await traceOf(given, {});
    const words = `There is no target ${given.toUpperCase()}: did you mean ${meant}?`;
    expect(sent.text).toContain(words);
    expect(trace.text).toContain(words);
    expect(trace.text).toContain(`To the Shell: ${given.toUpperCase()}`);
    expect(trace.text).toContain(`target=${given}`);
  });

  test.each(['NOWHERE', 'AXBH', 'K7QF2M', 'AUTHJKYZQNMN'])('%s may be anything, and is not', async given => {
    const { trace, sent } = await traceOf(given, {});
    expect(sent.text).toContain('There is no such target. It must be one of');
    expect(trace.html.slice(trace.html.indexOf('<main'))).not.toContain(given);
  });
});
