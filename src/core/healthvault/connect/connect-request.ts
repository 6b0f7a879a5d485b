// A connect request: an application's invitation to a person it knows by an external id, to connect a record.
import type { Application } from '../../applications/application.ts';
import { fault } from '../../errors.ts';
import type { Vault } from '../../vault.ts';

export interface ConnectRequest {
  readonly id: string;
  readonly appId: string;
  readonly codeHash: Buffer;
  readonly friendlyName: string;
  readonly question: string;
  /** See answer.ts. */
  readonly keptAnswer: Buffer;
  readonly externalId: string;
  readonly createdAt: number;
  /** In a row, and those being judged. */
  readonly wrongAnswers: number;
  /** Who connected which record, when last. */
  readonly connected:
    | { readonly personId: string; readonly recordId: string; readonly at: number }
    | undefined;
}

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
