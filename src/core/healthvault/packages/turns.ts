// Opening packages takes time and memory, so only a few are opened at once; the others wait for their turn.
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';

/** @throws RETRY_LIMIT_EXCEEDED when too many wait already */
export function runInTurn<T>({ memory }: Pick<Vault, 'memory'>, work: () => Promise<T>): Promise<T> {
  return memory.openings.take(work, () => fault('RETRY_LIMIT_EXCEEDED', 'Try again in a minute.'));
}
