// `npm run bench -- formats`: what it takes to read a file of each format into items, beside a plain pass of its parser over the
// same bytes, and the memory of both. Files are made here, in the shape of those that devices write. Options: --megabytes N.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Tokenizer, TokenParser } from '@streamparser/json';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';
import { FitEncoder } from 'fit-file-parser/encoder';
import { readFitMessages } from 'fit-file-parser/raw';
import { SaxesParser } from 'saxes';
import { ZipFile } from 'yazl';
import { writeCcda } from '../dist/formats/ccda/write/document.js';
import { findFormat } from '../dist/formats/index.js';
import { readXml } from '../dist/schema/xml-reader.js';
import bloodPressure from '../dist/things/blood-pressure.js';
import condition from '../dist/things/condition.js';
import { currentVersion, printThing } from '../dist/things/index.js';
import { writeAppleExport } from './apple-export.js';
import { randomFrom } from './random.js';

const { values: options } = parseArgs({ options: { megabytes: { type: 'string', default: '20' } } });
const bytesWanted = Number(options.megabytes) * 1e6;
const random = randomFrom(17);
const folder = mkdtempSync(join(tmpdir(), 'keepwell-bench-'));
const first = Date.UTC(2025, 0, 1);
const glucose = () => 70 + Math.floor(random() * 110);
const clock = reading => new Date(first + reading * 300_000).toISOString().slice(0, 19);

try {
  console.log('format               MB    plain s   items s   ratio   items   memory MB, plain and items');
  for (const [name, make, pass] of files()) await measure(name, make, pass);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(name, make, pass) {
  const path = join(folder, name);
  await make(path);
  const plain = await timed(() => pass(path));
  const read = await timed(() => readItems(path));
  const megabytes = statSync(path).size / 1e6;
  console.log(
    `${name.padEnd(18)} ${megabytes.toFixed(1).padStart(6)} ${plain.seconds.toFixed(2).padStart(9)} ${read.seconds.toFixed(2).padStart(9)} ${(read.seconds / plain.seconds).toFixed(1).padStart(7)} ${String(read.result).padStart(8)}   ${plain.megabytes} ${read.megabytes}`,
  );
}

/** With the most memory of the process meanwhile. */
async function timed(work) {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  const began = performance.now();
  try {
    const result = await work();
    look();
    return { result, seconds: (performance.now() - began) / 1000, megabytes: Math.round(most / 1e6) };
  } finally {
    clearInterval(timer);
  }
}

async function readItems(path) {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const file = {
      name: path,
      size,
      async read(from, to) {
        const bytes = Buffer.allocUnsafe(Math.min(to, size) - from);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      },
    };
    const format = await findFormat({ file, head: await file.read(0, Math.min(size, 65_536)) });
    let items = 0;
    const reading = { zone: 'Europe/Berlin', language: 'en', keepsRaw: false, tell() {} };
    for await (const finding of format.read(file, reading)) if (finding.candidate) items++;
    return items;
  } finally {
    await handle.close();
  }
}

/** Name, how it is made, and a plain pass of its parser. */
function files() {
  return [
    ['apple.xml', path => write(path, writeAppleExport({ bytes: bytesWanted })), passXml],
    ['clarity.csv', path => write(path, writeClarity(bytesWanted / 4)), passCsv],
    ['libreview.csv', path => write(path, writeLibre(bytesWanted / 4)), passCsv],
    ['nightscout.json', path => write(path, writeNightscout(bytesWanted / 4)), passJson],
    ['activity.fit', makeFit, path => passFit(path)],
    ['health-connect.zip', makeDatabase, () => passDatabase()],
    ['summary.xml', path => write(path, [writeSummary(bytesWanted / 8)]), passDocument],
    ['results.hl7', path => write(path, writeResults(bytesWanted / 8)), passLines],
  ];
}

async function write(path, texts) {
  const file = createWriteStream(path);
  for (const text of texts) if (!file.write(text)) await once(file, 'drain');
  file.end();
  await once(file, 'close');
}

async function passXml(path) {
  const parser = new SaxesParser({ position: false });
  parser.on('opentag', () => {});
  parser.on('error', () => {});
  for await (const text of createReadStream(path, 'utf8')) parser.write(text);
}

/** From the second line, as a title that has fewer fields costs the parser an error a row. */
async function passCsv(path) {
  for await (const _ of createReadStream(path).pipe(parse({ relax_column_count: true, from_line: 2 })));
}

async function passJson(path) {
  const [tokenizer, parser] = [new Tokenizer(), new TokenParser({ paths: ['$.*'], keepStack: false })];
  tokenizer.onToken = token => parser.write(token);
  parser.onValue = () => {};
  for await (const bytes of createReadStream(path)) tokenizer.write(bytes);
}

async function passFit(path) {
  const bytes = [];
  for await (const piece of createReadStream(path)) bytes.push(piece);
  readFitMessages(Buffer.concat(bytes), { messageNumbers: [18] });
}

