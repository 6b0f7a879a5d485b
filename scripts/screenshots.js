// `npm run screenshots [folder]`: pictures of the pages that matter most, on a phone and on a desk, light and dark, of a vault
// that holds the families of the demo. `npm run screenshots -- --docs` takes those of README.md and docs/pages.md anew, into
// docs/pictures. Needs Chromium; KEEPWELL_CHROMIUM names it where it is not /usr/bin/chromium.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { ready, root } from './ready.js';

ready();
const { readConfig } = await import('../dist/config.js');
const { startServer } = await import('../dist/main.js');
const { registerApplication } = await import('../dist/core/applications/register.js');
const { hashPassword } = await import('../dist/core/people/password.js');
const { demoSignIn, loadDemo, otherDemoEmails } = await import('../dist/demo/load.js');

const isForDocs = process.argv[2] === '--docs';
const folder = isForDocs ? join(root, 'docs', 'pictures') : (process.argv[2] ?? join(root, 'screenshots'));
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
  await (isForDocs ? takeForDocs() : takeAll());
} finally {
  await browser.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
}
console.log(`Pictures are in ${folder}`);

async function takeAll() {
  for (const { name, ...look } of screens) {
    const page = await openPage(look);
    const take = async pages => {
      for (const [what, path] of Object.entries(pages)) {
        await page.goto(new URL(path, server.shellUrl).href);
        await page.screenshot({ path: join(folder, `${what}-${name}.png`), fullPage: !long.includes(what) });
      }
    };
    await take(signedOut);
    await signIn(page, demoSignIn.email);
    await take(signedIn);
  }
}

/** Of the second family, but for the consent; as few colours as do, since they are kept in the repository. */
async function takeForDocs() {
  const [email] = otherDemoEmails;
  const baby = await server.vault.store.read(async db => {
    const { id } = await db.people.byEmail(email);
    const records = (await db.records.ofPerson(id)).map(({ record }) => record);
    return records.find(({ name }) => name.startsWith('Zoe')).id;
  });
  const desk = { viewport: { width: 1200, height: 1000 }, colorScheme: 'light' };
  const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' };
  await takeOf(email, desk, {
    home: '/',
    labs: '/labs',
    chart: '/charts/blood-glucose?range=month',
    documents: '/documents',
    summary: '/summary',
    timeline: '/timeline',
  });
  await takeOf(email, phone, { 'phone-home-dark': '/', 'phone-medicines-dark': '/medicines' });
  // The baby becomes the one at hand.
  await takeOf(email, desk, { growth: '/growth', vaccines: '/vaccines' }, `/records/${baby}/health`);
  const consent = { viewport: { width: 1200, height: 800 }, colorScheme: 'light' };
  await takeOf(demoSignIn.email, consent, { consent: signedIn.consent });
}

async function takeOf(email, look, pages, first = '/') {
  const page = await openPage(look);
  await page.goto(new URL('/sign-in', server.shellUrl).href);
  await signIn(page, email);
  await page.goto(new URL(first, server.shellUrl).href);
  for (const [what, path] of Object.entries(pages)) {
    await page.goto(new URL(path, server.shellUrl).href, { waitUntil: 'networkidle' });
    await sharp(await page.screenshot())
      .png({ palette: true, colours: 64, effort: 10 })
      .toFile(join(folder, `${what}.png`));
  }
}

async function openPage(look) {
  return (await browser.newContext({ ...look, locale: 'en-GB' })).newPage();
}

async function signIn(page, email) {
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', demoSignIn.password);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL(server.shellUrl.replace(/\/?$/, '/'));
}
