// Tokens of SoftHSM, a program that stands for a hardware security module, in a folder of their own that is gone when the tests are
// done. A process looks for tokens once, so all of them are there before the first is asked.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { tempFolder } from './process.ts';

const softModule = '/usr/lib/softhsm/libsofthsm2.so';
const spyModule = '/usr/lib/x86_64-linux-gnu/pkcs11-spy.so';

function hasPackage(): boolean {
  try {
    createRequire(import.meta.url).resolve('pkcs11js');
    return true;
  } catch {
    return false;
  }
}

/** Are SoftHSM, the tools of OpenSC and pkcs11js there? */
export const hasSoftTokens =
  [softModule, spyModule, '/usr/bin/pkcs11-tool'].every(existsSync) && hasPackage();

export interface TokenSettings {
  readonly module: string;
  readonly label: string;
  readonly key: string;
  readonly pinFile: string;
}

export interface SoftTokens {
  /** What masterToken says. @param token which of the tokens there are */
  settings(key: string, token?: 'first' | 'second'): TokenSettings;
  /** What pkcs11-tool prints. */
  runTool(...args: string[]): string;
  /** How often a token was asked that by way of `settings`, from whichever process. */
  countAsked(call: string): number;
}

export const rightPin = '271828';

export function makeSoftTokens(): SoftTokens {
  const folder = tempFolder();
  const conf = join(folder, 'softhsm2.conf');
  const log = join(folder, 'asked.log');
  const pinFile = join(folder, 'pin');
  writeFileSync(conf, `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  writeFileSync(pinFile, `${rightPin}\n`);
  // The modules read these when they are loaded. That of OpenSC hands on what it is asked, and writes it down.
  Object.assign(process.env, { SOFTHSM2_CONF: conf, PKCS11SPY: softModule, PKCS11SPY_OUTPUT: log });
  const pins = ['--so-pin', '31415926', '--pin', rightPin];
  for (const label of ['first', 'second'])
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, ...pins], { stdio: 'pipe' });
  return {
    settings: (key, token = 'first') => ({ module: spyModule, label: token, key, pinFile }),
    runTool: (...args) =>
      execFileSync('pkcs11-tool', ['--module', softModule, '--token-label', 'first', ...args], {
        encoding: 'utf8',
        stdio: 'pipe',
      }),
    countAsked(call) {
      if (!existsSync(log)) return 0;
      return readFileSync(log, 'utf8').split(`: ${call}\n`).length - 1;
    },
  };
}
