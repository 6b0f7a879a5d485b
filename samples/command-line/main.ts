// A record in the terminal: things go out and come in as lines of JSON, so that jq, sort and the rest of the shell work with
// them. It signs in once for this user of this computer, as a device does. README.md tells it step by step.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type App,
  connect,
  createApplicationUrl,
  HealthVaultError,
  InvalidValueError,
  type Person,
  type RecordClient,
  type Thing,
} from '@keepwell/client';
import { everyType, type ThingType } from '@keepwell/client/things';
import { explain, readOptions } from '../shared/options.ts';

const usage =
  'command-line -- sign-in | sign-out | list TYPE | follow TYPE | put TYPE [--from DATE] [--max NUMBER] [--vault URL] [--app-id ID] [--state FILE]';
const options = {
  vault: { type: 'string', default: 'http://localhost:8420' },
  'app-id': { type: 'string' },
  state: { type: 'string', default: 'keepwell-terminal.json' },
  from: { type: 'string' },
  max: { type: 'string' },
} as const;
const { values, positionals, wrong } = readOptions(usage, options, true);
const platformUrl = `${values.vault}/platform/wildcat.ashx`;
const [command, typeName] = positionals;
// Whoever reads may stop early, as head does.
process.stdout.on('error', () => process.exit(0));

/** The id and secret of this copy, which nobody else has. */
interface Identity {
  readonly appId: string;
  readonly secret: string;
}

if (command === 'sign-in') await signIn().catch(explain);
else if (command === 'sign-out') await signOut().catch(explain);
else if (command === 'list' || command === 'follow' || command === 'put') await work(command).catch(explain);
else wrong('Say sign-in, sign-out, list, follow or put.');

async function signIn(): Promise<void> {
  const masterAppId = values['app-id'] ?? wrong('--app-id is missing: the id of the SODA master.');
  const master = connect({ platformUrl, appId: masterAppId });
  const [{ shellUrl }, creation] = await Promise.all([master.service(), master.newApplicationCreationInfo()]);
  const identity = { appId: creation.appId, secret: creation.sharedSecret };
  const deviceName = `Terminal of ${hostname()}`.slice(0, 50);
  console.error(
    `Open this page, and allow it:\n\n  ${createApplicationUrl(shellUrl, { masterAppId, creation, deviceName })}\n`,
  );
  for (let owner = await ownerOf(open(identity)); ; owner = await ownerOf(open(identity))) {
    if (owner) {
      mkdirSync(dirname(values.state), { recursive: true });
      writeFileSync(values.state, JSON.stringify(identity), { mode: 0o600 });
      return console.error(`Signed in for the record of ${owner.records[0]?.name}.`);
    }
    await sleep(1000);
  }
}

async function signOut(): Promise<void> {
  const { app, owner } = await whoIsHere();
  for (const { id: recordId } of owner.records)
    await app.call('RemoveApplicationRecordAuthorization', 1, undefined, { personId: owner.id, recordId });
  rmSync(values.state);
  console.error('Signed out: the record is closed to this terminal.');
}

async function work(command: 'list' | 'follow' | 'put'): Promise<void> {
  const type = findType();
  const { app, owner } = await whoIsHere();
  const record = app.record(owner.records[0]?.id ?? '', { personId: owner.id });
  if (command === 'put') return put(record, type);
  if (command === 'follow') {
    for await (const change of record.changes([type], { everyMs: 2000 }))
      print(change.kind === 'put' ? lineOf(change.thing) : { removed: change.id });
    return;
  }
  const query = {
    ...(values.from !== undefined && { from: values.from }),
    ...(values.max !== undefined && { max: Number(values.max) }),
  };
  for await (const thing of record.each(type, query)) print(lineOf(thing));
}

/** A line has `value`, and `id` if it may come twice: what has one is in the record once, whatever happens on the way. */
async function put(record: RecordClient, type: ThingType): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number++;
    if (line.trim() === '') continue;
    try {
      const { value, id } = JSON.parse(line);
      await record.put(type, value as never, id === undefined ? {} : { clientId: String(id) });
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof InvalidValueError)) throw error;
      console.error(`Line ${number}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

function lineOf({ effectiveDate, clientId, id, value }: Thing<never>) {
  return { date: effectiveDate, id: clientId ?? id, value };
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function findType(): ThingType {
  const nameOf = ({ name }: ThingType) => name.toLowerCase().replaceAll(' ', '-');
  const found = everyType().find(type => nameOf(type) === typeName);
  return found ?? wrong(`There is no type ${typeName ?? ''}: say weight, blood-pressure or the like.`);
}

async function whoIsHere(): Promise<{ app: App; owner: Person }> {
  if (!existsSync(values.state)) return wrong('Nobody is signed in: sign-in comes first.');
  const app = open(JSON.parse(readFileSync(values.state, 'utf8')) as Identity);
  const owner = await ownerOf(app);
  return owner ? { app, owner } : wrong('Access was withdrawn: sign-in asks for it again.');
}

function open({ appId, secret }: Identity): App {
  return connect({ platformUrl, appId, credential: { sodaSecret: secret } });
}

/** Undefined while nobody has agreed, and after they took it back. */
async function ownerOf(app: App): Promise<Person | undefined> {
  try {
    return (await app.people())[0];
  } catch (error) {
    if (error instanceof HealthVaultError && error.name === 'INVALID_APP') return undefined;
    throw error;
  }
}
