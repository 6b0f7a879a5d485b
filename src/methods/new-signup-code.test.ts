// NewSignupCode, and signing up in the Shell where that needs a code or is closed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser, somebody } from '../shell/testing/browser.ts';
import { givenApp, openClient, type TestClient } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ signUp: 'code', limits: { signUpCodesPerAppMax: 5, signInTriesMax: 20 } });
});
afterAll(() => server.close());

const client = async (at = server) =>
  openClient(at, await givenApp(at.vault, { methodGroups: ['basic', 'sign-up'] }));
const codeFrom = async (by: TestClient) => (await by.call('NewSignupCode')).texts('signup-code')[0]!;
const signUp = async (code: string | undefined, values = {}) =>
  new Browser(server).signUp(undefined, { 'signup-code': code, ...values });

describe('NewSignupCode', () => {
  test('answers with 20 digits, another each time', async () => {
    const by = await client();
    const codes = [await codeFrom(by), await codeFrom(by)];
    expect(codes[0]).toMatch(/^\d{20}$/);
    expect(codes[1]).not.toBe(codes[0]);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-newsignupcode', await (await client()).call('NewSignupCode'))).toEqual([]);
  });

  test('answers 11 to applications outside the method group, 75 for too many unused codes', async () => {
    expect((await (await openClient(server, await givenApp(server.vault))).call('NewSignupCode')).code).toBe(
      11,
    );
    const by = await client();
    for (let n = 0; n < 5; n++) expect((await by.call('NewSignupCode')).code).toBe(0);
    expect((await by.call('NewSignupCode')).code).toBe(75);
  });

  test('takes nothing in its info', async () => {
    expect((await (await client()).call('NewSignupCode', { info: '<a/>' })).code).toBe(3);
  });
});

describe('a vault that wants a code for signing up', () => {
  test('takes each code once, however it was copied', async () => {
    const code = await codeFrom(await client());
    const copied = `${code.slice(0, 5)}-${code.slice(5, 10)} ${code.slice(10)} `;
    expect((await signUp(copied)).text).toContain('Hello, Ada Example');
    const again = await signUp(code);
    expect(again.status).toBe(422);
    expect(again.text).toContain('has been used');
  });

  test('has the code filled in from the address, and keeps it when something else is wrong', async () => {
    const code = await codeFrom(await client());
    const browser = new Browser(server);
    const page = await browser.open(`/sign-up?signupcode=${code}`);
    expect(page.tag(/name="signup-code"/)!.value).toBe(code);
    const wrong = await browser.signUp(page, { country: '' });
    expect(wrong.tag(/name="signup-code"/)!.value).toBe(code);
    expect((await browser.signUp(wrong)).text).toContain('Hello');
  });

  test('says at the field that the code is missing, wrong or too old', async () => {
    const code = await codeFrom(await client());
    const missing = await signUp('');
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('Enter a sign-up code');
    expect((await signUp('12345678901234567890')).text).toContain('A code that is not known');
    server.clock.pass(28 * 24 * 3_600_000);
    const old = await signUp(code);
    expect(old.tag(/name="signup-code"/)!['aria-invalid']).toBe('true');
    await server.background.run('sweep sign-up codes');
  });

  test('does not tell who has an account to somebody without a code', async () => {
    const someone = somebody();
    await signUp(await codeFrom(await client()), someone);
    const page = await signUp('12345678901234567890', { email: someone.email });
    expect(page.text).not.toContain('There is an account');
    const unused = await codeFrom(await client());
    expect((await signUp(unused, { email: someone.email })).text).toContain('There is an account');
    expect((await signUp(unused)).text).toContain('Hello');
  });

  test('lets nobody guess codes without end', async () => {
    await using strict = await startTestServer({
      signUp: 'code',
      limits: { signUpRefusalsPerAddressMax: 2 },
    });
    const guess = () => new Browser(strict).signUp(undefined, { 'signup-code': '12345678901234567890' });
    expect((await guess()).status).toBe(422);
    expect((await guess()).status).toBe(422);
    expect((await guess()).status).toBe(429);
  });
});

test('a vault that is closed to new accounts says so, and makes none', async () => {
  await using closed = await startTestServer({ signUp: 'closed' });
  const browser = new Browser(closed);
  expect((await browser.open('/sign-up')).text).toContain('No new accounts');
  const form = (await browser.open('/sign-in')).form('/sign-in').form;
  expect((await browser.post('/sign-up', { ...somebody(), form })).status).toBe(403);
  expect(await closed.vault.store.read(db => db.people.count())).toBe(0);
});

test('a vault that is open asks for no code, and uses none up', async () => {
  await using open = await startTestServer();
  const code = await codeFrom(await client(open));
  const browser = new Browser(open);
  const page = await browser.open(`/sign-up?signupcode=${code}`);
  expect(page.tag(/name="signup-code"/)).toBeUndefined();
  expect((await browser.signUp(page)).text).toContain('Hello');
});
