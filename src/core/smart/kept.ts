// What the authorization server keeps, in the way it asks for it: by kind and id, with a payload of its own. A thin layer over
// the store, so that facades/oauth/ and tests keep the same.
import { createHmac } from 'node:crypto';
import { ownRows } from '../store.ts';
import type { Vault } from '../vault.ts';
import { appIdOf } from './client.ts';
import type { SmartRow } from './ports.ts';
import { hashSmartId, openSmart, sealSmart } from './rows.ts';

/** What all payloads may have. */
export interface SmartPayload {
  readonly clientId?: string | undefined;
  readonly grantId?: string | undefined;
  readonly uid?: string | undefined;
  /** Seconds since 1970. */
  readonly consumed?: number;
}

/** Kinds that are good once for all: a second one of the same id is refused. */
const onceOnly: readonly string[] = ['ReplayDetection'];

/** @returns false for the second of what may be there once only */
export async function keepSmart(
  vault: Vault,
  { kind, id, payload }: { kind: string; id: string; payload: SmartPayload },
  ttlMs: number,
): Promise<boolean> {
  const row = makeRow(vault, { kind, id, payload }, ttlMs);
  if (!row) return false;
  return vault.store.write(async db => {
    if (onceOnly.includes(kind)) return db.smart.addRow(row);
    await db.smart.putRow(row);
    return true;
  }, ownRows);
}

function makeRow(
  vault: Vault,
  { kind, id, payload }: { kind: string; id: string; payload: SmartPayload },
  ttlMs: number,
): SmartRow | undefined {
  const idHash = hashSmartId(vault, id);
  if (!idHash) return undefined;
  const hashed = (other: string | undefined) => (other === undefined ? undefined : hashSmartId(vault, other));
  return {
    kind,
    idHash,
    sealed: sealSmart(vault, { kind, id, payload }),
    appId: payload.clientId === undefined ? undefined : appIdOf(payload.clientId),
    // The grant itself goes with what belongs to it.
    grantHash: kind === 'Grant' ? idHash : hashed(payload.grantId),
    uidHash: hashed(payload.uid),
    consumedAt: undefined,
    expiresAt: vault.clock.now() + ttlMs,
  };
}

/** With when it was consumed, where it was. */
export async function findKept<Payload extends object>(
  vault: Vault,
  kind: string,
  id: string,
): Promise<(Payload & SmartPayload) | undefined> {
  const idHash = hashSmartId(vault, id);
  const row = idHash && (await vault.store.read(db => db.smart.row(kind, idHash)));
  return row && openRow(vault, row, id);
}

export async function findKeptByUid<Payload extends object>(
  vault: Vault,
  kind: string,
  uid: string,
): Promise<(Payload & SmartPayload) | undefined> {
  const uidHash = hashSmartId(vault, uid);
  const row = uidHash && (await vault.store.read(db => db.smart.rowByUid(kind, uidHash)));
  return row && openRow(vault, row);
}

function openRow<Payload extends object>(
  vault: Vault,
  row: SmartRow,
  id?: string,
): (Payload & SmartPayload) | undefined {
  if (row.expiresAt <= vault.clock.now()) return undefined;
  const payload = openSmart<Payload & SmartPayload>(vault, row, id);
  if (!payload || row.consumedAt === undefined || mayComeAgain(vault, row)) return payload;
  return { ...payload, consumed: Math.floor(row.consumedAt / 1000) };
}

/** Two windows of an application refresh by the one token they have, at the same moment. */
function mayComeAgain({ clock, limits }: Vault, { kind, consumedAt }: SmartRow): boolean {
  return (
    kind === 'RefreshToken' &&
    consumedAt !== undefined &&
    clock.now() - consumedAt < limits.smartRefreshAgainMs
  );
}

/** What comes after a refresh token: the same for each who uses it, so that they go on as one, and are found out as one. */
export function makeNextRefreshToken({ keys }: Pick<Vault, 'keys'>, token: string): string {
  return createHmac('sha256', keys.derive('smart refresh tokens')).update(token).digest('base64url');
}

/** @returns false where it was consumed before, and may not come again: of two at once, one is told so */
export async function consumeKept(vault: Vault, kind: string, id: string): Promise<boolean> {
  const idHash = hashSmartId(vault, id);
  if (!idHash) return false;
  return vault.store.write(async db => {
    if (await db.smart.consumeRow(kind, idHash, vault.clock.now())) return true;
    const row = await db.smart.row(kind, idHash);
    return row !== undefined && mayComeAgain(vault, row);
  }, ownRows);
}

export async function dropKept(vault: Vault, kind: string, id: string): Promise<void> {
  const idHash = hashSmartId(vault, id);
  if (idHash) await vault.store.write(db => db.smart.removeRow(kind, idHash), ownRows);
}

/** All tokens and codes of a grant, and the grant. */
export async function dropGrant(vault: Vault, grantId: string): Promise<void> {
  const hash = hashSmartId(vault, grantId);
  if (hash) await vault.store.write(db => db.smart.removeGrant(hash), ownRows);
}
