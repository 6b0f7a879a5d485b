// The haproxy before the nodes. It asks each whether it is ready, and sends a request again only where it never left.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findPort, makeProgramFolder, type RunningProgram, startProgram } from './programs.ts';

export class HaProxy {
  readonly port: number;
  readonly #program: RunningProgram;

  private constructor(port: number, program: RunningProgram) {
    this.port = port;
    this.#program = program;
  }

  static async open(folder: string, nodePorts: readonly number[]): Promise<HaProxy> {
    const own = makeProgramFolder(join(folder, 'haproxy'));
    const file = join(own, 'haproxy.cfg');
    const port = await findPort();
    writeFileSync(file, configuration(port, nodePorts), { mode: 0o644 });
    return new HaProxy(port, startProgram('haproxy', ['-f', file]));
  }

  get logged(): readonly string[] {
    return this.#program.logged;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async untilReady(withinMs = 30_000): Promise<void> {
    const end = performance.now() + withinMs;
    for (;;) {
      const answer = await fetch(`${this.url}${readyPath}`).catch(() => undefined);
      if (answer?.ok) return;
      if (performance.now() > end) throw new Error(`no node is ready: ${this.logged.join('\n')}`);
      await setTimeout(100);
    }
  }

  async close(): Promise<void> {
    await this.#program.kill();
  }
}

const readyPath = '/ready';

/** As docs/nodes.md advises, but looking more often: what was sent to a node that is gone is sent to another only where it never left. */
function configuration(port: number, nodePorts: readonly number[]): string {
  const servers = nodePorts.map((nodePort, i) => `  server node${i} 127.0.0.1:${nodePort}`);
  return `
defaults
  mode http
  timeout connect 1s
  timeout client 75s
  timeout server 75s
  timeout check 3s
  retries 2
  option redispatch 1

frontend vault
  bind 127.0.0.1:${port}
  default_backend nodes

backend nodes
  balance leastconn
  option httpchk GET ${readyPath}
  default-server check inter 500ms fall 2 rise 1
${servers.join('\n')}
`.trimStart();
}
