// Runs programs of ours on Mono, an implementation of .NET that shares nothing with node.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasMono = ['mcs', 'mono'].every(
  name => !spawnSync(name, ['--version'], { stdio: 'ignore' }).error,
);

export interface MonoProgram {
  /** Runs it over lines of text and answers its lines. @throws when it fails */
  run(args: readonly string[], lines: readonly string[]): string[];
  readonly folder: string;
}

/** Compiles a source file that lies here. @param libraries that it needs beyond those every program has */
export function monoProgram(source: string, libraries: readonly string[] = []): MonoProgram {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-mono-'));
  const program = join(folder, 'program.exe');
  const references = libraries.map(library => `-r:${library}`);
  execFileSync('mcs', [
    '-langversion:5',
    ...references,
    `-out:${program}`,
    join(import.meta.dirname, source),
  ]);
  return {
    folder,
    run(args, lines) {
      const input = lines.map(line => `${line}\n`).join('');
      const output = execFileSync('mono', [program, ...args], {
        input,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      return output.replace(/\n$/, '').split('\n');
    },
  };
}
