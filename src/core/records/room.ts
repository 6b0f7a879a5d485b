// Room: how much a record may hold, all records of one person together, and all of the vault. Every version counts.
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import type { Usage } from './ports.ts';

/** Bytes that may still come into a record; below zero where there are too many. */
export function countRoom({ limits }: Vault, { bytes, ownerBytes, vaultBytes }: Usage): number {
  return Math.min(
    limits.recordQuotaBytes - bytes,
    limits.personQuotaBytes - ownerBytes,
    limits.vaultQuotaBytes - vaultBytes,
  );
}

/**
 * @param more bytes that come
 * @param times how often the limits may be filled
 * @throws recordFull
 */
export function demandRoom({ limits }: Vault, usage: Usage, more: number, times = 1): void {
  if (usage.bytes + more > times * limits.recordQuotaBytes) throw fault('recordFull');
  if (usage.ownerBytes + more > times * limits.personQuotaBytes)
    throw fault(
      'recordFull',
      'It is not this record alone that is full but all records of the person whose it is, together.',
    );
  if (usage.vaultBytes + more > times * limits.vaultQuotaBytes)
    throw fault('recordFull', 'It is not this record that is full but the vault.');
}
