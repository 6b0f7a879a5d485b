// The vault of the event storm: records of as many people, and applications that may read different parts of them.
import { readConfig } from '../../config.ts';
import { giveConsent } from '../../core/authorization/consent.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { subscribe } from '../../core/events/subscribe.ts';
import { openSession } from '../../core/healthvault/sessions/sign.ts';
import type { Vault } from '../../core/vault.ts';
import { openVault } from '../../main.ts';
import type { PreparedRecord } from '../durability/vault.ts';
import { fullRules, givenApp, givenPerson, type TestApp } from '../given.ts';
import { typeIds } from '../type-ids.ts';

export interface Subscriber {
  readonly name: string;
  readonly subscriptionId: string;
  readonly key: Buffer;
  /** The ids it knows each record by, with the person's, for each authorisation of it; none where it has none. */
  readonly known: readonly (readonly { readonly personId: string; readonly recordId: string }[])[];
  /** May it be told of a thing of a record it is authorised on? */
  readonly mayRead: (thing: { readonly typeId: string; readonly date: string }) => boolean;
}

export interface StormVault {
  /** It writes to all records. */
  readonly writingApp: TestApp;
  /** With the identity of the application that writes to all. */
  readonly records: readonly PreparedRecord[];
  readonly subscribers: readonly Subscriber[];
}

/** Receivers must be asked again soon, or a storm takes days. */
export const stormLimits = { eventRetryFirstMs: 50, eventRetryGapMaxMs: 400, eventTimeoutMs: 250 };

export const namedTypes: readonly string[] = [typeIds.weight, typeIds.bloodPressure];
const lateFrom = '2025-01-01T00:00:00';

const offline = (rule: Rule): boolean => rule.mode === 'offline';

/** Who subscribes: its rules, which records it has, and what it may read of them. */
const parts: readonly {
  name: string;
  rules: Rule[];
  has: (record: number) => boolean;
  mayRead: Subscriber['mayRead'];
}[] = [
  { name: 'all', rules: fullRules(), has: () => true, mayRead: () => true },
  {
    name: 'weights',
    rules: fullRules([typeIds.weight]),
    has: () => true,
    mayRead: ({ typeId }) => typeId === typeIds.weight,
  },
  { name: 'some records', rules: fullRules(), has: record => record % 2 === 0, mayRead: () => true },
  {
    name: 'online only',
    rules: fullRules().filter(rule => !offline(rule)),
    has: () => true,
    mayRead: () => false,
  },
  {
    name: 'late dates',
    rules: fullRules().map(rule => ({ ...rule, targets: [{ typeIds: 'all' as const, from: lateFrom }] })),
    has: () => true,
    mayRead: ({ date }) => date >= lateFrom,
  },
];
export const subscriberCount = parts.length;

export async function prepareStorm(
  data: string,
  recordCount: number,
  receiverPorts: readonly number[],
): Promise<StormVault> {
  const vault = await openVault(readConfig({ data, port: 0 }, {}));
  const owners: Awaited<ReturnType<typeof givenPerson>>[] = [];
  for (let i = 0; i < recordCount; i++) owners.push(await givenPerson(vault, `Person ${i}`));
  // A second person reads the first record, and authorises applications on it too.
  const carer = await givenPerson(vault, 'Carer');
  await vault.store.write(db =>
    db.records.putAccess({
      personId: carer.person.id,
      recordId: owners[0]!.record.id,
      level: 'view',
      relationship: 1,
      typeIds: undefined,
      createdAt: vault.clock.now(),
      expiresAt: undefined,
    }),
  );
  const subscribers: Subscriber[] = [];
  for (const [i, { name, rules, has, mayRead }] of parts.entries()) {
    const { app } = await givenApp(vault, { rules, methodGroups: ['basic', 'eventing'] });
    const known = [];
    for (const [
      record,
      {
        person,
        record: { id: recordId },
      },
    ] of owners.entries()) {
      const people = !has(record) ? [] : record === 0 ? [person, carer.person] : [person];
      const ids = [];
      for (const { id: personId } of people) {
        const aliases = await vault.store.write(db =>
          giveConsent(db, vault, { app, personId, recordId, optionalRules: [] }),
        );
        ids.push({ personId: aliases.personAlias, recordId: aliases.recordAlias });
      }
      known.push(ids);
    }
    const key = vault.ids.bytes(64);
    const subscriptionId = await subscribe(vault, app, {
      url: `http://127.0.0.1:${receiverPorts[i]}/events`,
      key: key.toString('base64'),
      keyVersion: `v${i}`,
      filters: [namedTypes],
    });
    subscribers.push({ name, subscriptionId, key, known, mayRead });
  }
  const writingApp = await givenApp(vault);
  const records = await writersOf(vault, writingApp, owners);
  await vault.store.close();
  return { writingApp, records, subscribers };
}

async function writersOf(
  vault: Vault,
  { app }: TestApp,
  owners: readonly Awaited<ReturnType<typeof givenPerson>>[],
): Promise<PreparedRecord[]> {
  const secret = vault.ids.bytes(32);
  const token = await vault.store.write(db =>
    openSession(db, vault, { appId: app.id, hmac: 'HMACSHA256', secret }),
  );
  const session = { token, secret, hmac: 'HMACSHA256' as const };
  const records: PreparedRecord[] = [];
  for (const { person, record } of owners) {
    const ids = await vault.store.write(db =>
      giveConsent(db, vault, { app, personId: person.id, recordId: record.id, optionalRules: [] }),
    );
    const identity = { session, offlinePersonId: ids.personAlias, recordId: ids.recordAlias };
    records.push({ id: record.id, identity });
  }
  return records;
}
