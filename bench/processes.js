// What processes took of the machine, by /proc: of one and of all that it started.
import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

/** Time of processors in ms; of those that ended too. Not a number where the system does not tell. */
export function cpuMs(pid) {
  let ticks = 0;
  for (const { times } of family(pid)) ticks += times;
  return ticks === 0 ? Number.NaN : ticks * tickMs;
}

/** Time of processors in ms of all threads of a process that runs, finer than that. */
export function cpuOfThreadsMs(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ns = threads.map(thread =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return ns.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** Resident memory in MB (10⁶ bytes); what several share counts for each. */
export function memoryMb(pid) {
  return sumOfStatus(pid, 'VmRSS');
}

/** As memoryMb, without the pages of files that are mapped, which the system takes back when it needs them. */
export function ownMemoryMb(pid) {
  return sumOfStatus(pid, 'RssAnon');
}

function sumOfStatus(pid, name) {
  const line = new RegExp(`^${name}:\\s+(\\d+)`, 'm');
  let kb = 0;
  for (const { pid: own } of family(pid)) kb += Number(line.exec(read(`/proc/${own}/status`))?.[1] ?? 0);
  return kb * 1.024e-3;
}

function family(root) {
  const all = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = read(`/proc/${name}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    if (fields.length < 15) continue;
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    all.set(Number(name), { parent: Number(fields[1]), times: user + system + endedUser + endedSystem });
  }
  const isOfRoot = pid => pid === root || (all.has(pid) && isOfRoot(all.get(pid).parent));
  return [...all].filter(([pid]) => isOfRoot(pid)).map(([pid, { times }]) => ({ pid, times }));
}

/** A process may end while it is looked at. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
