// `keepwell things …`: puts, gets and removes things of a record as an application does, through the SDK.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import type { WrittenThing } from '../formats/ccda/write/document.ts';
import { currentVersion, everyType, printThing, type ThingType, type ThingVersion } from '../things/index.ts';
import { addCommand, type Io, print, readAppId, readWholeNumber } from './command.ts';
import { addConnectionOptions, addEnvironment, type ConnectionOptions, connectRecord } from './connection.ts';
import { UsageError } from './explain.ts';
import { readItem } from './item.ts';
import { findType, listTypeNames } from './type-names.ts';

interface ThingsOptions extends ConnectionOptions {
  readonly type: string;
  readonly note?: string;
  readonly clientId?: string;
  readonly readOnly?: boolean;
  readonly id?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly max?: string;
  readonly xml?: boolean;
}

interface DocumentOptions extends ConnectionOptions {
  readonly as: 'c-cda' | 'ccr';
  readonly type?: string[];
}

export function addThings(parent: Command, io: Io): void {
  const things = parent
    .command('things')
    .description('Puts, gets and removes things, as an application does.');
  const type = () =>
    new Option(
      '--type <type>',
      'the kind of thing, such as weight; or the id of a version',
    ).makeOptionMandatory();
  const typesHelp = () => `\nThe types: ${listTypeNames()}`;

  addConnectionOptions(
    addCommand(
      things,
      'put [file]',
      'Puts a new thing: JSON or XML from a file or standard input.',
    ).addOption(type()),
  )
    .option('--note <text>', 'a note to go with it')
    .option('--client-id <text>', "an id of the application's own for it")
    .option('--read-only', 'its data can never be changed')
    .addHelpText('after', typesHelp)
    .action((file: string | undefined, options: ThingsOptions) => put(file, addEnvironment(options, io), io));
  addConnectionOptions(
    addCommand(things, 'get', 'Gets things, newest first, one JSON object a line.').addOption(type()),
  )
    .option('--id <guid...>', 'only these')
    .option('--from <date>', 'from this effective date on')
    .option('--to <date>', 'up to this effective date')
    .option('--max <number>', 'at most this many')
    .option('--xml', 'the items as XML instead')
    .addHelpText('after', typesHelp)
    .action((options: ThingsOptions) => get(addEnvironment(options, io), io));
  addConnectionOptions(
    addCommand(things, 'document', 'Writes things as one document for doctors: a C-CDA, or a CCR.').addOption(
      new Option('--as <format>', 'a C-CDA has every field').choices(['c-cda', 'ccr']).default('c-cda'),
    ),
  )
    .option('--type <type...>', 'only these; everything the application may read without')
    .action((options: DocumentOptions) => writeDocument(addEnvironment(options, io), io));
  addConnectionOptions(addCommand(things, 'remove <id> <version-stamp>', 'Removes a thing.')).action(
    (id: string, versionStamp: string, options: ThingsOptions) =>
      remove(id, versionStamp, addEnvironment(options, io), io),
  );
}

async function put(file: string | undefined, options: ThingsOptions, io: Io): Promise<void> {
  const { version } = knownType(options.type);
  const record = await connectRecord(options, io);
  const text = file === undefined || file === '-' ? await readAll(io.input) : readFileSync(file, 'utf8');
  const item = readItem(version, text);
  const { note, clientId, readOnly } = options;
  const key = await record.putXml(version.id, item, {
    ...(note !== undefined && { note }),
    ...(clientId !== undefined && { clientId }),
    ...(readOnly && { readOnly }),
  });
  print(io, options, key, [`${key.id}  ${key.versionStamp}`]);
}

async function get(options: ThingsOptions, io: Io): Promise<void> {
  const { type, version } = knownType(options.type);
  const { id: ids, from, to, max } = options;
  const record = await connectRecord(options, io);
  const things = await record.get(showing(type, version), {
    ...(ids !== undefined && { ids: ids.map(id => readAppId(id, '--id')) }),
    ...(from !== undefined && { from: day('--from', from) }),
    ...(to !== undefined && { to: day('--to', to) }),
    ...(max !== undefined && { max: readWholeNumber('--max', max, 1, 1_000_000) }),
  });
  for (const { type: _, value, commonXml, ...thing } of things) {
    io.out(options.xml ? `${printThing(version, value)}\n` : `${JSON.stringify({ ...thing, value })}\n`);
  }
}

async function writeDocument(options: DocumentOptions, io: Io): Promise<void> {
  const types = options.type?.map(name => knownType(name).type) ?? everyType();
  const record = await connectRecord(options, io);
  const things: WrittenThing[] = [];
  for (const type of types) {
    const version = currentVersion(type);
    for (const { id, note, value } of await record.get(type as ThingType<unknown>))
      things.push({ id, typeId: version.id, dataXml: printThing(version, value), note });
  }
  const written = `${new Date().toISOString().slice(0, 19)}Z`;
  const id = randomUUID();
  if (options.as === 'ccr') {
    const { writeCcr } = await import('../formats/ccr/write/record.ts');
    io.out(`${writeCcr(things, { id, written, from: 'Keepwell' })}\n`);
    return;
  }
  const { writeCcda } = await import('../formats/ccda/write/document.ts');
  const moment = `${written.replace(/\D/g, '')}+0000`;
  io.out(`${writeCcda(things, { id, title: 'Health record', written: moment, custodian: 'Keepwell' })}\n`);
}

async function remove(id: string, versionStamp: string, options: ThingsOptions, io: Io): Promise<void> {
  const key = { id: readAppId(id, 'The id'), versionStamp: readAppId(versionStamp, 'The version stamp') };
  const record = await connectRecord(options, io);
  await record.remove(key);
  print(io, options, key, ['Removed.']);
}

function knownType(name: string): { type: ThingType; version: ThingVersion } {
  const found = findType(name);
  if (!found) throw new UsageError(`There is no type ${name}. They are: ${listTypeNames()}.`);
  return found;
}

/** The type as if the version that was asked for were its current one. */
function showing(type: ThingType, version: ThingVersion): ThingType {
  return { ...type, versions: [version] };
}

function day(name: string, text: string): string {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text))
    throw new UsageError(`${name} must be a date such as 2026-11-25.`);
  return text;
}