/** Blood pressures and illnesses, as one document of a clinic. */
function writeSummary(bytes) {
  const of = (type, value, at) => {
    const version = currentVersion(type);
    return { id: randomUUID(), typeId: version.id, dataXml: printThing(version, value), note: `Note ${at}` };
  };
  const things = Array.from({ length: Math.ceil(bytes / 2500) }, (_, at) => {
    const [y, m, d] = clock(at * 288)
      .slice(0, 10)
      .split('-')
      .map(Number);
    return at % 2 === 0
      ? of(bloodPressure, { when: { date: { y, m, d } }, systolic: 120, diastolic: 70 + (at % 20) }, at)
      : of(condition, { name: { text: `Illness ${at}` } }, at);
  });
  const written = '20261101120000+0000';
  return writeCcda(things, { id: randomUUID(), title: 'Summary', written, custodian: 'Clinic' });
}

/** Our own reader of XML is the parser of documents. */
async function passDocument(path) {
  readXml(readFileSync(path, 'utf8'), { depthMax: 200, nodesMax: 1_500_000 });
}

function* writeResults(bytes) {
  for (let at = 0; at < bytes / 700; at++) {
    const day = clock(at * 288)
      .slice(0, 10)
      .replaceAll('-', '');
    yield `MSH|^~\\&|LAB|Clinic|||${day}0800||ORU^R01|${at}|P|2.5.1\rPID|1||1||Roe^Ann\rOBR|1||F${at}|24323-8^Panel^LN|||${day}0700||||||||||||||||||F\r`;
    for (let line = 1; line <= 6; line++)
      yield `OBX|${line}|NM|2345-7^Glucose^LN||${glucose()}|mg/dL|70-99|H|||F|||${day}0700\r`;
  }
}

async function passLines(path) {
  for (const line of readFileSync(path, 'utf8').split('\r')) line.split('|');
}

function* writeClarity(bytes) {
  yield 'Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),Duration (hh:mm:ss),Glucose Rate of Change (mg/dL/min),Transmitter Time (Long Integer),Transmitter ID\n';
  for (let at = 0; at < bytes / 68; at++)
    yield `${at},${clock(at)},EGV,,,,G7 Mobile,${glucose()},,,,,${at * 300},ABC\n`;
}

function* writeLibre(bytes) {
  yield 'Glucose Data,Generated on,13-04-2026 09:40 UTC,Generated by,Ida\n';
  yield 'Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose mg/dL,a,b,c,d,e,f,g,Notes,Strip Glucose mg/dL,Ketone mmol/L,h,i,j\n';
  for (let at = 0; at < bytes / 60; at++) {
    const [y, m, d] = clock(at).slice(0, 10).split('-');
    yield `FreeStyle Libre 3,AB-12,${d}-${m}-${y} ${clock(at).slice(11, 16)},0,${glucose()},,,,,,,,,,,,,,\n`;
  }
}

function* writeNightscout(bytes) {
  for (let at = 0; at < bytes / 150; at++)
    yield `${at === 0 ? '[' : ','}${JSON.stringify({ _id: `69d2c304854c${at}`, type: 'sgv', sgv: glucose(), date: first + at * 300_000, dateString: clock(at), direction: 'Flat', device: 'xDrip' })}`;
  yield ']';
}

/** Four hours of a record each second. */
async function makeFit(path) {
  const encoder = new FitEncoder({ protocolVersion: 0x20 });
  const start = FitEncoder.toFitTimestamp(new Date(first));
  const field = (number, size, baseType, value) => ({ number, size, baseType, value });
  encoder.writeMessage(0, [field(0, 1, 0, 4), field(1, 2, 132, 1)]);
  for (let at = 0; at < 14_400; at++)
    encoder.writeMessage(20, [
      field(253, 4, 134, start + at),
      field(3, 1, 2, 140),
      field(5, 4, 134, at * 300),
      field(7, 2, 132, 200),
    ]);
  encoder.writeMessage(18, [
    field(253, 4, 134, start + 14_400),
    field(2, 4, 134, start),
    field(5, 1, 0, 2),
    field(8, 4, 134, 14_400_000),
  ]);
  await write(path, [encoder.close()]);
}

/** A heart rate each minute. */
async function makeDatabase(path) {
  const database = new Database(join(folder, 'plain.db'));
  database.exec(
    'CREATE TABLE heart_rate_record_table (row_id INTEGER PRIMARY KEY, start_zone_offset INTEGER, app_info_id INTEGER)',
  );
  database.exec(
    'CREATE TABLE heart_rate_record_series_table (parent_key INTEGER, beats_per_minute INTEGER, epoch_millis INTEGER)',
  );
  const [parent, child] = [
    database.prepare('INSERT INTO heart_rate_record_table VALUES (?, 3600, 1)'),
    database.prepare('INSERT INTO heart_rate_record_series_table VALUES (?, ?, ?)'),
  ];
  database.transaction(() => {
    for (let at = 0; at < bytesWanted / 40; at++) {
      if (at % 60 === 0) parent.run(at / 60);
      child.run(Math.floor(at / 60), 50 + Math.floor(random() * 70), first + at * 60_000);
    }
  })();
  database.close();
  const zip = new ZipFile();
  zip.addFile(join(folder, 'plain.db'), 'health_connect_export.db');
  zip.end();
  const file = createWriteStream(path);
  zip.outputStream.pipe(file);
  await once(file, 'close');
}

function passDatabase() {
  const database = new Database(join(folder, 'plain.db'), { readonly: true });
  for (const _ of database.prepare('SELECT * FROM heart_rate_record_series_table').iterate());
  database.close();
}
