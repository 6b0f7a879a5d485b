// The ids an application knows a person and a record by: random, made at the first need, kept for ever.
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

export async function ensurePersonAlias(
  db: Writer,
  vault: Vault,
  appId: string,
  personId: string,
): Promise<string> {
  const known = await db.aliases.ofPerson(appId, personId);
  if (known) return known;
  const alias = vault.ids.guid();
  await db.aliases.putPerson(appId, personId, alias);
  return alias;
}

export async function ensureRecordAlias(
  db: Writer,
  vault: Vault,
  appId: string,
  personId: string,
  recordId: string,
): Promise<string> {
  if (!(await db.aliases.ofRecordInApp(appId, recordId))) {
    await db.aliases.putRecordInApp(appId, recordId, vault.ids.guid());
  }
  const known = await db.aliases.ofRecord(appId, personId, recordId);
  if (known) return known;
  const alias = vault.ids.guid();
  await db.aliases.putRecord(appId, personId, recordId, alias);
  return alias;
}
