// Which processes write down what is read, so that one that dies before it wrote its last is noticed: the log then says from
// when until when reads may be missing. A process that stops writes all it has and is forgotten.
import { ownRows, type Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Details } from './audit.ts';
import type { Noter } from './noter.ts';

/** Of the only process there is, as far as the vault knows. */
const alone = 'server';

/**
 * Called before anything is read.
 * @param node undefined where the process alone serves the vault
 * @throws where it cannot be written; it is tried again once something was read
 */
export async function beginNoting(vault: Vault, node: string | undefined): Promise<void> {
  vault.memory.noter = { name: node ?? alone, isAlone: node === undefined, isWritten: false };
  await writeBeginning(vault, vault.memory.noter);
}

async function writeBeginning(vault: Vault, noter: Noter): Promise<void> {
  if (noter.isAlone) await tellOfGaps(vault, () => false);
  await vault.store.write(async db => {
    const now = vault.clock.now();
    await db.log.putNoter(noter.name, now);
    await note(db, now, 'StartServer', { version: vault.version });
  }, ownRows);
  vault.memory.noter = { ...noter, isWritten: true };
}

/** All that was read until now is in the log. */
export async function keepNoting(vault: Vault): Promise<void> {
  const { noter } = vault.memory;
  if (noter === undefined) return;
  if (noter.isWritten) await vault.store.write(db => db.log.putNoter(noter.name, vault.clock.now()), ownRows);
  else await writeBeginning(vault, noter);
}

/**
 * Tells who changes keys that this process has taken a change.
 * @returns false where it is not written yet that the process is there
 */
export async function noteKeys(
  { store, memory }: Pick<Vault, 'store' | 'memory'>,
  change: number,
): Promise<boolean> {
  const { noter } = memory;
  if (!noter?.isWritten) return false;
  await store.write(db => db.log.noteKeys(noter.name, change), ownRows);
  return true;
}

/** Called when nothing is read any more and all is written. */
export async function endNoting({ store, memory, clock, version }: Vault): Promise<void> {
  const { noter } = memory;
  if (noter === undefined) return;
  memory.noter = undefined;
  await store.write(async db => {
    await db.log.removeNoter(noter.name);
    await note(db, clock.now(), 'StopServer', { version });
  }, ownRows);
}

/** Of nodes: those whose leases ended without a word. */
export async function tellOfLostNodes(vault: Vault): Promise<void> {
  const { noter } = vault.memory;
  if (noter === undefined || noter.isAlone) return;
  const held = new Set((await vault.store.read(db => db.leases.held())).map(({ name }) => name));
  const aliveSince = vault.clock.now() - 2 * vault.limits.leaseMs;
  await tellOfGaps(vault, ({ name, notedAt }) => held.has(`node ${name}`) || notedAt > aliveSince);
}

async function tellOfGaps(
  vault: Vault,
  isAlive: (noter: { readonly name: string; readonly notedAt: number }) => boolean,
): Promise<void> {
  const gone = (await vault.store.read(db => db.log.noters())).filter(noter => !isAlive(noter));
  if (gone.length === 0) return;
  await vault.store.write(async db => {
    const now = vault.clock.now();
    for (const { name, notedAt } of gone) {
      await db.log.removeNoter(name);
      await note(db, now, 'ReadsMayBeMissing', { from: notedAt, to: now });
    }
  }, ownRows);
}

async function note(db: Writer, at: number, action: string, details: Details): Promise<void> {
  const nobody = { personId: undefined, appId: undefined, recordId: undefined, avenue: undefined };
  await db.audit.add({ at, action, ...nobody, details });
}
