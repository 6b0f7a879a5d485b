#!/usr/bin/env node
// Verifies the log of a record that was exported from a Keepwell vault, and watches a vault's log as a witness. One file, Node 20
// or later, nothing else. docs/access-log.md says what the verifier checks, so anybody can write another in any language. It shares no code
// with Keepwell.
//
//   node verify-log.mjs LOG.jsonl --key KEY [--kept FILE-OR-FOLDER …] [--witness KEY …]
//   node verify-log.mjs witness URL FOLDER --key KEY
//
// LOG.jsonl is the export. KEY is the key of the log as the vault published it when you kept the first checkpoint
// (name+id+base64); give several with several --key. --kept names checkpoints that you kept, or older exports of the same log.
// --witness is the key of a witness: each checkpoint with its signature must be of the time that the witness saw.
// `witness` fetches the newest checkpoint of the vault at URL, checks that the log only grew since the last time and that the
// checkpoint is of now, signs it, and keeps it in FOLDER. Run it once an hour on a machine of your own.
// Ends with 0 where all is well, 1 where something is wrong or not shown, and 2 where it cannot read its arguments.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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
/** A record has one label, so its id is written in one way; null is the vault. */
const isRecord = id =>
  id === null || (typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));

/** A name that stands twice is read by some as the first and by others as the last. */
function hasDoubleNames(line, value) {
  const strings = line.match(/"(?:[^"\\]|\\.)*"(\s*:)?/g) ?? [];
  return strings.filter(one => one.endsWith(':')).length !== countNames(value);
}

function countNames(value) {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((count, inner) => count + countNames(inner), own);
}

const minute = 60_000;
/** Clocks of nodes differ, and rows take a while to be committed and published. */
const slack = 15 * minute;
/** How often a vault publishes a checkpoint. */
const interval = 60 * minute;

const say = at => new Date(at).toISOString();
const zeros = '0'.repeat(64);

// ---- The entries ----

/**
 * @returns {{ problems: string[], remarks: string[], header: object, hashes: Map<number, string>, erased: number,
 *   entries: { number: number, at: number, action: string | undefined, entryHash: string }[] }}
 */
export function checkLog(text) {
  const problems = [];
  const lines = text.split('\n');
  if (lines.pop() !== '') problems.push('The file is cut off within a line.');
  const [header, ...entries] = lines.map((line, i) => {
    try {
      const value = JSON.parse(line) ?? {};
      if (hasDoubleNames(line, value)) problems.push(`Line ${i + 1} has a name twice.`);
      return value;
    } catch {
      problems.push(`Line ${i + 1} is no JSON.`);
      return {};
    }
  });
  const log = { problems, remarks: [], header: header ?? {}, hashes: new Map(), erased: 0, entries: [] };
  if (header?.format !== 'keepwell log 1' || !isHex(header.chain, 16)) {
    problems.push('This is not an exported log.');
    return log;
  }
  if (!isRecord(header.record)) problems.push('The id of its record is not written as one.');
  if (header.entries !== entries.length)
    problems.push(`The file says that it has ${header.entries} entries, and has ${entries.length}.`);
  let previous = zeros;
  entries.forEach((entry, i) => {
    const wrong = checkEntry(entry, i + 1, previous, header);
    problems.push(...wrong.map(what => `Entry ${i + 1}: ${what}`));
    previous = isHex(entry.entryHash, 32) ? entry.entryHash : zeros;
    log.hashes.set(i + 1, previous);
    const { at, content, entryHash } = entry;
    log.entries.push({ number: i + 1, at, action: content?.action, details: content?.details, entryHash });
  });
  checkErased(log);
  return log;
}

function checkEntry({ number, at, salt, content, contentHash, entryHash }, expected, previous, header) {
  if (!isWhole(at) || !isHex(contentHash, 32) || !isHex(entryHash, 32))
    return ['it is not written as an entry.'];
  const wrong = [];
  if (number !== expected) wrong.push(`entry ${number} stands in its place.`);
  if (salt !== undefined || content !== undefined) {
    if (!isHex(salt, 16) || typeof content !== 'object' || content === null)
      return ['it is not written as an entry.'];
    const bytes = Buffer.from(canonical(content));
    if (sha256('keepwell log content 1\n', Buffer.from(salt, 'hex'), bytes).toString('hex') !== contentHash)
      wrong.push('what it says was changed.');
    if ((content.record ?? null) !== header.record) wrong.push('it is of another record.');
  }
  const hash = sha256(
    'keepwell log entry 1\n',
    Buffer.from(previous, 'hex'),
    Buffer.from(header.chain, 'hex'),
    uint64(expected),
    uint64(at),
    Buffer.from(contentHash, 'hex'),
  );
  if (hash.toString('hex') !== entryHash) wrong.push('it does not follow the entry before.');
  return wrong;
}

