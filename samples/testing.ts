// What the tests of the samples share: programs started as a reader starts them, and people in a real browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '..');

export { hasChromium, launchChromium as openBrowser } from '../src/testing/chromium.ts';

/** A vault as `npm start` starts one, at a port that is free. */
export async function startVault(data: string): Promise<{ vault: Program; vaultUrl: string }> {
  const vault = new Program('start.js', '--data', data, '--port', '0');
  return { vault, vaultUrl: await vault.printed(/http:\/\/localhost:\d+/) };
}

export async function signUp(page: Page, vaultUrl: string, name: string): Promise<void> {
  await page.goto(`${vaultUrl}/sign-up`);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail address').fill(`${name.split(' ')[0]!.toLowerCase()}@example.org`);
  await page.getByLabel('Password').fill('tin kettle over moss');
  await page.getByLabel('Date of birth').fill('1984-05-31');
  await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
  await page.getByRole('button', { name: 'Create my account' }).click();
}

/** A program, and what it printed. */
export class Program {
  readonly process: ChildProcess;
  output = '';

  constructor(script: string, ...args: string[]) {
    this.process = spawn(process.execPath, [join(root, 'scripts', script), ...args], { cwd: root });
    for (const stream of [this.process.stdout!, this.process.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
  }

  /** The first that it prints of this kind. */
  async printed(pattern: RegExp): Promise<string> {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = pattern.exec(this.output)?.[0];
      if (found) return found;
      if (this.process.exitCode !== null) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`never printed ${pattern}: ${this.output}`);
  }

  async ended(): Promise<number | null> {
    if (this.process.exitCode === null) await new Promise(resolve => this.process.once('close', resolve));
    return this.process.exitCode;
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.ended();
  }
}

/** Known before a sample runs, because its addresses are registered first. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  return port;
}

/** Sends what no browser would, and breaks off. @returns the first line of the answer, if one comes */
export async function sendRaw(port: number | string, text: string): Promise<string> {
  const socket = connect(Number(port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', part => {
    answer += part;
  });
  socket.on('error', () => undefined).write(text);
  await pause(300);
  socket.destroy();
  await pause(100);
  return answer.split('\r\n', 1)[0] ?? '';
}
