// The words of pictures, by the tesseract of the machine, where it is installed: a process of its own for each picture, without a
// shell, which has so much time and memory and reads nothing but a picture that was drawn anew. Put together by main.ts.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { OcrLimits, PictureReader } from './core/documents/ports.ts';

/** Where Debian and its like have it. */
export const usualTesseract = '/usr/bin/tesseract';

/** Of util-linux: it bounds what a program may take, and becomes that program. */
const prlimit = '/usr/bin/prlimit';

/** Of the languages that it has, those of people here. */
const languages = ['eng', 'deu', 'spa', 'fra'];

/** Undefined where there is none. @throws an error that says what is missing of one that is named */
export function openTesseract(program: string | undefined): PictureReader | undefined {
  if (program === 'off') return undefined;
  const missing = [program ?? usualTesseract, prlimit].find(path => !existsSync(path));
  if (missing !== undefined && program !== undefined) throw new Error(`ocr: there is no ${missing}.`);
  return missing === undefined ? makeReader(program ?? usualTesseract) : undefined;
}

function makeReader(program: string): PictureReader {
  let known: Promise<string> | undefined;
  const findLanguages = async (limits: OcrLimits) => {
    const told = (await run(program, ['--list-langs'], undefined, limits)) ?? '';
    const there = new Set(told.split(/\s+/));
    return languages.filter(language => there.has(language)).join('+') || 'eng';
  };
  return {
    async read(picture, limits) {
      known ??= findLanguages(limits);
      return run(program, ['stdin', 'stdout', '-l', await known, '--psm', '3'], picture, limits);
    },
  };
}

/** What it writes; undefined where it fails, or takes more than it may. */
function run(
  program: string,
  args: readonly string[],
  input: Uint8Array | undefined,
  { ms, memoryBytes, charactersMax }: OcrLimits,
): Promise<string | undefined> {
  const bounds = [`--as=${memoryBytes}`, `--cpu=${Math.ceil(ms / 1000)}`, '--core=0', '--nofile=64'];
  return new Promise(resolve => {
    const child = spawn(prlimit, [...bounds, '--', program, ...args], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', OMP_THREAD_LIMIT: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
      // With whatever it starts it is a group of its own, which is ended together.
      detached: true,
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    const end = (text: string | undefined) => {
      clearTimeout(timer);
      killGroup(child);
      // What goes on writing all the same is listened to by nobody.
      child.stdout.destroy();
      resolve(text);
    };
    const timer = setTimeout(() => end(undefined), ms);
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      // In UTF-8 a character has four at most.
      if (bytes > charactersMax * 4) end(undefined);
    });
    child.on('error', () => end(undefined));
    child.on('close', code => end(code === 0 ? Buffer.concat(pieces).toString('utf8') : undefined));
    // It may end before it has read all.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Of one that has ended, the number may be another's by now. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended just now.
  }
}
