// What forms make of fields as long as a form may be: lengths come first, then a try is counted, then passwords are judged.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestServer } from '../testing/server.ts';
import { routes } from './routes.ts';
import { Browser, type Page, somebody } from './testing/browser.ts';
import { linkTo } from './testing/letters.ts';

/** Words that are all different, as many as fit. */
function words(bytes: number): string {
  let text = '';
  for (let i = 0; text.length < bytes; i++) text += `${i.toString(36).padStart(3, 'x')} `;
  return text.slice(0, bytes);
}

/** Easy, and much work for who judges it: it repeats itself, and may be spelt in many ways. */
const hardToJudge = 'abcabcabc1234567'.repeat(4);

async function fastestOf(times: number, run: () => Promise<unknown>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await run();
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest;
}

test('no form takes long over a name of 60 KB, whoever sends it', async () => {
  await using server = await startTestServer();
  const signedIn = new Browser(server);
  await signedIn.signUp();
  const slow: string[] = [];
  const paths = routes.filter(({ method }) => method === 'POST').map(({ address }) => address);
  expect(paths.length).toBeGreaterThan(60);
  for (const browser of [new Browser(server), signedIn]) {
    const { form } = (await browser.open('/')).form('/language');
    const small = { ...somebody(), form, password: hardToJudge, code: '123456' };
    const large = { ...small, name: words(60_000) };
    for (const path of paths) {
      const post = (values: typeof small) =>
        browser.send(path, {
          method: 'POST',
          body: new URLSearchParams(values as Record<string, string>),
          headers: { origin: new URL(server.shellUrl).origin },
        });
      const first = await fastestOf(1, () => post(large));
      if (first < 500) continue;
      const usual = await fastestOf(2, () => post(small));
      const took = await fastestOf(2, () => post(large));
      if (took > 5 * usual + 400) slow.push(`${path}: ${Math.round(took)} ms, not ${Math.round(usual)}`);
    }
  }
  expect(slow).toEqual([]);
}, 60_000);

test('whatever form a new password comes by, only so many are judged for one address', async () => {
  await using server = await startTestServer({ limits: { passwordsJudgedPerAddressMax: 3 } });
  const someone = somebody();
  const own = new Browser(server);
  await own.signUp(undefined, someone);
  const visitor = new Browser(server);
  await visitor.submit(await visitor.open('/forgotten'), '/forgotten', { email: someone.email });
  const reset = await linkTo(server, someone.email, 'reset');
  /** The statuses of four passwords that are easy to guess. */
  const tryAt = async (browser: Browser, path: string, action: string, values = {}) => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const page: Page = await browser.open(path);
      statuses.push((await browser.submit(page, action, { ...values, password: 'password123' })).status);
    }
    server.clock.pass(server.vault.limits.signInTriesWindowMs);
    return statuses;
  };
  // Signing up was the first.
  expect(await tryAt(own, '/account/password', '/account/password')).toEqual([422, 422, 429, 429]);
  expect(await tryAt(visitor, reset, '/reset')).toEqual([422, 422, 422, 429]);
  expect(await tryAt(visitor, '/sign-up', '/sign-up', somebody())).toEqual([422, 422, 422, 429]);
});

test('no form judges a password but by the function that counts it', () => {
  const judging = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(name => /(?<!\.test)\.tsx?$/.test(name))
    .filter(name => readFileSync(join(import.meta.dirname, name), 'utf8').includes('people/strength.ts'));
  expect(judging).toEqual([join('pages', 'accounts', 'checks.ts')]);
});
