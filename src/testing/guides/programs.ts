// The programs of docs/guides/wire.md, run as a reader runs them, where their language is there.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Setting } from './setting.ts';

interface Language {
  readonly needs: string;
  readonly isHere: boolean;
  readonly file: string;
  /** Programs and their arguments, one after the other. */
  readonly run: readonly (readonly [string, ...string[]])[];
}

const has = (...programs: string[]) =>
  programs.every(program => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined);

export const languages: Readonly<Record<string, Language>> = {
  js: { needs: 'Node', isHere: true, file: 'wire.mjs', run: [[process.execPath, 'wire.mjs']] },
  python: {
    needs: 'python3 and openssl',
    isHere: has('python3', 'openssl'),
    file: 'wire.py',
    run: [['python3', 'wire.py']],
  },
  java: { needs: 'java', isHere: has('javac'), file: 'Wire.java', run: [['java', 'Wire.java']] },
  csharp: {
    needs: 'Mono and openssl',
    isHere: has('mcs', 'mono', 'openssl'),
    file: 'Wire.cs',
    run: [
      ['mcs', '-r:System.Core', 'Wire.cs'],
      ['mono', 'Wire.exe'],
    ],
  },
  bash: {
    needs: 'curl and openssl',
    isHere: has('curl', 'openssl'),
    file: 'wire.sh',
    run: [['bash', 'wire.sh']],
  },
};

const pfxPassword = 'changeit';

/** @returns what it printed */
export async function runProgram(
  folder: string,
  language: string,
  text: string,
  { platformUrl, appId, privateKey, certificate }: Setting,
): Promise<string> {
  const { file, run } = languages[language]!;
  writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, 'app.key'), privateKey);
  writeFileSync(join(folder, 'app.crt'), certificate);
  if (language === 'csharp') makePfx(folder);
  const env = {
    ...process.env,
    PLATFORM: platformUrl,
    APP_ID: appId,
    KEY: 'app.key',
    CERT: 'app.crt',
    PFX: 'app.pfx',
    PFX_PASSWORD: pfxPassword,
  };
  let printed = '';
  for (const [program, ...args] of run)
    printed = (await promisify(execFile)(program, args, { cwd: folder, env })).stdout;
  return printed;
}

/** In the older form, the only one that Mono reads. */
function makePfx(folder: string): void {
  const older = ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  const files = ['-inkey', 'app.key', '-in', 'app.crt', '-out', 'app.pfx'];
  execFileSync('openssl', ['pkcs12', '-export', ...files, ...older, '-passout', `pass:${pfxPassword}`], {
    cwd: folder,
  });
}