/** Entries are erased with their record only: all at once, and the entry that follows says how many. */
function checkErased(log) {
  let lastErased = 0;
  let purgedAt;
  for (const [i, { number, at, action, details }] of log.entries.entries()) {
    const tell = what => log.problems.push(`Entry ${number}: ${what}`);
    if (action === 'BringBackRecord') purgedAt = undefined;
    // Reads and refusals are counted for a second before they are written.
    const isLate = (action === 'ReadThings' || action === 'Refuse') && Math.abs(at - purgedAt) <= minute;
    if (purgedAt !== undefined && !isLate)
      tell('it follows the removal of the record for good, after which there is none.');
    if (action === 'PurgeRecord') purgedAt = at;
    if (action === undefined) {
      log.erased++;
      lastErased = number;
    } else if (action === 'PurgeRecord') {
      if (log.erased !== i || (details?.erased ?? i) !== i)
        tell('it says that the record was removed, and what was before it is not what went with that.');
      else {
        lastErased = 0;
        log.remarks.push(
          `Entry ${number}: the record was removed for good, and ${i} entries with it. Is it? Then all is well.`,
        );
        if (details?.erased === undefined)
          log.remarks.push(
            `Entry ${number}: it does not say how many entries went with the record; all ${i} before it are erased.`,
          );
      }
    }
  }
  if (lastErased > 0)
    log.problems.push(`Entry ${lastErased}: it was erased, and the record was not removed.`);
}

// ---- Signed notes: keys and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) ----

const spki = Buffer.from('302a300506032b6570032100', 'hex');
const ofLog = 1;
const ofWitness = 4;

