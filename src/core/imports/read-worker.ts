// A thread of its own for one file, which may be made to harm: it has a bound of memory and time, and no way to the vault but
// to ask for bytes of the file. Started, asked and ended by read-thread.ts.
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { assume } from '../../assume.ts';
import { hasPictures } from '../../formats/dicom/detect.ts';
import {
  type Candidate,
  type Finding,
  type Format,
  type SourceFile,
  UnreadableFile,
} from '../../formats/format.ts';
import { findFormats } from '../../formats/index.ts';
import type { ReadingWork, ThreadIsTold, ThreadSays } from './read-work.ts';

const port = assume(parentPort, 'a thread that started this one');
const { name, size, bufferBytesMax, options }: ReadingWork = workerData;

/** Of the file, read ahead: most is read from the beginning to the end. */
const blockBytes = 1_048_576;
const blocksKept = 4;

const headBytes = 65_536;
/** Findings that go together. */
const batchItems = 100;
/** Of their characters, so that a batch of long items is small too. */
const batchCharacters = 4_000_000;

/** After how much of the file it is told again how far it is. */
const toldEach = 0.01;

const calls = new Map<number, (bytes: Uint8Array) => void>();
const blocks = new Map<number, Promise<Uint8Array>>();
let callsMade = 0;

type Word = Extract<ThreadIsTold, { told: 'go on' }>;
let hear: (word: Word) => void = () => {};

port.on('message', (said: ThreadIsTold) => {
  if (said.told === 'go on') return hear(said);
  calls.get(said.call)?.(said.bytes);
  calls.delete(said.call);
});

const file: SourceFile = { name, size, read };

work().then(
  () => say({ says: 'end', fault: undefined }),
  error => say({ says: 'end', fault: error instanceof UnreadableFile ? error.fault : 'damaged' }),
);

/** One that finds nothing leaves the file to the next that knows it: tables look alike. */
async function work(): Promise<void> {
  const of = { file, head: await read(0, headBytes) };
  let last: { id: string; leftOut: readonly Finding[] } | undefined;
  for await (const format of findFormats(of)) {
    const leftOut = await readBy(format);
    if (!leftOut) return;
    last = { id: format.id, leftOut };
  }
  if (!last && (await hasPictures(of))) throw new UnreadableFile('is-pictures');
  say({ says: 'format', format: last?.id });
  if (last) await sayAndHear({ says: 'batch', findings: last.leftOut, bytes: size });
}

/** @returns what was left out, where that is all; undefined where something was told, or is asked */
async function readBy(format: Format): Promise<readonly Finding[] | undefined> {
  say({ says: 'format', format: format.id });
  let bytes = 0;
  let told = 0;
  const tell = (count: number) => {
    bytes = count;
    // Some files say nothing until they are read to the end.
    if (bytes - told < size * toldEach) return;
    told = bytes;
    say({ says: 'how far', bytes });
  };
  let { mapping } = options;
  if (format.ask && !mapping) {
    const question = await format.ask(file, { ...options, tell });
    ({ mapping } = await sayAndHear({ says: 'question', question }));
    if (!mapping) return undefined;
  }
  let findings: Finding[] = [];
  let characters = 0;
  let isTold = false;
  const send = async () => {
    isTold = true;
    await sayAndHear({ says: 'batch', findings, bytes });
    findings = [];
    characters = 0;
  };
  const hasAny = () => isTold || findings.some(finding => 'candidate' in finding);
  try {
    for await (const finding of format.read(file, { ...options, ...(mapping && { mapping }), tell })) {
      findings.push(finding);
      if ('candidate' in finding) characters += countCharacters(finding.candidate);
      if (findings.length < batchItems && characters < batchCharacters) continue;
      demandRoom();
      await send();
    }
  } catch (error) {
    await send();
    throw error;
  }
  if (!hasAny()) return findings;
  await send();
  return undefined;
}

function countCharacters({ xml, file }: Candidate): number {
  return xml.length + (file?.base64.length ?? 0);
}

function sayAndHear(what: ThreadSays): Promise<Word> {
  return new Promise(resolve => {
    hear = resolve;
    say(what);
  });
}

function say(what: ThreadSays): void {
  port.postMessage(what);
}

/** The bound of its memory counts no buffers. Those that nothing holds any more are not meant. @throws UnreadableFile */
function demandRoom(): void {
  if (getHeapStatistics().external_memory <= bufferBytesMax) return;
  collectGarbage();
  if (getHeapStatistics().external_memory > bufferBytesMax) throw new UnreadableFile('too-large');
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}

async function read(from: number, to: number): Promise<Uint8Array> {
  const [start, end] = [Math.max(0, from), Math.min(to, size)];
  if (end <= start) return new Uint8Array();
  demandRoom();
  const first = Math.floor(start / blockBytes);
  const last = Math.floor((end - 1) / blockBytes);
  const bytes = new Uint8Array(end - start);
  for (let index = first; index <= last; index++) {
    const block = await readBlock(index);
    const at = index * blockBytes;
    bytes.set(block.subarray(Math.max(0, start - at), end - at), Math.max(0, at - start));
  }
  return bytes;
}

function readBlock(index: number): Promise<Uint8Array> {
  const known = blocks.get(index);
  if (known) {
    // What was asked for last stays longest.
    blocks.delete(index);
    blocks.set(index, known);
    return known;
  }
  const asked = new Promise<Uint8Array>(resolve => {
    const call = ++callsMade;
    calls.set(call, resolve);
    const from = index * blockBytes;
    say({ says: 'read', call, from, to: Math.min(from + blockBytes, size) });
  });
  const [oldest] = blocks.keys();
  if (blocks.size >= blocksKept && oldest !== undefined) blocks.delete(oldest);
  blocks.set(index, asked);
  return asked;
}
