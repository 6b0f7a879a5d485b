// `npm run bench -- vocabulary`: loading and searching a code system of half a million items, and what a server beside the
// load notices of it. Options: --items N, --searches N of each kind.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../dist/config.js';
import { openVault } from '../dist/main.js';
import { holdFolder } from '../dist/running.js';
import { randomFrom } from './random.js';

const { values: options } = parseArgs({
  options: { items: { type: 'string' }, searches: { type: 'string' } },
});
const itemCount = Number(options.items ?? 500_000);
const searchCount = Number(options.searches ?? 400);
const bin = join(import.meta.dirname, '..', 'dist', 'cli', 'keepwell.js');

const random = randomFrom(20_261_125);
const below = number => Math.floor(random() * number);

/** Words made of syllables; the first ones are used by far the most, as in every language. */
const syllables = Array.from({ length: 300 }, () => {
  const consonants = 'bcdfghklmnprstvz';
  const vowels = 'aeiou';
  const one = consonants[below(consonants.length)] + vowels[below(vowels.length)];
  return below(3) === 0 ? one + consonants[below(consonants.length)] : one;
});
const words = Array.from({ length: 40_000 }, () =>
  Array.from({ length: 1 + below(4) }, () => syllables[below(syllables.length)]).join(''),
);
const word = () => words[Math.floor(random() ** 4 * words.length)];
const tags = ['disorder', 'finding', 'procedure', 'substance', 'body structure'];
const term = () => `${Array.from({ length: 2 + below(6) }, word).join(' ')} (${tags[below(tags.length)]})`;

const data = mkdtempSync(join(tmpdir(), 'keepwell-bench-'));
try {
  await bench();
} finally {
  rmSync(data, { recursive: true, force: true });
}

async function bench() {
  const terms = Array.from({ length: itemCount }, term);
  const source = join(data, 'icd10cm-codes-2099.txt');
  await writeCodes(source, terms);
  const vault = await openVault(readConfig({ data, mode: 'sandbox' }));
  // This process is the server that the load finds beside it.
  holdFolder(data).announce({ url: 'http://localhost', mode: 'sandbox', pid: process.pid, startedAt: '' });
  console.log(`${itemCount} items, ${(statSync(source).size / 1e6).toFixed(0)} MB of text\n`);

  const loaded = load(source);
  const waits = await writeMeanwhile(vault, loaded);
  const seconds = await loaded;
  console.log(`loaded in ${seconds.toFixed(1)} s, ${Math.round(itemCount / seconds)} items a second`);
  console.log(`database ${(statSync(join(data, 'keepwell.db')).size / 1e6).toFixed(0)} MB`);
  report('a write beside it', waits);

  console.log('\nsearches by the store, 100 results at most');
  const [vocabulary] = await vault.store.read(db => db.vocabularies.all());
  const any = () => terms[below(terms.length)];
  const part = (text, length) => {
    const start = below(Math.max(1, text.length - length));
    return text.slice(start, start + length);
  };
  const kinds = [
    ['Prefix', '2 letters', () => any().slice(0, 2)],
    ['Prefix', '6 letters', () => any().slice(0, 6)],
    ['Contains', '1 letter', () => part(word(), 1)],
    ['Contains', '2 letters', () => part(any(), 2)],
    ['Contains', '3 letters', () => part(any(), 3)],
    ['Contains', '6 letters', () => part(any(), 6)],
    ['Contains', '20 letters', () => part(any(), 20)],
    ['Contains', 'any word', word],
    ['Contains', 'the commonest', () => 'disorder'],
    ['Contains', 'nothing there', () => `${word()}xqj`],
    ['FullText', '1 letter', () => word().slice(0, 1)],
    ['FullText', '4 letters', () => word().slice(0, 4)],
    ['FullText', 'any word', word],
    ['FullText', '2 words of one', () => any().split(' ').slice(0, 2).join(' ')],
    ['FullText', 'any 3 words', () => `${word()} ${word()} ${word()}`],
    ['FullText', 'the commonest', () => 'disorder'],
  ];
  const every = [];
  for (const [mode, what, text] of kinds) {
    const times = [];
    for (let i = 0; i < searchCount; i++) {
      const search = { text: text(), mode, language: 'en', limit: 100 };
      const started = performance.now();
      await vault.store.read(db => db.vocabularies.search(vocabulary, search));
      times.push(performance.now() - started);
    }
    report(`${mode}, ${what}`, times);
    every.push(...times);
  }
  report('all of them', every);
  await vault.store.close();
}

async function writeCodes(path, terms) {
  const out = createWriteStream(path);
  for (const [i, text] of terms.entries()) {
    const line = `A${String(i).padStart(6, '0')} ${text}\n`;
    if (!out.write(line)) await new Promise(done => out.once('drain', done));
  }
  await new Promise(done => out.end(done));
}

function load(source) {
  const started = performance.now();
  const child = spawn(process.execPath, [bin, 'vocab', 'load', '--data', data, '--from', source], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) =>
    child.once('exit', code =>
      code === 0 ? resolve((performance.now() - started) / 1000) : reject(new Error('the load failed')),
    ),
  );
}

/** How long small writes take that come 20 times a second while the load runs. */
async function writeMeanwhile(vault, loaded) {
  const waits = [];
  let over = false;
  loaded.then(
    () => (over = true),
    () => (over = true),
  );
  for (let i = 0; !over; i++) {
    const started = performance.now();
    await vault.store.write(db =>
      db.settings.put('bench', `person ${i % 100}`, { xml: '<a/>', selectedRecordId: undefined }),
    );
    waits.push(performance.now() - started);
    await new Promise(done => setTimeout(done, 50));
  }
  return waits;
}

function report(what, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const ms = number => number.toFixed(2).padStart(8);
  console.log(
    `${what.padEnd(26)} p50 ${ms(at(0.5))}   p95 ${ms(at(0.95))}   p99 ${ms(at(0.99))}   most ${ms(sorted.at(-1))} ms`,
  );
}
