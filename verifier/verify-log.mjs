#!/usr/bin/env node
// Verifies the log of a record that was exported from a Keepwell vault, against publications of the vault that somebody kept.
// One file, Node 20 or later, nothing else. What it checks stands in docs/access-log.md, so that it can be written anew in any
// language. It shares no code with Keepwell.
//
//   node verify-log.mjs LOG.jsonl --key KEY [--heads FOLDER]
//
// LOG.jsonl is the export. KEY is the key of the log as the vault published it when the first file was kept (name+id+base64), and
// may be given several times. FOLDER has the publications, each a file, under any names. Ends with 0 where all is well, 1 where
// something is wrong, and 2 where it was not told what to do.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const uint64 = number => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
};

/** JSON as RFC 8785 writes it, for texts, whole numbers, lists and objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.keys(value)
      .sort()
      .map(name => `${JSON.stringify(name)}:${canonical(value[name])}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

const isHex = (text, bytes) =>
  typeof text === 'string' && text.length === bytes * 2 && /^[0-9a-f]*$/.test(text);
const isWhole = number => Number.isSafeInteger(number) && number >= 0;

/** Rows are put into chains and published within this time of what they tell of, clocks of nodes that differ included. */
const publishedWithinMs = 15 * 60_000;

/**
 * @returns {{ problems: string[], remarks: string[], chain: string, hashes: Map<number, string>, entries: number, erased: number,
 *   dated: { number: number, at: number }[] }} `dated`: those that were chained when they say
 */
export function checkLog(text) {
  const problems = [];
  const remarks = [];
  const lines = text.split('\n');
  if (lines.pop() !== '') problems.push('The file is cut off within a line.');
  const [header, ...entries] = lines.map((line, i) => {
    try {
      return JSON.parse(line);
    } catch {
      problems.push(`Line ${i + 1} is no JSON.`);
      return {};
    }
  });
  const hashes = new Map();
  const chain = header?.chain;
  if (header?.format !== 'keepwell log 1' || !isHex(chain, 16)) {
    problems.push('This is not an exported log.');
    return { problems, remarks, chain: '', hashes, entries: 0, erased: 0, dated: [] };
  }
  if (header.entries !== entries.length)
    problems.push(`The file says that it has ${header.entries} entries, and has ${entries.length}.`);
  let previous = Buffer.alloc(32);
  let erased = 0;
  let lastErased = 0;
  let dated = [];
  entries.forEach((entry, i) => {
    const expected = i + 1;
    const { number, at, salt, content, contentHash, entryHash } = entry;
    const tell = what => problems.push(`Entry ${expected}: ${what}`);
    if (number !== expected) tell(`entry ${number} stands in its place.`);
    if (!isWhole(at) || !isHex(contentHash, 32) || !isHex(entryHash, 32)) {
      tell('it is not written as an entry.');
      return;
    }
    if (salt === undefined && content === undefined) {
      erased++;
      lastErased = expected;
    } else if (!isHex(salt, 16) || typeof content !== 'object' || content === null) {
      tell('it is not written as an entry.');
    } else {
      const bytes = Buffer.from(canonical(content));
      if (sha256('keepwell log content 1\n', Buffer.from(salt, 'hex'), bytes).toString('hex') !== contentHash)
        tell('what it says was changed.');
      if ((content.record ?? null) !== header.record) tell('it is of another record.');
      if (content.action === 'PurgeRecord') {
        // All that was there went with the record, and it says how much that was.
        const said = content.details?.erased;
        if (erased !== i || (said ?? i) !== i)
          tell('it says that the record was removed, and what was before it is not what went with that.');
        else {
          lastErased = 0;
          // Of a vault that did not count yet.
          if (said === undefined)
            remarks.push(
              `Entry ${expected}: it does not say how many entries went with the record; all ${i} before it are erased.`,
            );
        }
      }
      // Those before were chained after the fact.
      if (content.action === 'ChainEarlier') dated = [];
      dated.push({ number: expected, at });
    }
    const hash = sha256(
      'keepwell log entry 1\n',
      previous,
      Buffer.from(chain, 'hex'),
      uint64(expected),
      uint64(at),
      Buffer.from(contentHash, 'hex'),
    );
    if (hash.toString('hex') !== entryHash) tell('it does not follow the entry before.');
    hashes.set(expected, entryHash);
    previous = Buffer.from(entryHash, 'hex');
  });
  if (lastErased > 0) problems.push(`Entry ${lastErased}: it was erased, and the record was not removed.`);
  return { problems, remarks, chain, hashes, entries: entries.length, erased, dated };
}

