// `npm run screenshots [folder]`: pictures of the pages that matter most, on a phone and on a desk, light and dark, of a vault
// that holds the demo family. Needs Chromium; KEEPWELL_CHROMIUM names it where it is not /usr/bin/chromium.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ready, root } from './ready.js';

ready();
const { readConfig } = await import('../dist/config.js');
const { startServer } = await import('../dist/main.js');
const { registerApplication } = await import('../dist/core/applications/register.js');
const { hashPassword } = await import('../dist/core/people/password.js');
const { demoSignIn, loadDemo } = await import('../dist/demo/load.js');

const folder = process.argv[2] ?? join(root, 'screenshots');
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'keepwell-screenshots-'));
const server = await startServer(readConfig({ data, port: 0, logLevel: 'error' }, {}));
await loadDemo(server.vault, await hashPassword(demoSignIn.password));
const { chart, record } = await server.vault.store.read(async db => {
  const chart = (await db.applications.all()).find(
    app => app.actionUrl !== undefined || app.name.includes('chart'),
  );
  const person = await db.people.byEmail(demoSignIn.email);
  const [{ record }] = await db.records.ofPerson(person.id);
  return { chart, record };
});

// One that asks for the first time.
const asking = await server.vault.store.write(db =>
  registerApplication(db, server.vault, {
    id: randomUUID(),
    name: 'Walking diary',
    description: 'Notes your walks, and what they do for you.',
    kind: 'web',
    rules: chart.rules,
  }),
);

const signedOut = { welcome: '/', 'sign-in': '/sign-in' };
const signedIn = {
  home: '/',
  consent: `/redirect.aspx?target=APPAUTH&targetqs=${encodeURIComponent(`appid=${asking.id}`)}`,
  app: `/apps/${chart.id}/${record.id}`,
  record: `/records/${record.id}`,
  sharing: `/records/${record.id}/sharing`,
  account: '/account',
  items: '/items',
  chart: '/charts/blood-pressure',
  timeline: '/timeline',
  form: '/items/new/blood-pressure',
  emergency: '/emergency',
};

/** So long that their beginning says it all. */
const long = ['items', 'chart', 'timeline', 'consent'];
const screens = [
  { name: 'desktop-light', viewport: { width: 1200, height: 800 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1200, height: 800 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
];

const executablePath = process.env.KEEPWELL_CHROMIUM || '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
const browser = await chromium.launch({ executablePath, args });
try {
  for (const { name, ...look } of screens) {
    const page = await (await browser.newContext({ ...look, locale: 'en-GB' })).newPage();
    const take = async pages => {
      for (const [what, path] of Object.entries(pages)) {
        await page.goto(new URL(path, server.shellUrl).href);
        await page.screenshot({ path: join(folder, `${what}-${name}.png`), fullPage: !long.includes(what) });
      }
    };
    await take(signedOut);
    await page.fill('[name=email]', demoSignIn.email);
    await page.fill('[name=password]', demoSignIn.password);
    await page.press('[name=password]', 'Enter');
    await page.waitForURL(server.shellUrl.replace(/\/?$/, '/'));
    await take(signedIn);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
}
console.log(`Pictures are in ${folder}`);
