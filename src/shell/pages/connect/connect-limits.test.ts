import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Clinic, givenClinic, invite } from '../../../testing/connecting.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenVisitor } from '../../testing/apps.ts';
import { Browser } from '../../testing/browser.ts';

// The limits on tries by address and by account, where every browser of the test has the same address.

const triesMax = 6;
const windowMs = 15 * 60_000;

let server: TestServer;
let clinic: Clinic;
beforeAll(async () => {
  server = await startTestServer({
    limits: {
      connectTriesMax: triesMax,
      connectTriesPerAddressMax: triesMax,
      connectTriesWindowMs: windowMs,
    },
  });
});
beforeEach(async () => {
  server.clock.pass(windowMs);
  clinic = await givenClinic(server);
});
afterAll(() => server.close());

let count = 0;
const newInvitation = () => invite(clinic.client, { 'external-id': `${count++}` });

const enter = async (browser: Browser, code: string) =>
  browser.submit(await browser.open('/connect'), '/connect', { code });
const open = (browser: Browser, code: string) =>
  browser.open(`/redirect.aspx?target=CONNECT&targetqs=packageid%3d${code}`);

test('after so many wrong codes from an address none is looked up, the right one neither, until a pause is over', async () => {
  const code = await newInvitation();
  for (let i = 0; i < triesMax; i++)
    expect((await enter(new Browser(server), 'JKYZ-QNMN-VHRX-ZGNR-GZNH')).status).toBe(422);
  const refused = await enter(new Browser(server), code);
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('wait 15 minutes');
  expect(refused.headers.get('retry-after')).toBe('900');
  expect((await open(new Browser(server), code)).status).toBe(429);
  server.clock.pass(windowMs);
  expect((await enter(new Browser(server), code)).url.pathname).toBe('/sign-in');
});

test('codes that are right count for nothing', async () => {
  const code = await newInvitation();
  for (let i = 0; i < triesMax * 2; i++)
    expect((await enter(new Browser(server), code)).url.pathname).toBe('/sign-in');
});

test('after so many wrong answers, to whichever questions, no answer is judged, and that uses no request up', async () => {
  const browser = await givenVisitor(server);
  const answer = async (code: string, text: string) =>
    browser.submit(await open(browser, code), '/connect', { answer: text });
  for (let i = 0; i < triesMax / 2; i++) {
    const code = await newInvitation();
    for (let j = 0; j < 2; j++) expect((await answer(code, 'Hill Road')).status).toBe(422);
  }
  const code = await newInvitation();
  for (let i = 0; i < 3; i++) {
    const refused = await answer(code, 'Mill Road');
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('wait 15 minutes');
  }
  server.clock.pass(windowMs);
  expect((await answer(code, 'Mill Road')).text).toContain('asks to use health data');
});
