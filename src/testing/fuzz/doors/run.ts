// Hostile requests to a door that is no XML API, one after the other over a socket, each by seed and number: none may be answered
// by a fault of ours, none late for its length, and none makes the memory grow.
import { Agent, request } from 'node:http';
import type { TestServer } from '../../server.ts';
import { heapMb } from '../heap.ts';
import { machineSlowness } from '../machine.ts';
import { Random } from '../random.ts';
import type { Finding, Report } from '../run.ts';

export interface Asked {
  readonly method: string;
  /** Below the server. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A server with people and applications, and what is asked of it. */
export interface Door extends AsyncDisposable {
  readonly server: TestServer;
  ask(random: Random): Asked;
  /** What else is wrong with an answer; also learns of it what later requests may name. */
  judge(asked: Asked, reply: Reply): string | undefined;
}

export interface Slice {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

const findingsMax = 20;

export async function runDoor(open: () => Promise<Door>, { seed, from, to }: Slice): Promise<Report> {
  await using door = await open();
  const agent = new Agent({ keepAlive: true });
  machineSlowness();
  const findings: Finding[] = [];
  const codes: Record<string, number> = {};
  const warm = from + Math.floor((to - from) / 4);
  let warmMb = 0;
  let slowestMs = 0;
  for (let index = from; index < to && findings.length < findingsMax; index++) {
    if (index === warm) warmMb = heapMb();
    const asked = door.ask(new Random(seed, index));
    const started = performance.now();
    const reply = await send(door.server, agent, asked);
    const ms = performance.now() - started;
    slowestMs = Math.max(slowestMs, ms);
    codes[reply.status] = (codes[reply.status] ?? 0) + 1;
    const problem =
      problemIn(door, asked, reply) ?? (await findSlow(door.server, agent, { asked, reply, ms }));
    const said = JSON.stringify(asked).slice(0, 5000);
    if (problem !== undefined) findings.push({ index, problem, trail: [], body: said });
  }
  agent.destroy();
  return { cases: to - from, overHttp: to - from, slowestMs, codes, findings, growthMb: heapMb() - warmMb };
}

function problemIn(door: Door, asked: Asked, reply: Reply): string | undefined {
  const logged = door.server.logged.splice(0);
  const own = door.judge(asked, reply);
  if (reply.status === 0) return `broke off: ${reply.text}`;
  if (reply.status >= 500) return `answered ${reply.status}: ${logged.filter(isError).join()}`;
  if (logged.some(isError)) return `logged: ${logged.filter(isError).join()}`;
  if (looksInner.test(reply.text)) return 'tells of the inside';
  return own;
}

const errorLevel = 50;
const isError = (line: string): boolean => JSON.parse(line).level >= errorLevel;
const looksInner = /node_modules|\n\s+at |SQLITE|SELECT |TypeError/;

const baseMs = 500;
const msPerKilobyte = 1;
const slowRepeats = 5;

/** A slow answer may be the fault of what else runs on the machine: it must take as much work of its own each time. */
async function findSlow(
  server: TestServer,
  agent: Agent,
  { asked, reply, ms }: { asked: Asked; reply: Reply; ms: number },
): Promise<string | undefined> {
  const length = asked.path.length + (asked.body?.length ?? 0) + reply.text.length;
  const allowedMs = baseMs + (msPerKilobyte * length) / 1000;
  if (ms <= allowedMs) return undefined;
  for (let i = 0; i < slowRepeats; i++) {
    const slowness = machineSlowness();
    const before = process.cpuUsage();
    const started = performance.now();
    await send(server, agent, asked);
    const { user, system } = process.cpuUsage(before);
    if (Math.min(performance.now() - started, (user + system) / 1000) / slowness <= allowedMs)
      return undefined;
  }
  return `took ${ms.toFixed(0)} ms for ${length} characters`;
}

function send(server: TestServer, agent: Agent, { method, path, headers, body }: Asked): Promise<Reply> {
  const { hostname, port } = new URL(server.shellUrl);
  return new Promise(resolve => {
    const brokeOff = ({ message }: Error) => resolve({ status: 0, headers: {}, text: message });
    // A server closes what was idle for long, as on a machine that does other things; then nothing was read of it.
    const again = (error: Error) => {
      if (asking.reusedSocket) resolve(send(server, agent, { method, path, headers, body }));
      else brokeOff(error);
    };
    const asking = request({ hostname, port, agent, method, path, headers }, answer => {
      const parts: Buffer[] = [];
      answer.on('data', part => parts.push(part));
      answer.on('error', brokeOff);
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
    });
    asking.on('error', again);
    asking.end(body);
  });
}
