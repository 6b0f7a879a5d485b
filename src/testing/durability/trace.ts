// Watches with strace when a server reads requests, waits for the disk, and answers.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import { start } from './server.ts';
import { attachStrace } from './strace.ts';
import { newFolder, prepareVault } from './vault.ts';
import { Connection } from './wire.ts';

export interface TraceReport {
  /** Writes that were acknowledged while the trace ran. */
  readonly acknowledged: number;
  /** Times the write-ahead log was brought to disk meanwhile. */
  readonly syncs: number;
  /** Acknowledgements before which nothing was, since their request had come in. */
  readonly tooEarly: number;
  /** The calls around the first acknowledgement, for the eye. */
  readonly excerpt: readonly string[];
}

const clientCount = 4;
const writesPerClient = 12;

/** Runs a server under strace with clients that write, and looks at the order of its calls. */
export async function traceWrites(commandOf: (data: string) => string[]): Promise<TraceReport> {
  const data = newFolder();
  const file = join(data, 'trace.txt');
  const [record] = await prepareVault(data, 1);
  const traced = 'read,write,writev,sendto,recvfrom,pwrite64,fsync,fdatasync';
  const server = await start(commandOf(data));
  const strace = await attachStrace(server.pid, ['-y', '-s', '64', '-e', `trace=${traced}`, '-o', file]);
  const write = async () => {
    const connection = new Connection(server.platformUrl, record!.identity);
    for (let i = 0; i < writesPerClient; i++) {
      const answer = await connection.call(
        'PutThings',
        2,
        thingXml(typeIds.weight, { data: weightXml(70 + i) }),
      );
      if (answer?.code !== 0) throw new Error(`a write was answered ${answer?.xml}`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: clientCount }, write));
  await strace.detach();
  await server.stop();
  const report = readTrace(readFileSync(file, 'utf8').split('\n'));
  rmSync(data, { recursive: true, force: true });
  return report;
}

type Kind = 'request' | 'log' | 'sync' | 'answer';
const kinds: readonly [Kind, RegExp][] = [
  // What a request's last bytes are read by counts, so that a sync before they came does not.
  ['request', /^\d+ +(?:read|recvfrom)\((\d+)<(?:socket|TCP)[^>]*>, "[^"]+"/],
  ['answer', /^\d+ +(?:write|writev|sendto)\((\d+)<(?:socket|TCP)[^>]*>, .*HTTP\/1\.1 200/],
  ['log', /^\d+ +(?:pwrite64|write)\(\d+<[^>]*keepwell\.db-wal>/],
  ['sync', /^\d+ +(?:fsync|fdatasync)\(\d+<[^>]*keepwell\.db-wal>\) += 0/],
];

/** Looks at a trace, a call a line. A call that another thread's interrupts counts where it ends. */
export function readTrace(lines: readonly string[]): TraceReport {
  const calls = whole(lines).flatMap(line => {
    for (const [kind, form] of kinds) {
      const found = form.exec(line);
      if (found) return [{ kind, socket: found[1], line }];
    }
    return [];
  });
  const requestAt = new Map<string, number>();
  /** Where the log was last written before each sync. */
  const synced: number[] = [];
  let logged = -1;
  let acknowledged = 0;
  let tooEarly = 0;
  let firstAnswer: number | undefined;
  calls.forEach(({ kind, socket }, at) => {
    if (kind === 'request') requestAt.set(socket!, at);
    else if (kind === 'log') logged = at;
    else if (kind === 'sync') synced.push(logged);
    else {
      acknowledged++;
      firstAnswer ??= at;
      const since = requestAt.get(socket!) ?? Number.POSITIVE_INFINITY;
      if (!synced.some(written => written > since)) tooEarly++;
    }
  });
  const syncs = synced.length;
  const excerpt = calls
    .slice(Math.max(0, (firstAnswer ?? 0) - 6), (firstAnswer ?? 0) + 1)
    .map(({ line }) => line);
  return { acknowledged, syncs, tooEarly, excerpt };
}

/** Joins the two lines that a call has when others come between. */
function whole(lines: readonly string[]): string[] {
  const begun = new Map<string, string>();
  return lines.flatMap(line => {
    const [thread] = line.split(' ', 1);
    if (line.endsWith('<unfinished ...>')) {
      begun.set(thread!, line.replace(/ *<unfinished \.\.\.>$/, ''));
      return [];
    }
    const resumed = /<\.\.\. \w+ resumed>/.exec(line);
    if (!resumed) return [line];
    const start = begun.get(thread!) ?? '';
    return [start + line.slice(resumed.index + resumed[0].length)];
  });
}
