// Gives a vault keys, and others in their place. What is new is told to all processes that serve the vault first, and used when
// they know it; then all that is kept is sealed anew. Each step may be the last: the same command goes on.
import type { Awaitable } from '../../core/awaitable.ts';
import type { CopyDatabase } from '../copy/database.ts';
import { forgetTokens } from '../fhir-tokens.ts';
import { openSeals } from '../seals.ts';
import { getRow } from '../sql.ts';
import type { MasterKey } from './master.ts';
import { putRecordKeys, tellChange } from './record-keys.ts';
import { type Resealing, reseal } from './reseal.ts';
import { drawKey } from './xaes.ts';

export interface KeyWork extends Resealing {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** Until every process that serves the vault has looked for keys. */
  pause(): Promise<void>;
  /** Until nobody reads any more what was there before. */
  pauseForReaders(): Promise<void>;
}

/** Takes the keys as they are now. */
async function refresh({ database, ring }: KeyWork): Promise<void> {
  const seals = openSeals(database.sql);
  await ring.unlock(await seals.vaultKeys(), await seals.keyChange());
}

/** A key of the vault that is not used yet, if there is one. */
async function findUnready({ database }: KeyWork): Promise<number | undefined> {
  const rows = await openSeals(database.sql).vaultKeys();
  return rows.find(({ isReady }) => !isReady)?.id;
}

/** From now on a key of the vault seals that all processes know. */
async function makeReady(work: KeyWork, id: number): Promise<void> {
  await work.pause();
  await work.database.transact(async () => {
    await work.database.sql.run('UPDATE vault_key SET is_ready = 1 WHERE id = ?', id);
    await tellChange(work.database.sql);
  });
  await refresh(work);
  await work.pause();
}

/** @returns how many rows were sealed */
export async function encryptRows(work: KeyWork): Promise<number> {
  const { database, ring, now } = work;
  if ((await openSeals(database.sql).vaultKeys()).length === 0) {
    const made = await ring.makeVaultKeys(now, true);
    await database.transact(async () => {
      await openSeals(database.sql).putVaultKeys(made.map(row => ({ ...row, isReady: row.id === 0 })));
      await tellChange(database.sql);
    });
  }
  const unready = await findUnready(work);
  if (unready !== undefined) await makeReady(work, unready);
  await refresh(work);
  let sealed = 0;
  for (;;) {
    const given = await giveRecordKeys(work);
    const changed = await reseal(work);
    sealed += changed;
    if (given + changed === 0) return sealed;
  }
}

const recordsAtOnce = 200;

/** To records that have none. */
async function giveRecordKeys({ database, ring }: KeyWork): Promise<number> {
  for (let given = 0; ; ) {
    const rows = await database.sql.all<{ id: string }>(
      `SELECT id FROM record WHERE NOT EXISTS (SELECT 1 FROM record_key k WHERE k.record_id = record.id)
       LIMIT ${recordsAtOnce}`,
    );
    if (rows.length === 0) return given;
    await database.transact(async () => {
      for (const { id } of rows) {
        await putRecordKeys(database.sql, id, ring.makeRecordKeys());
        await forgetTokens(database.sql, id);
      }
    });
    given += rows.length;
  }
}

/** A master key that is kept beside the one there is. */
export interface NewMaster {
  readonly master: MasterKey;
  /** Keeps it where it is found at the next start, once nothing is wrapped by the old one. */
  take(): void;
}

/**
 * Another key of the vault, wrapped by another master key; what was begun goes on instead.
 * @param make called where no other command can have begun the same
 * @throws where the master key was changed meanwhile; then nothing of it was changed here
 */
export async function rotateMaster(work: KeyWork, make: () => Awaitable<NewMaster>): Promise<number> {
  const { database, ring, now } = work;
  let unready = await findUnready(work);
  if (unready === undefined) {
    const id = (ring.currentId ?? 0) + 1;
    unready = id;
    await database.transact(async () => {
      await openSeals(database.sql).putVaultKeys([
        { ...(await ring.wrapVaultKey(id, drawKey(), now)), isReady: false },
      ]);
      await tellChange(database.sql);
    });
  }
  await makeReady(work, unready);
  const made = await database.transact(() => wrapAnew(work, make));
  made.take();
  ring.setMaster(made.master);
  return reseal(work);
}

