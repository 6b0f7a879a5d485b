// Who has shown all that an account asks for is told that it is suspended, and nobody else is. Passkeys are in passkeys.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { turnCodesOn } from '../../testing/codes.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Somebody with codes whose account was suspended since. */
async function givenSuspended() {
  const someone = somebody();
  const own = new Browser(server);
  await own.signUp(undefined, someone);
  const codes = await turnCodesOn(own);
  await server.vault.store.write(async db => {
    const person = await db.people.byEmail(someone.email);
    await db.people.update({ ...person!, state: 'suspended' });
  });
  server.clock.pass(60_000);
  return { ...codes, someone, visitor: new Browser(server) };
}

function expectTold(page: Page, visitor: Browser): void {
  expect(page.status).toBe(403);
  expect(page.text).toContain('This account is suspended');
  expect(visitor.cookies.has('keepwell')).toBe(false);
  expect(visitor.cookies.has('keepwell-known')).toBe(false);
}

test('a password is answered as in any account, the code that is asked for too with the truth', async () => {
  const { someone, visitor, app } = await givenSuspended();
  const { email, password } = someone;
  const step = await visitor.submit(await visitor.open('/sign-in'), '/sign-in', { email, password });
  expect(step.text).toContain('Enter your code');
  expect(step.text).not.toContain('suspended');
  const wrong = await visitor.submit(step, '/sign-in/code', { code: '123456' });
  expect(wrong.text).not.toContain('suspended');
  const code = app.at(server.clock.now());
  expectTold(await visitor.submit(wrong, '/sign-in/code', { code }), visitor);
});

test('a recovery code tells it with the right password alone', async () => {
  const { someone, visitor, recoveryCodes } = await givenSuspended();
  const tryIt = async (password: string) => {
    const page = await visitor.open('/sign-in/recovery');
    return visitor.submit(page, '/sign-in/recovery', {
      email: someone.email,
      password,
      code: recoveryCodes[0],
    });
  };
  expect((await tryIt('not the password')).text).not.toContain('suspended');
  expectTold(await tryIt(someone.password), visitor);
});