/** A verifier key of a signed note with Ed25519 (C2SP signed-note). */
function readKey(text) {
  const [, name, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (!name || bytes.length !== 33 || bytes[0] !== 1) throw new Error(`This is no key of a log: ${text}`);
  const hash = sha256(`${name}\n`, bytes).subarray(0, 4);
  if (hash.toString('hex') !== id) throw new Error(`This key is damaged: ${text}`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, hash, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

function isSignedBy(text, signatures, keys) {
  return signatures.split('\n').some(line => {
    const [, name, base64 = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    return keys.some(
      key =>
        key.name === name &&
        bytes.subarray(0, 4).equals(key.hash) &&
        verify(null, Buffer.from(text), key.key, bytes.subarray(4)),
    );
  });
}

/** @param files {{ name: string, text: string }[]} */
export function checkHeads(files, keys, { chain, hashes, entries, dated }) {
  const problems = [];
  const remarks = [];
  const read = [];
  for (const { name, text } of files) {
    const split = text.lastIndexOf('\n\n');
    const said = text.slice(0, split + 1);
    if (split < 0 || !isSignedBy(said, text.slice(split + 2), keys)) {
      problems.push(`${name}: none of the keys signed it.`);
      continue;
    }
    const [first, number, at, previous, ...lines] = said.slice(0, -1).split('\n');
    if (first !== 'keepwell log heads 1') {
      problems.push(`${name}: it is no publication of a log.`);
      continue;
    }
    read.push({
      number: Number(number.replace('number ', '')),
      at: at.replace('at ', ''),
      previous: previous.replace('previous ', ''),
      hash: sha256(text).toString('hex'),
      own: lines.map(line => line.split(' ')).filter(([id]) => id === chain),
    });
  }
  read.sort((a, b) => a.number - b.number);
  let last;
  let before;
  for (const heads of read) {
    const name = `Publication ${heads.number}`;
    if (before?.number === heads.number) {
      if (before.hash !== heads.hash) problems.push(`${name} is there twice, and not the same.`);
    } else if (before && before.number === heads.number - 1) {
      if (before.hash !== heads.previous) problems.push(`${name} does not follow the one before.`);
    } else if (before) remarks.push(`Publications ${before.number + 1} to ${heads.number - 1} are not here.`);
    for (const [, of, hash] of heads.own) {
      const number = Number(of);
      if (hashes.get(number) !== hash)
        problems.push(
          `${name} has ${number > entries ? 'an' : 'another'} entry ${number}, which is not in the log.`,
        );
      last = { number, publication: heads.number, at: heads.at };
    }
    before = heads;
  }
  const missing = findUnpublished(read, dated, last?.number ?? 0);
  if (missing)
    problems.push(
      `Entry ${missing.number}: by its time it was published, and no publication has it. Was the log written anew?`,
    );
  return { problems, remarks, last };
}

/** The first entry that is older than publications of which none is left out since, and is in none of them. */
function findUnpublished(read, dated, published) {
  const newest = read.at(-1);
  if (!newest) return undefined;
  let from = read.length - 1;
  while (from > 0 && read[from].number - read[from - 1].number <= 1) from--;
  // What came before the first of them may have been in one that is not here; the very first of all has none before it.
  const since = read[from].number === 1 ? 0 : Date.parse(read[from].at);
  const until = Date.parse(newest.at) - publishedWithinMs;
  return dated.find(({ number, at }) => number > published && at > since && at < until);
}

/** @param keys {string[]} @param files {{ name: string, text: string }[]} */
export function verifyLog(text, keys, files) {
  const log = checkLog(text);
  const heads = checkHeads(files, keys.map(readKey), log);
  return {
    ...log,
    problems: [...log.problems, ...heads.problems],
    remarks: [...log.remarks, ...heads.remarks],
    last: heads.last,
  };
}

function run(args) {
  const keys = [];
  let folder;
  let file;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--key') keys.push(args[++i]);
    else if (args[i] === '--heads') folder = args[++i];
    else file = args[i];
  }
  if (file === undefined || (folder !== undefined && keys.length === 0)) {
    stdout.write('node verify-log.mjs LOG.jsonl --key KEY [--heads FOLDER]\n');
    return 2;
  }
  const files =
    folder === undefined
      ? []
      : readdirSync(folder).map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const { problems, remarks, last, entries, erased } = verifyLog(readFileSync(file, 'utf8'), keys, files);
  for (const line of [...problems, ...remarks]) stdout.write(`${line}\n`);
  if (problems.length > 0) {
    stdout.write(`This log is not whole: ${problems.length} problems.\n`);
    return 1;
  }
  stdout.write(`${entries} entries, each follows the one before; ${erased} are erased with their record.\n`);
  stdout.write(
    last
      ? `Verified up to entry ${last.number}, by publication ${last.publication} of ${last.at}. What follows is not published yet.\n`
      : 'No publication has this log: that nothing was cut off its end, nobody can say yet.\n',
  );
  return 0;
}

// Only where it is run, and not imported by a test.
if (argv[1]?.endsWith('verify-log.mjs')) exit(run(argv.slice(2)));
