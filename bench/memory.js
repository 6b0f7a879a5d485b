// `npm run bench -- memory`: what a vault in production takes of the memory of a machine: when nobody has come yet, and when
// a thousand people have signed in by its pages and looked at their data. Fails past 120 and 250 MB.
// Options: --store sqlite|postgres, --people N, --postgres URL.
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Browser, forEachAtOnce, makePeople } from './people.js';
import { memoryMb } from './processes.js';
import { startVault } from './servers.js';
import { listStores } from './stores/index.js';
import { makeTemporaryFolder } from './temporary.js';

const { values: options } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    people: { type: 'string', default: '1000' },
    postgres: { type: 'string' },
  },
});
const count = Number(options.people);
const bounds = { idle: 120, signedIn: 250 };
const publicUrl = 'https://localhost:8443';
const proxy = '127.0.0.1';
const serve = ['--mode', 'production', '--public-url', publicUrl, '--trusted-proxies', proxy];
const paths = ['/', '/items', '/records', '/items/add'];

const [store] = listStores(options);
const { path: data, remove } = makeTemporaryFolder();
const running = await store.start(options);
try {
  const { env } = await running.makePlace(data);
  const settings = { data, mode: 'production', publicUrl, trustedProxies: proxy };
  const emails = await makePeople({ settings, env, count });
  const vault = await startVault({ data, env, args: serve });
  try {
    await measure(vault, emails);
  } finally {
    await vault.stop();
  }
} finally {
  await running.stop();
  remove();
}

async function measure({ port, pid }, emails) {
  await wait(10_000);
  report('idle, ten seconds after the start', memoryMb(pid), bounds.idle);
  const browsers = emails.map((email, i) => {
    const address = `10.0.${i >> 8}.${i & 255}`;
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': address };
    return new Browser({ port, origin: publicUrl, headers }, email);
  });
  await forEachAtOnce(browsers, 8, browser => browser.signIn());
  report(`${count} people have signed in`, memoryMb(pid), bounds.signedIn);
  await forEachAtOnce(browsers, 8, async browser => {
    for (const path of paths) await browser.open(path);
  });
  report(`each has opened ${paths.length} pages`, memoryMb(pid), bounds.signedIn);
  await wait(30_000);
  report('half a minute later', memoryMb(pid), bounds.signedIn);
}

function report(what, mb, bound) {
  const isGood = mb <= bound;
  console.log(
    `${what.padEnd(40)} ${mb.toFixed(0).padStart(5)} MB   at most ${bound}${isGood ? '' : '   TOO MUCH'}`,
  );
  if (!isGood) process.exitCode = 1;
}