function readKey(text, kind) {
  const [, name, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (!name || bytes.length !== 33 || bytes[0] !== kind) throw new Error(`This is no such key: ${text}`);
  const hash = hashKey(name, bytes);
  if (hash.toString('hex') !== id) throw new Error(`This key is damaged: ${text}`);
  const der = Buffer.concat([spki, bytes.subarray(1)]);
  return { name, hash, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

const hashKey = (name, bytes) => sha256(`${name}\n`, bytes).subarray(0, 4);

function* readSignatures(lines, key) {
  for (const line of lines.split('\n')) {
    const [, name, base64 = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    if (name === key.name && bytes.subarray(0, 4).equals(key.hash)) yield bytes.subarray(4);
  }
}

/** @returns the checkpoint, or in words why it is none */
export function readCheckpoint(file, keys, witnesses = []) {
  const split = file.lastIndexOf('\n\n');
  const text = file.slice(0, split + 1);
  const lines = file.slice(split + 2);
  const isSigned = keys.some(key =>
    [...readSignatures(lines, key)].some(bytes => verify(null, Buffer.from(text), key.key, bytes)),
  );
  if (split < 0 || !isSigned) return 'none of the keys signed it.';
  const [, origin, size, root, at, directory] =
    /^(\S+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\nat (\S+)\ndirectory ([A-Za-z0-9+/]{43}=)\n$/.exec(text) ?? [];
  if (Number.isNaN(Date.parse(at))) return 'it is no checkpoint of a log.';
  const toHex = base64 => Buffer.from(base64, 'base64').toString('hex');
  return {
    origin,
    size: Number(size),
    root: toHex(root),
    at: Date.parse(at),
    directory: toHex(directory),
    seen: witnesses.flatMap(witness => readCosignature(text, lines, witness)),
  };
}

/** What a witness signed; without a time where a line says that it is of the witness, and is not. */
function readCosignature(text, lines, { name, hash, key }) {
  return [...readSignatures(lines, { name, hash })].map(bytes => {
    const seconds = bytes.length === 72 ? Number(bytes.readBigUInt64BE(0)) : 0;
    const signed = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
    return { name, at: verify(null, signed, key, bytes.subarray(8)) ? seconds * 1000 : undefined };
  });
}

// ---- The tree (RFC 6962 and 9162) and the directory ----

const hashNode = (left, right) =>
  sha256(Buffer.from([1]), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')).toString('hex');
const hashLeaf = (...parts) => sha256(Buffer.from([0]), ...parts).toString('hex');
const half = number => Math.floor(number / 2);

/** RFC 9162, 2.1.3.2 */
export function isIncluded(leaf, place, size, proof, root) {
  if (!isWhole(place) || place >= size) return false;
  let [first, last, hash] = [place, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      hash = hashNode(beside, hash);
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else hash = hashNode(hash, beside);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && hash === root;
}

/** RFC 9162, 2.1.4.2 */
export function isConsistent(older, newer, proof) {
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  if (older.size > newer.size || older.size < 1) return false;
  const isPower = Number.isInteger(Math.log2(older.size));
  const [start, ...path] = isPower ? [older.root, ...proof] : proof;
  if (start === undefined) return false;
  let [first, last] = [older.size - 1, newer.size - 1];
  while (first % 2 === 1) [first, last] = [half(first), half(last)];
  let [ofOlder, ofNewer] = [start, start];
  for (const beside of path) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      [ofOlder, ofNewer] = [hashNode(beside, ofOlder), hashNode(beside, ofNewer)];
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else ofNewer = hashNode(ofNewer, beside);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && ofOlder === older.root && ofNewer === newer.root;
}

const readBit = (label, depth) => (parseInt(label[depth >> 2], 16) >> (3 - (depth & 3))) & 1;

/** @returns the leaf that the directory has at a label, null where it has none, undefined where the proof does not hold */
function lookUp({ siblings, entry }, label, root) {
  const depth = siblings.length;
  const isOwn = entry?.label === label;
  if (entry && (!isHex(entry.label, 32) || !isHex(entry.leaf, 32))) return undefined;
  for (let i = 0; entry && i < depth; i++)
    if (readBit(entry.label, i) !== readBit(label, i)) return undefined;
  let hash = entry
    ? sha256(
        'keepwell log directory entry 1\n',
        Buffer.from(entry.label, 'hex'),
        Buffer.from(entry.leaf, 'hex'),
      ).toString('hex')
    : zeros;
  for (let i = depth - 1; i >= 0; i--) {
    const pair = readBit(label, i) ? [siblings[i], hash] : [hash, siblings[i]];
    hash = sha256('keepwell log directory node 1\n', ...pair.map(one => Buffer.from(one, 'hex'))).toString(
      'hex',
    );
  }
  if (hash !== root) return undefined;
  return isOwn ? entry.leaf : null;
}

// ---- The log in the tree ----

/** The leaves of the record, each with its hash; they are a chain, so the newest stands for all. */
function readLeaves({ header, hashes }, tree, tell) {
  const label = sha256(`keepwell log label 1\n${header.record ?? 'vault'}`);
  let previous = zeros;
  let before = { number: 0, at: 0, since: 0 };
  return (tree.leaves ?? []).map(([number, at, since]) => {
    if (![number, at, since].every(isWhole)) throw new Error('a leaf');
    if (!(number > before.number && at >= before.at && since >= before.since && since <= at))
      tell(`The leaf at entry ${number} does not follow the one before.`);
    const parts = [
      uint64(number),
      Buffer.from(hashes.get(number) ?? zeros, 'hex'),
      uint64(at),
      uint64(since),
    ];
    const chain = Buffer.from(header.chain, 'hex');
    previous = hashLeaf('keepwell log leaf 1\n', label, chain, ...parts, Buffer.from(previous, 'hex'));
    before = { number, at, since, hash: previous };
    return before;
  });
}

function checkTree(log, keys, witnesses, kept, now) {
  const { header, problems, remarks } = log;
  const tell = what => problems.push(what);
  const { tree } = header;
  if (!tree) return tell('The export has no checkpoint. Take it again with a Keepwell that has them.');
  const checkpoint = readCheckpoint(tree.checkpoint, keys, witnesses);
  if (typeof checkpoint === 'string') return tell(`The checkpoint of the export: ${checkpoint}`);
  const label = sha256(`keepwell log label 1\n${header.record ?? 'vault'}`).toString('hex');
  const leaves = readLeaves(log, tree, tell);
  const newest = leaves.at(-1);
  const found = lookUp(tree.directory, label, checkpoint.directory);
  if (found === undefined || found !== (newest?.hash ?? null))
    tell('The checkpoint of the export has another chain or another end for this record.');
  if (newest && !isIncluded(newest.hash, tree.place, checkpoint.size, tree.proof, checkpoint.root))
    tell('The newest leaf of the record is not in the tree of the checkpoint.');
  const { at, before, proof } = tree.begins ?? {};
  const begin =
    isWhole(at) &&
    isHex(before, 32) &&
    hashLeaf('keepwell log begin 1\n', uint64(at), Buffer.from(before, 'hex'));
  if (!begin || !isIncluded(begin, 0, checkpoint.size, proof, checkpoint.root))
    tell('The beginning of the log is not in the tree of the checkpoint.');
  log.last = newest && { number: newest.number, at: checkpoint.at };
  checkTimes(log, leaves, checkpoint, now);
  const own = { label, leaves, checkpoint, tree };
  for (const one of [{ name: 'The checkpoint of the export', ...checkpoint }, ...kept]) checkSeen(one, tell);
  for (const one of kept) checkKept(one, own, tell);
  if (kept.length === 0)
    remarks.push(
      'No checkpoint that you kept was given: the log agrees with the one that came with it, which proves no more. Keep this file: next time it is what you kept.',
    );
}

/** Each entry was published in time: neither dated back nor ahead, and none held back. */
function checkTimes(log, leaves, checkpoint, now) {
  const { entries, header, problems, remarks } = log;
  const exported = Date.parse(header.exported);
  let next = 0;
  let early = 0;
  let latest = 0;
  for (const { number, at, action, details } of entries) {
    while (next < leaves.length && leaves[next].number < number) next++;
    const { at: until, since } = leaves[next] ?? { at: exported, since: checkpoint.at };
    const tell = what => problems.push(`Entry ${number}: ${what}`);
    if (at > until + slack) tell(`it says ${say(at)}, and was there at ${say(until)}.`);
    if (at < since - slack)
      tell(
        `it says ${say(at)}, and was not in the log at ${say(since)}: it was dated back, or the log was written anew.`,
      );
    // The times from before the tree are the vault's word, their order too.
    if (since > 0 && at < latest - slack) tell(`it says ${say(at)}, and one before it ${say(latest)}.`);
    if (since > 0) latest = Math.max(latest, at);
    if (since === 0) early = number;
    else if (action === 'ChainEarlier' && header.record !== null)
      tell(`it says that ${details?.entries} entries before it were put in after the fact.`);
    if (action === 'ChainEarlier') {
      if (!(details?.entries < number))
        tell('it says that more entries were put in after the fact than there are.');
      remarks.push(
        `Entry ${number}: ${details?.entries} entries before it were chained after the fact: nobody can prove what they say.`,
      );
    }
  }
  if (early > 0)
    remarks.push(
      `Entries 1 to ${early} were there when the tree of this log began, at ${say(leaves[0].at)}: until then their times are the vault's word.`,
    );
  if (!(exported <= now + slack))
    problems.push(`The export says that it was made at ${header.exported}, which lies ahead.`);
  if (!(exported - checkpoint.at <= interval + slack))
    problems.push(
      `The newest checkpoint is of ${say(checkpoint.at)}, and the export of ${header.exported}: a checkpoint between was not shown.`,
    );
}

function checkSeen({ name, at, seen }, tell) {
  for (const witness of seen)
    if (witness.at === undefined)
      tell(`${name} has a signature of ${witness.name} that the witness did not make.`);
    else if (witness.at < at - slack || witness.at > at + interval + slack)
      tell(`${name} says ${say(at)}, and the witness ${witness.name} saw it at ${say(witness.at)}.`);
}

/** A checkpoint that somebody kept: the tree of the export begins with its tree, and the record stood there as the export says. */
function checkKept(kept, { label, leaves, checkpoint, tree }, tell) {
  const { name } = kept;
  if (kept.origin !== checkpoint.origin) return tell(`${name} is of another log, ${kept.origin}.`);
  if (kept.size > checkpoint.size)
    return tell(
      `${name} has ${kept.size} leaves, and that of the export ${checkpoint.size}: the log was cut, or the export is older.`,
    );
  if (kept.at > checkpoint.at)
    return tell(
      `${name} is of ${say(kept.at)}, and that of the export, with as many leaves or more, of ${say(checkpoint.at)}.`,
    );
  if (kept.size === checkpoint.size && kept.directory !== checkpoint.directory)
    tell(
      `${name} and that of the export have as many leaves, and are not the same: the vault shows two logs.`,
    );
  const proof = tree.kept?.find(({ size }) => size === kept.size);
  if (!proof)
    return tell(
      `${name}: the export has no proof for its ${kept.size} leaves. Take the log again, and name this checkpoint.`,
    );
  if (!isConsistent(kept, checkpoint, proof.consistency))
    return tell(
      `${name}: the tree of the export does not begin with its tree. The log was written anew, or there are two of it.`,
    );
  const found = lookUp(proof.directory, label, kept.directory);
  if (found === undefined) return tell(`${name}: the proof of what it has of this record does not hold.`);
  const place = found === null ? -1 : leaves.findIndex(({ hash }) => hash === found);
  if (found !== null && place < 0)
    return tell(`${name} has another chain or another history of this record: the log was written anew.`);
  leaves.forEach((leaf, i) => {
    if (i <= place ? leaf.at > kept.at : leaf.since < kept.at)
      tell(
        `${name} is of ${say(kept.at)}, which is not so by the leaf at entry ${leaf.number}, of ${say(leaf.at)}.`,
      );
  });
}

/** What somebody kept: checkpoints, and older exports, each of which must be the beginning of the log. */
function readKept(files, log, keys, witnesses) {
  const kept = [];
  for (const { name, text } of files) {
    const isExport = text.startsWith('{');
    const older = isExport ? checkLog(text) : undefined;
    if (older && older.header.record !== log.header.record) {
      log.problems.push(`${name} is the log of another record.`);
      continue;
    }
    const differs = older?.entries.find(({ number, entryHash }) => log.hashes.get(number) !== entryHash);
    if (differs) log.problems.push(`${name} has another entry ${differs.number}.`);
    const checkpoint = readCheckpoint(
      isExport ? (older.header.tree?.checkpoint ?? '') : text,
      keys,
      witnesses,
    );
    if (typeof checkpoint === 'string') log.problems.push(`${name}: ${checkpoint}`);
    else kept.push({ name, ...checkpoint });
  }
  kept.sort((a, b) => a.size - b.size || a.at - b.at);
  kept.forEach((one, i) => {
    const before = kept[i - 1];
    if (before && one.at < before.at)
      log.problems.push(`${one.name} is older than ${before.name} and has more leaves.`);
    if (before?.size === one.size && (before.root !== one.root || before.directory !== one.directory))
      log.problems.push(
        `${before.name} and ${one.name} have as many leaves, and are not the same: the vault shows two logs.`,
      );
  });
  return kept;
}

/** @param keys {string[]} @param files {{ name: string, text: string }[]} what somebody kept */
export function verifyLog(text, keys, files = [], witnesses = [], now = Date.now()) {
  const log = checkLog(text);
  const trusted = keys.map(key => readKey(key, ofLog));
  const seen = witnesses.map(key => readKey(key, ofWitness));
  const kept = readKept(files, log, trusted, seen);
  if (isHex(log.header.chain, 16)) {
    try {
      checkTree(log, trusted, seen, kept, now);
    } catch (error) {
      log.problems.push(`The proofs of the export are not written as they should be (${error.message}).`);
    }
  }
  for (const { name } of seen)
    if (!kept.some(one => one.seen.some(witness => witness.name === name)))
      log.remarks.push(`No checkpoint that was kept has a signature of the witness ${name}.`);
  const { problems, remarks, entries, erased, last, header } = log;
  return {
    record: header.record,
    problems,
    remarks,
    entries: entries.length,
    erased,
    last,
    kept: kept.length,
  };
}

// ---- A witness ----

/** @param fetchText {(path: string) => Promise<string>} of the vault @returns the checkpoint with the signature of the witness */
export async function witness(fetchText, keys, folder, now = Date.now()) {
  const trusted = keys.map(key => readKey(key, ofLog));
  mkdirSync(folder, { recursive: true });
  const file = await fetchText('/log/latest');
  const newest = readCheckpoint(file, trusted);
  if (typeof newest === 'string') throw new Error(`The checkpoint of the vault: ${newest}`);
  if (newest.at > now + slack || newest.at < now - interval - slack)
    throw new Error(`The checkpoint of the vault says ${say(newest.at)}, and it is ${say(now)}.`);
  const lastFile = join(folder, 'last.txt');
  if (existsSync(lastFile)) {
    const last = readCheckpoint(readFileSync(lastFile, 'utf8'), trusted);
    if (typeof last === 'string') throw new Error(`${lastFile}: ${last}`);
    const address = `/log/consistency?from=${last.size}&to=${newest.size}`;
    const proof = last.size < newest.size ? (await fetchText(address)).split('\n').filter(Boolean) : [];
    const isOther = last.size === newest.size && last.directory !== newest.directory;
    if (isOther || last.origin !== newest.origin || last.at > newest.at || !isConsistent(last, newest, proof))
      throw new Error(
        `The log does not begin with what it was at ${say(last.at)}: it was cut or written anew, or there are two of it.`,
      );
  }
  const split = file.lastIndexOf('\n\n');
  const signed = `${file.slice(0, split + 2)}${file.slice(split + 2)}${cosign(file.slice(0, split + 1), folder, now)}`;
  writeFileSync(join(folder, `checkpoint-${newest.size}-${say(newest.at).replace(/\W/g, '')}.txt`), signed);
  writeFileSync(lastFile, signed);
  return signed;
}

function cosign(text, folder, now) {
  const { name, bytes, key } = openWitnessKey(folder);
  const seconds = Math.floor(now / 1000);
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), key);
  return `\u2014 ${name} ${Buffer.concat([hashKey(name, bytes), uint64(seconds), signature]).toString('base64')}\n`;
}

function openWitnessKey(folder) {
  const path = join(folder, 'witness-key.pem');
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const key = createPrivateKey(readFileSync(path));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(spki.length);
  const bytes = Buffer.concat([Buffer.from([ofWitness]), publicKey]);
  return { name: `keepwell-witness-${sha256(publicKey).toString('hex').slice(0, 8)}`, bytes, key };
}

/** The key of a witness, as `--witness` takes it. */
export function printWitnessKey(folder) {
  const { name, bytes } = openWitnessKey(folder);
  return `${name}+${hashKey(name, bytes).toString('hex')}+${bytes.toString('base64')}`;
}

// ---- The command ----

const usage = `node verify-log.mjs LOG.jsonl --key KEY [--kept FILE-OR-FOLDER …] [--witness KEY …]
node verify-log.mjs witness URL FOLDER --key KEY
`;

async function run(args) {
  const given = { '--key': [], '--kept': [], '--witness': [], names: [] };
  for (let i = 0; i < args.length; i++)
    if (given[args[i]]) given[args[i]].push(args[++i]);
    else given.names.push(args[i]);
  const { names, '--key': keys, '--kept': kept, '--witness': witnesses } = given;
  if (names.length === 0 || keys.length === 0) {
    stdout.write(usage);
    return 2;
  }
  if (names[0] === 'witness') return runWitness(names[1], names[2], keys);
  const files = kept.flatMap(readFiles);
  const found = verifyLog(readFileSync(names[0], 'utf8'), keys, files, witnesses);
  const { record, problems, remarks, last, entries, erased } = found;
  for (const line of [...problems, ...remarks]) stdout.write(`${line}\n`);
  if (problems.length > 0) {
    stdout.write(`This log is not whole, or not all of it was shown: ${problems.length} problems.\n`);
    return 1;
  }
  stdout.write(record === null ? 'The log of the vault: ' : `The log of the record ${record}: `);
  stdout.write(`${entries} entries, each follows the one before; ${erased} are erased with their record.\n`);
  stdout.write(
    last
      ? `Verified up to entry ${last.number}, by the checkpoint of ${say(last.at)} and ${found.kept} that you kept. What follows is not published yet.\n`
      : 'No checkpoint has this log yet.\n',
  );
  return 0;
}

function readFiles(path) {
  if (!statSync(path).isDirectory()) return [{ name: path, text: readFileSync(path, 'utf8') }];
  return readdirSync(path)
    .filter(name => /\.(txt|jsonl)$/.test(name))
    .map(name => ({ name, text: readFileSync(join(path, name), 'utf8') }));
}

async function runWitness(url, folder, keys) {
  if (!url || !folder) {
    stdout.write(usage);
    return 2;
  }
  const fetchText = async path => {
    const answer = await fetch(`${url.replace(/\/$/, '')}${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  };
  try {
    await witness(fetchText, keys, folder);
  } catch (error) {
    stdout.write(`${error.message}\nNothing was signed.\n`);
    return 1;
  }
  stdout.write(`Signed. The key of this witness: ${printWitnessKey(folder)}\n`);
  return 0;
}

// Only where it is run, and not imported by a test.
if (argv[1]?.endsWith('verify-log.mjs')) exit(await run(argv.slice(2)));
