// `npm run bench -- encryption`: what encryption at rest costs, as ratios of a vault with it over one without, side by side in
// one run. Fails past 15 % of the rate.
// Options: --store sqlite|postgres, --clients 8,32, --rounds N, --things N, --records N, --seed N, --postgres URL.
import { parseArgs } from 'node:util';
import { answerStart, makeRequests, platformRequest, prepareVault } from './callers.js';
import { measureInTurns } from './in-turns.js';
import { startLoad } from './load-process.js';
import { describeMachine } from './machine.js';
import { randomFrom } from './random.js';
import { startVault } from './servers.js';
import { listStores } from './stores/index.js';
import { makeTemporaryFolder } from './temporary.js';

const { values: options } = parseArgs({
  options: {
    store: { type: 'string' },
    postgres: { type: 'string' },
    clients: { type: 'string', default: '8,32' },
    rounds: { type: 'string', default: '12' },
    things: { type: 'string', default: '10000' },
    records: { type: 'string', default: '32' },
    seed: { type: 'string', default: '20261128' },
  },
});
const seed = Number(options.seed);
const turns = { rounds: Number(options.rounds), ms: 450, warmMs: 2500 };
const leastRatio = 0.85;
const machine = describeMachine();
const percent = ratio => `${((1 - ratio) * 100).toFixed(1)} %`;

for (const store of listStores(options)) await measureStore(store);
console.log(
  `\nseed ${seed}, ${turns.rounds} turns of ${turns.ms} ms; ${machine.processor}, Keepwell ${machine.keepwell}, ${machine.at}`,
);

async function measureStore(store) {
  const running = await store.start(options);
  const load = startLoad();
  const ending = [];
  try {
    const open = async isPlain => {
      const { path: data, remove } = makeTemporaryFolder();
      ending.push(remove);
      const { env } = await running.makePlace(data);
      const { session, callers } = await prepareVault({
        data,
        env,
        callerCount: Number(options.records),
        things: Number(options.things),
        seed,
        isPlain,
      });
      const random = randomFrom(seed + 1);
      const requests = callers.map(caller => makeRequests(session, caller, random));
      const server = await startVault({ data, env });
      ending.push(() => server.stop());
      return { ...server, requests };
    };
    const sealed = await open(false);
    const plain = await open(true);
    console.log(`${store.name}: requests a second, encrypted and plain`);
    // Reads first, while both hold the same.
    for (const name of ['get', 'put']) {
      for (const clients of options.clients.split(',').map(Number)) {
        for (const [side, { port, requests }] of [
          ['vault', sealed],
          ['floor', plain],
        ]) {
          const bodies = requests.map(request => platformRequest(request[name]));
          await load.open({ name: side, port, requests: bodies, clients, answerStart });
        }
        const found = await measureInTurns(load, { vault: sealed, floor: plain }, running.pid, turns);
        await load.closeAll();
        report(name, clients, found);
      }
    }
  } finally {
    load.stop();
    for (const end of ending.reverse()) await end();
    await running.stop();
  }
}

function report(name, clients, { ratio, low, high, vault, floor }) {
  const cells = [
    name === 'get' ? 'GetThings, newest 20' : 'PutThings, 1 KB',
    `${clients} clients`,
    `${vault.rate.toFixed(0)} / ${floor.rate.toFixed(0)}`,
    `costs ${percent(ratio)} (half of the turns ${percent(high)} to ${percent(low)})`,
    `${vault.cpuUs.toFixed(0)} / ${floor.cpuUs.toFixed(0)} µs of processors`,
  ];
  console.log(`  ${cells.join('   ')}${ratio < leastRatio ? '   TOO MUCH' : ''}`);
  if (ratio < leastRatio) process.exitCode = 1;
}
