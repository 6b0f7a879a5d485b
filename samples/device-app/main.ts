// A bathroom scale that keeps its weighings in a Keepwell vault, as a SODA child application. README.md tells it step by
// step.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type App,
  connect,
  createApplicationUrl,
  HealthVaultError,
  type Person,
  type RecordClient,
} from '@keepwell/client';
import weight from '@keepwell/client/things/weight';
import { explain, readOptions } from '../shared/options.ts';

const usage = 'device-app -- [--vault URL] [--app-id ID] [--state FILE] [--forget] [KILOGRAMS …]';
const options = {
  vault: { type: 'string', default: 'http://localhost:8420' },
  'app-id': { type: 'string' },
  state: { type: 'string', default: 'scale.json' },
  forget: { type: 'boolean', default: false },
} as const;
const { values, positionals, wrong } = readOptions(usage, options, true);
const weighings = positionals.map(Number);
if (!weighings.every(kg => kg > 0 && kg < 500)) wrong('A weight is a number of kilograms, such as 71.2.');
const platformUrl = `${values.vault}/platform/wildcat.ashx`;

/** What the scale remembers: an application of its own, which nobody else has the secret of. */
interface Identity {
  readonly appId: string;
  readonly secret: string;
}

const { device, owner } = await start().catch(explain);
const [owned] = owner.records;
const record = device.record(owned!.id, { personId: owner.id });
if (values.forget) await forget();
else {
  for (const kg of weighings) await weigh(record, kg);
  await show(record);
}

/** The application of this scale and the person it belongs to, made the first time. */
async function start(): Promise<{ device: App; owner: Person }> {
  const known = remembered();
  if (known) {
    const device = open(known);
    const owner = await ownerOf(device);
    if (owner) return { device, owner };
    console.log('The person whose scale this was has withdrawn their consent, so it starts anew.');
  }
  return introduce();
}

/** Steps 1 to 3: the beginnings of an application, the person's consent in the Shell, and its first session. */
async function introduce(): Promise<{ device: App; owner: Person }> {
  const masterAppId =
    values['app-id'] ?? wrong('--app-id is missing: the id of the SODA master this scale is a child of.');
  const master = connect({ platformUrl, appId: masterAppId });
  const { shellUrl } = await master.service();
  const creation = await master.newApplicationCreationInfo();
  const identity = { appId: creation.appId, secret: creation.sharedSecret };

  console.log('Open this page on your phone or computer, and allow the scale to use your record:\n');
  console.log(
    `  ${createApplicationUrl(shellUrl, { masterAppId, creation, deviceName: 'Bathroom scale' })}\n`,
  );
  const device = open(identity);
  for (;;) {
    const owner = await ownerOf(device);
    if (owner) {
      remember(identity);
      console.log(`Hello ${owner.name}. Your scale is ready.`);
      return { device, owner };
    }
    await sleep(1000);
  }
}

function open({ appId, secret }: Identity): App {
  return connect({ platformUrl, appId, credential: { sodaSecret: secret } });
}

/** Undefined while nobody has agreed, and after they took it back. */
async function ownerOf(device: App): Promise<Person | undefined> {
  try {
    const [owner] = await device.people();
    return owner;
  } catch (error) {
    // Before somebody agrees there is no such application.
    if (error instanceof HealthVaultError && error.name === 'INVALID_APP') return undefined;
    throw error;
  }
}

/** Step 4: a weighing, dated now. */
async function weigh(record: RecordClient, kg: number): Promise<void> {
  const now = new Date();
  await record.put(weight, {
    when: {
      date: { y: now.getFullYear(), m: now.getMonth() + 1, d: now.getDate() },
      time: { h: now.getHours(), m: now.getMinutes(), s: now.getSeconds(), f: now.getMilliseconds() },
    },
    value: { kg, display: { value: kg, units: 'kg' } },
  });
  console.log(`Weighed ${kg} kg.`);
}

/** Step 5: what the vault holds, newest first, whoever put it there. */
async function show(record: RecordClient): Promise<void> {
  for (const { effectiveDate, value } of await record.get(weight, { max: 10 }))
    console.log(`${effectiveDate.replace('T', ' ').slice(0, 16)}  ${value.value.kg} kg`);
}

/** Leaving: the scale gives up its access. */
async function forget(): Promise<void> {
  await device.call('RemoveApplicationRecordAuthorization', 1, undefined, {
    personId: owner.id,
    recordId: owned!.id,
  });
  console.log('The scale can no longer use the record.');
}

function remembered(): Identity | undefined {
  return existsSync(values.state) ? (JSON.parse(readFileSync(values.state, 'utf8')) as Identity) : undefined;
}

/** The secret is a key to somebody's health record. */
function remember(identity: Identity): void {
  mkdirSync(dirname(values.state), { recursive: true });
  writeFileSync(values.state, JSON.stringify(identity), { mode: 0o600 });
}
