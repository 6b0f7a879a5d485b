// How far a connect package has come.
import type { Vault } from '../../vault.ts';
import type { ConnectPackage } from './connect-package.ts';

/** `reserved`: without contents yet. `used up`: answered wrongly too often. `expired`: not picked up for too long. */
export type PackageState = 'reserved' | 'open' | 'used up' | 'expired';

export function getPackageState({ limits, clock }: Vault, dropped: ConnectPackage): PackageState {
  if (dropped.createdAt + limits.packageTtlMs <= clock.now()) return 'expired';
  if (dropped.wrongAnswers >= limits.packageAnswersMax) return 'used up';
  return dropped.droppedOff ? 'open' : 'reserved';
}
