// Prepares a vault for the harness: an application, people and records, and sessions whose secrets the clients know.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { giveConsent } from '../../core/authorization/consent.ts';
import { subscribe } from '../../core/events/subscribe.ts';
import { openSession } from '../../core/healthvault/sessions/sign.ts';
import { openVault } from '../../main.ts';
import type { Identity } from '../fuzz/envelope.ts';
import { givenApp, givenPerson } from '../given.ts';
import { typeIds } from '../type-ids.ts';

export interface PreparedRecord {
  /** As the store knows it. */
  readonly id: string;
  /** Who writes to it. */
  readonly identity: Identity;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'keepwell-durability-'));
}

/** Makes the vault in a data folder and closes it again. The application subscribed to what nobody writes, so events wait a while. */
export async function prepareVault(data: string, recordCount: number): Promise<PreparedRecord[]> {
  const vault = await openVault(readConfig({ data, port: 0 }, {}));
  const { app } = await givenApp(vault);
  await subscribe(vault, app, {
    url: 'https://receiver.example/events',
    key: vault.ids.bytes(64).toString('base64'),
    keyVersion: 'v-1',
    filters: [[typeIds.height]],
  });
  const secret = vault.ids.bytes(32);
  const token = await vault.store.write(db =>
    openSession(db, vault, { appId: app.id, hmac: 'HMACSHA256', secret }),
  );
  const records: PreparedRecord[] = [];
  for (let i = 0; i < recordCount; i++) {
    const { person, record } = await givenPerson(vault, `Person ${i}`);
    const ids = await vault.store.write(db =>
      giveConsent(db, vault, { app, personId: person.id, recordId: record.id, optionalRules: [] }),
    );
    const session = { token, secret, hmac: 'HMACSHA256' as const };
    records.push({
      id: record.id,
      identity: { session, offlinePersonId: ids.personAlias, recordId: ids.recordAlias },
    });
  }
  await vault.store.close();
  return records;
}
