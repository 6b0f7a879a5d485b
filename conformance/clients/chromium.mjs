// The person at the browser, in a real one: Chromium opens a Shell address, and forms are filled in by the labels that are to
// be seen. Usage and variables as for browser.mjs; KEEPWELL_CHROMIUM names the browser. Needs playwright-core.
// Usage: node chromium.mjs URL. Prints the address of every page shown; the last one is /application/complete.

import { randomBytes } from 'node:crypto';
import { chromium } from 'playwright-core';

const PAGES_MAX = 15;
const WAIT_MS = 10_000;
const YES =
  /\b(allow|authori[sz]e|approve|grant|agree|accept|yes|continue|next|sign in|sign up|create|finish|share)\b/i;
const SIGN_UP = /\b(create an? account|sign up|register)\b/i;
// A passkey wants a finger.
const NO =
  /\b(deny|cancel|reject|refuse|decline|do not|don.t|no|not now|sign out|log out|back|help|search|passkey)\b/i;

const fields = JSON.parse(process.env.KEEPWELL_SHELL_FIELDS ?? '{}');
const user = process.env.KEEPWELL_SHELL_USER || `person-${randomBytes(6).toString('hex')}@example.org`;
const password = process.env.KEEPWELL_SHELL_PASSWORD || randomBytes(18).toString('base64url');
let hasAccount = Boolean(process.env.KEEPWELL_SHELL_USER);

const start = process.argv[2];
if (!start) fail('usage: node chromium.mjs URL');
const browser = await chromium.launch({
  executablePath: process.env.KEEPWELL_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  await walk();
} catch (error) {
  console.error(`browser: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}

async function walk() {
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(WAIT_MS);
  await page.goto(start);
  for (let count = 0; count < PAGES_MAX; count++) {
    console.log(page.url());
    if (/\/application\/complete$/i.test(new URL(page.url()).pathname)) return;
    await goOn(page);
  }
  throw new Error(`still not complete after ${PAGES_MAX} pages`);
}

/** Presses what leads on, after filling in what stands around it. */
async function goOn(page) {
  const signUp = await named(page, 'link', name => SIGN_UP.test(name));
  if (!hasAccount && signUp) {
    hasAccount = true;
    return press(page, signUp);
  }
  await fill(page);
  const yes = name => YES.test(name) && !NO.test(name);
  const next = (await named(page, 'button', yes)) ?? (await named(page, 'link', yes));
  if (next) return press(page, next);
  const text = (await page.getByRole('main').textContent())?.replace(/\s+/g, ' ').slice(0, 400);
  throw new Error(`nothing to go on with at ${new URL(page.url()).pathname}: ${text}`);
}

async function named(page, role, wanted) {
  for (const one of await page.getByRole('main').getByRole(role).all())
    if (wanted(((await one.textContent()) ?? '').trim())) return one;
  return undefined;
}

async function press(page, element) {
  const loaded = page.waitForEvent('load');
  await element.click();
  await loaded;
}

async function fill(page) {
  for (const input of await page
    .locator('main input:visible, main select:visible, main textarea:visible')
    .all()) {
    const { tag, type, name, value, checked } = await input.evaluate(element => ({
      tag: element.tagName,
      type: element.type,
      name: element.name,
      value: element.value,
      checked: element.checked === true,
    }));
    const wanted = fields[name];
    if (type === 'checkbox') await input.setChecked(wanted !== false);
    else if (type === 'radio') {
      const group = page.locator(`main input[type=radio][name="${name}"]`);
      const isChosen = (await group.and(page.locator(':checked')).count()) > 0;
      if (wanted === value || (wanted === undefined && !checked && !isChosen)) await input.check();
    } else if (tag === 'SELECT') {
      if (wanted !== undefined) await input.selectOption(wanted);
      else if (value === '') await input.selectOption({ index: 1 });
    } else if (wanted !== undefined || value === '') {
      await input.fill(wanted ?? guess(name, type));
    }
  }
}

function guess(name, type) {
  if (type === 'password') return password;
  if (type === 'email' || /mail|user|login/i.test(name)) return user;
  if (type === 'date' || /birth/i.test(name)) return '1980-05-17';
  if (/name/i.test(name)) return 'Conformance Person';
  return '';
}

function fail(message) {
  console.error(`browser: ${message}`);
  process.exit(1);
}
