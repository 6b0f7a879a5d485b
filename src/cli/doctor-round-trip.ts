// The doctor's last check: a session, and a thing put, got and removed. With the application that is named, or, in a
// sandbox, with one of the doctor's own, which works only while the check runs.
import { connect, type RecordClient } from '../client/index.ts';
import type { Application } from '../core/applications/application.ts';
import { registerApplication } from '../core/applications/register.ts';
import { authorize } from '../core/authorization/consent.ts';
import { permissions } from '../core/authorization/rules.ts';
import { createPerson } from '../core/people/accounts.ts';
import type { Writer } from '../core/ports.ts';
import { createRecord, relationship } from '../core/records/create.ts';
import type { Vault } from '../core/vault.ts';
import { currentVersion } from '../things/index.ts';
import weight from '../things/weight.ts';
import type { Io } from './command.ts';
import { type ConnectionOptions, connectRecord } from './connection.ts';
import type { Check } from './doctor.ts';
import { baseUrl, type Place } from './doctor-platform.ts';
import { Failure } from './explain.ts';
import { withVault } from './vault.ts';

export function roundTripCheck(options: ConnectionOptions, place: Place, io: Io): Check {
  return { name: 'round trip', needsAll: true, run: () => roundTrip(options, place, io) };
}

async function roundTrip(options: ConnectionOptions, place: Place, io: Io): Promise<string> {
  if (options.record !== undefined) return putGetRemove(await connectRecord(options, io));
  const isSandbox = (place.running?.mode ?? place.config.mode) === 'sandbox';
  if (!isSandbox || options.url !== undefined)
    return 'left out: name an application, a record and a person to try it';
  return withVault(options, io, vault =>
    withOwnApp(vault, `${baseUrl(place)}/platform/wildcat.ashx`, putGetRemove),
  );
}

async function putGetRemove(record: RecordClient): Promise<string> {
  const kg = 70.5;
  const when = { date: { y: 2000, m: 1, d: 1 } };
  const key = await record.put(weight, { when, value: { kg } }, { note: 'keepwell doctor' });
  const [thing] = await record.get(weight, { ids: [key.id] });
  await record.remove(key);
  if (thing?.value.value.kg !== kg) throw new Failure('The thing did not come back as it was put.');
  const left = await record.get(weight, { ids: [key.id] });
  if (left.length > 0) throw new Failure('The thing was removed, and is still there.');
  return 'put, got and removed a weight';
}

const doctorsApp = 'd0c70000-0000-4000-8000-000000000001';

/** The same application, person and record at every visit; each visit has a secret of its own. */
async function withOwnApp<T>(
  vault: Vault,
  platformUrl: string,
  work: (record: RecordClient) => Promise<T>,
): Promise<T> {
  const secret = vault.ids.bytes(32);
  const { app, personId, recordId } = await vault.store.write(async db => {
    const app = await registerApplication(db, vault, {
      id: doctorsApp,
      name: 'Keepwell doctor',
      description:
        'Tries whether a thing can be put, got and removed. Works only while `keepwell doctor` runs.',
      kind: 'web',
      rules: [rule],
    });
    await db.applications.putSharedSecret(app.id, vault.keys.seal(secret));
    const owner = await patient(vault, db);
    const ids = await authorize(db, vault, { app, ...owner, optionalRules: [] });
    return { app, personId: ids.personAlias, recordId: ids.recordAlias };
  });
  try {
    const credential = { sodaSecret: secret.toString('base64') };
    return await work(connect({ platformUrl, appId: app.id, credential }).record(recordId, { personId }));
  } finally {
    await vault.store.write(db => db.applications.put({ ...app, state: 'disabled' }));
  }
}

const rule: Application['rules'][number] = {
  name: 'weight',
  reason: 'To try whether the vault works.',
  permissions,
  targets: [{ typeIds: [currentVersion(weight).id] }],
  exceptions: [],
  mode: 'offline',
  optional: undefined,
};

async function patient(vault: Vault, db: Writer): Promise<{ personId: string; recordId: string }> {
  const email = 'doctor@keepwell.invalid';
  const known = await db.people.byEmail(email);
  const [record] = known ? await db.records.ofPerson(known.id) : [];
  if (known && record) return { personId: known.id, recordId: record.record.id };
  const birthDate = '1980-01-01';
  const person = await createPerson(db, vault, {
    email,
    name: 'Keepwell doctor',
    passwordHash: undefined,
    birthDate,
    country: 'US',
  });
  const made = await createRecord(db, vault, {
    personId: person.id,
    name: person.name,
    relationship: relationship.self,
  });
  return { personId: person.id, recordId: made.id };
}
