// How far a connect request has come, and who may make one.
import type { Application } from '../../applications/application.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import type { ConnectRequest } from './connect-request.ts';

/** `used up`: answered wrongly too often. `expired`: not used for too long. Only open ones can be answered. */
export type ConnectState = 'open' | 'used up' | 'expired';

export function connectState({ limits, clock }: Vault, request: ConnectRequest): ConnectState {
  if (request.wrongAnswers >= limits.connectAnswersMax) return 'used up';
  const { connected, createdAt } = request;
  const endsAt = connected ? connected.at + limits.connectedListedMs : createdAt + limits.connectRequestTtlMs;
  return endsAt > clock.now() ? 'open' : 'expired';
}

/**
 * Applications on devices belong to the person who holds them and have nobody to invite.
 * @throws ACCESS_DENIED for them, whatever method groups they have
 */
export function demandMayInvite({ kind }: Application): void {
  if (kind === 'soda-master' || kind === 'soda-child')
    throw fault('ACCESS_DENIED', 'Connect requests and packages are not for applications on devices.');
}
