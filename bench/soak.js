// `npm run bench -- soak --minutes N`: a vault under half the load that it bears, for as long as one likes: applications call
// (bench/mix.js), one of them is told of every change, people sign in and out. What should stay flat is looked at all the
// while, and the run fails where it grew (bench/trend.js has the bounds). What PostgreSQL keeps some minutes is judged in runs
// of 45 and more.
// Options: --store sqlite|postgres, --minutes N (5), --seed N, --postgres URL.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { postgresLimits } from '../dist/storage/dialects/postgres/limits.js';
import { prepareVault, weightType } from './callers.js';
import { Mix } from './mix.js';
import { Browser, makePeople } from './people.js';
import { cpuMs, memoryMb, ownMemoryMb } from './processes.js';
import { randomFrom } from './random.js';
import { startVault } from './servers.js';
import { listStores } from './stores/index.js';
import { makeTemporaryFolder } from './temporary.js';
import { judge, printSamples } from './trend.js';

const { values: options } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '20261128' },
    postgres: { type: 'string' },
  },
});
const seed = Number(options.seed);
const soakMs = Number(options.minutes) * 60_000;
const samplesWanted = 40;
const fullLoad = { atOnce: 16, ms: 15_000 };
const signInEveryMs = 3000;
/** What is put and noted is kept for good. */
const keptForGood = ['thing', 'thing_history', 'record_operation', 'audit'];
/** These stay flat once they are swept, which a short run does not see. */
const sweptLate = { commit_mark: postgresLimits.commitMarkMs + postgresLimits.sweepMs };
const notJudged = [...keptForGood, ...Object.keys(sweptLate).filter(table => soakMs < 4 * sweptLate[table])];

const [store] = listStores(options);
const { path: data, remove } = makeTemporaryFolder();
const running = await store.start(options);
try {
  const place = await running.makePlace(data);
  const { env } = place;
  const prepared = await prepareVault({ data, env, callerCount: 32, things: 3200, seed });
  const emails = await makePeople({ settings: { data, mode: 'sandbox' }, env, count: 20 });
  const nodeArgs = ['--import', join(import.meta.dirname, 'inside.js')];
  const vault = await startVault({ data, env, nodeArgs });
  const watch = await place.openWatch(notJudged);
  try {
    await soak({ vault, prepared, emails, watch });
  } finally {
    await watch.close();
    await vault.stop();
  }
} finally {
  await running.stop();
  remove();
}

async function soak({ vault, prepared, emails, watch }) {
  const { session, callers } = prepared;
  const random = randomFrom(seed);
  const mix = new Mix({ port: vault.port, session, callers, random });
  const subscriber = await subscribe(mix, callers[0]);
  const { pid } = vault;
  await callAll(mix, fullLoad.atOnce, fullLoad.ms / 3, 0);
  const full = (await callAll(mix, fullLoad.atOnce, fullLoad.ms, 0)) / (fullLoad.ms / 1000);
  console.log(
    `${running.version}, seed ${seed}: full load ${full.toFixed(0)} calls a second, half of it for ${options.minutes} min\n`,
  );
  const [count, samples, signIns] = await Promise.all([
    callAll(mix, fullLoad.atOnce, soakMs, full / 2),
    takeSamples(async () => ({
      ...(await askInside(vault.child)),
      rssMb: memoryMb(pid),
      ownMb: ownMemoryMb(pid),
      cpuMs: cpuMs(pid),
      events: subscriber.count(),
      ...(await watch.take()),
    })),
    signInAndOut(vault.port, emails),
  ]);
  printSamples(samples);
  console.log(`\n${count} calls, ${signIns} times somebody signed in and out, ${subscriber.count()} events`);
  mix.close();
  subscriber.close();
  if (!judge(samples, watch.walMbMax)) process.exitCode = 1;
}

/** At even times over the whole run. */
async function takeSamples(take) {
  const started = performance.now();
  const samples = [];
  for (let i = 1; i <= samplesWanted; i++) {
    await wait(started + (i * soakMs) / samplesWanted - performance.now());
    samples.push({ minute: (performance.now() - started) / 60_000, ...(await take()) });
  }
  return samples;
}

/** Calls by so many at once; so many a second, or as many as are answered. @returns how many */
async function callAll(mix, atOnce, ms, rate) {
  const started = performance.now();
  let count = 0;
  const one = async () => {
    while (performance.now() - started < ms) {
      if (rate > 0) {
        const due = started + (count * 1000) / rate;
        count += 1;
        const early = due - performance.now();
        if (early > 1) await wait(early);
      } else count += 1;
      await mix.call();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return count;
}

/** Is told of every weight that changes. */
async function subscribe(mix, caller) {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      count += 1;
      response.writeHead(200).end();
    });
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const key = Buffer.alloc(64, 7).toString('base64');
  await mix.send(
    caller,
    'SubscribeToEvent',
    1,
    `<subscription><common><notification-authentication-info><hv-eventing-shared-key><notification-key>${key}</notification-key><notification-key-version-id>1</notification-key-version-id></hv-eventing-shared-key></notification-authentication-info><notification-channel><http-notification-channel><url>http://localhost:${server.address().port}/events</url></http-notification-channel></notification-channel></common><record-item-changed-event><filters><filter><type-ids><type-id>${weightType}</type-id></type-ids></filter></filters></record-item-changed-event></subscription>`,
  );
  return { count: () => count, close: () => server.close() };
}

/** One after the other, for as long as the calls go on. */
async function signInAndOut(port, emails) {
  const site = { port, origin: `http://localhost:${port}`, headers: { host: `localhost:${port}` } };
  const browsers = emails.map(email => new Browser(site, email));
  const until = performance.now() + soakMs;
  let count = 0;
  for (; performance.now() < until; count++) {
    const browser = browsers[count % browsers.length];
    await browser.signIn();
    await browser.open('/');
    await browser.signOut();
    await wait(signInEveryMs);
  }
  return count;
}

function askInside(child) {
  return new Promise(resolve => {
    child.once('message', resolve);
    child.send('tell');
  });
}
