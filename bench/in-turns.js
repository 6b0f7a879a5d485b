// Two servers in turns of less than a second, since the speed of a machine drifts: what counts are the ratios of turns that
// stand side by side.
import { cpuMs } from './processes.js';
import { quantile } from './random.js';

/**
 * @param servers `{ vault, floor }`, who are told to the load by these names
 * @param warmMs how long each is asked before, for the compilers
 * @returns `{ ratio, low, high, vault, floor, loadShare }`: the middle of the ratios, and between which half of them lie
 */
export async function measureInTurns(load, servers, databasePid, { rounds, ms, warmMs }) {
  const turns = { vault: [], floor: [] };
  const take = async name => {
    const pids = [servers[name].pid, databasePid];
    const before = pids.map(cpuOf);
    const { count, tookMs, p50, p99, ownCpuMs } = await load.run(name, ms);
    const [cpu, databaseCpu] = pids.map((pid, i) => cpuOf(pid) - before[i]);
    return { count, rate: (count * 1000) / tookMs, p50, p99, cpu, databaseCpu, loadShare: ownCpuMs / tookMs };
  };
  for (const name of Object.keys(turns)) await load.run(name, warmMs);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? ['vault', 'floor'] : ['floor', 'vault'];
    for (const name of order) turns[name].push(await take(name));
  }
  const ratios = turns.vault.map(({ rate }, i) => rate / turns.floor[i].rate);
  return {
    ratio: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    vault: sumUp(turns.vault),
    floor: sumUp(turns.floor),
    loadShare: Math.max(...[...turns.vault, ...turns.floor].map(turn => turn.loadShare)),
  };
}

function cpuOf(pid) {
  return pid === undefined ? 0 : cpuMs(pid);
}

function sumUp(turns) {
  const sum = name => turns.reduce((all, turn) => all + turn[name], 0);
  const middle = name =>
    quantile(
      turns.map(turn => turn[name]),
      0.5,
    );
  const perRequest = ms => (ms * 1000) / sum('count');
  return {
    rate: middle('rate'),
    p50: middle('p50'),
    p99: middle('p99'),
    cpuUs: perRequest(sum('cpu')),
    databaseCpuUs: perRequest(sum('databaseCpu')),
  };
}