/** Within a transaction. */
async function wrapAnew(
  { database: { sql }, ring }: KeyWork,
  make: () => Awaitable<NewMaster>,
): Promise<NewMaster> {
  // Whoever else does this waits here, and then finds keys that another master key wraps. The file of the new one has one name:
  // if two made it, one would take the other's for the vault's.
  const own = await sql.run(
    'UPDATE vault_key SET master_id = ? WHERE master_id = ?',
    ring.master.id,
    ring.master.id,
  );
  const rows = await openSeals(sql).vaultKeys();
  if (own !== rows.length)
    throw new Error('Another command changed the master key meanwhile. Look at `keepwell keys status`.');
  const made = await make();
  for (const { id, wrapped } of rows)
    await sql.run(
      'UPDATE vault_key SET wrapped = ?, master_id = ? WHERE id = ?',
      await made.master.wrap(await ring.master.unwrap(wrapped, id), id),
      made.master.id,
      id,
    );
  return made;
}

/** Other keys for all records, or for one. @returns how many rows were sealed anew */
export async function rotateRecords(work: KeyWork): Promise<number> {
  const { database, ring, recordId } = work;
  for (let after = ''; ; ) {
    const rows = await database.sql.all<{ id: string; last: number }>(
      `SELECT record_id AS id, MAX(generation) AS last FROM record_key
       WHERE record_id ${recordId === undefined ? '>' : '='} ? GROUP BY record_id ORDER BY record_id LIMIT ${recordsAtOnce}`,
      recordId ?? after,
    );
    if (recordId !== undefined && rows.length === 0)
      throw new Error(`There are no keys of a record ${recordId}.`);
    await database.transact(async () => {
      for (const { id, last } of rows)
        await putRecordKeys(database.sql, id, [ring.wrapRecordKey(Number(last) + 1, drawKey())]);
      await tellChange(database.sql);
    });
    after = rows.at(-1)?.id ?? '';
    if (recordId !== undefined || rows.length < recordsAtOnce) break;
  }
  await refresh(work);
  await work.pause();
  return resealToEnd(work);
}

/** Until a round finds nothing. */
export async function resealToEnd(work: KeyWork): Promise<number> {
  await refresh(work);
  for (let sealed = 0; ; ) {
    const changed = await reseal(work);
    sealed += changed;
    if (changed === 0) return sealed;
  }
}

export interface KeyStatus {
  readonly vaultKeys: number;
  /** The one that seals; undefined in a vault that is not encrypted. */
  readonly current: number | undefined;
  readonly masterId: string | undefined;
  readonly records: number;
  /** Records that have no keys yet. */
  readonly plainRecords: number;
  /** Versions of items, and files, that are not sealed. */
  readonly plainVersions: number;
  readonly plainFiles: number;
  /** Keys of records that an earlier key of the vault wraps. */
  readonly behind: number;
}

export async function readKeyStatus({ sql }: Pick<CopyDatabase, 'sql'>): Promise<KeyStatus> {
  const rows = await openSeals(sql).vaultKeys();
  const current = rows.filter(({ id, isReady }) => isReady && id > 0).at(-1);
  const count = async (text: string, ...values: number[]) =>
    Number((await getRow<{ n: number }>(sql, `SELECT COUNT(*) AS n FROM ${text}`, ...values)).n);
  return {
    vaultKeys: rows.length,
    current: current?.id,
    masterId: current?.masterId,
    records: await count('record'),
    plainRecords: await count(
      'record WHERE NOT EXISTS (SELECT 1 FROM record_key k WHERE k.record_id = record.id)',
    ),
    plainVersions:
      (await count('thing WHERE sealed IS NULL')) + (await count('thing_history WHERE sealed IS NULL')),
    plainFiles: await count(`blob WHERE sealed_key IS NULL AND state <> 'dropped'`),
    behind: current ? await count('record_key WHERE vault_key_id <> ?', current.id) : 0,
  };
}
