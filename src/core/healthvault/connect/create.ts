// CreateConnectRequest and DeletePendingConnectRequest: what an application does with its invitations.
import type { Application } from '../../applications/application.ts';
import type { Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import { hashAnswer } from './answer.ts';
import type { ConnectRequest } from './connect-request.ts';
import { connectState, demandMayInvite } from './connect-state.ts';
import { hashIdentityCode, makeIdentityCode } from './identity-code.ts';

export interface NewConnectRequest {
  readonly friendlyName: string;
  readonly question: string;
  readonly answer: string;
  readonly externalId: string;
}

/**
 * @returns the identity code
 * @throws INVALID_VERIFICATION_QUESTION, INVALID_VERIFICATION_ANSWER when blank; DUPLICATE_CONNECT_REQUEST_FOUND;
 *   RETRY_LIMIT_EXCEEDED when the application has as many as it may
 */
export async function createConnectRequest(
  vault: Vault,
  app: Application,
  { friendlyName, question, answer, externalId }: NewConnectRequest,
): Promise<string> {
  demandMayInvite(app);
  demandQuestion(question);
  if (isBlank(answer)) throw fault('INVALID_VERIFICATION_ANSWER', 'CreateConnectRequest needs an answer.');
  const code = makeIdentityCode(vault.ids);
  const request: ConnectRequest = {
    id: vault.ids.guid(),
    appId: app.id,
    codeHash: hashIdentityCode(code),
    friendlyName,
    question,
    keptAnswer: await vault.memory.answers.take(app.id, () => hashAnswer(vault.keys, answer)),
    externalId,
    createdAt: vault.clock.now(),
    wrongAnswers: 0,
    connected: undefined,
  };
  await vault.store.write(async db => {
    await freeUpExternalId(db, vault, request);
    const max = vault.limits.connectRequestsPerAppMax;
    if ((await db.connect.count(app.id)) >= max)
      throw fault(
        'RETRY_LIMIT_EXCEEDED',
        `An application may have ${max} connect requests. Delete some first.`,
      );
    await db.connect.insert(request);
  }, ofJob('packages'));
  return code;
}

/** @throws INVALID_VERIFICATION_QUESTION when it is blank */
export function demandQuestion(question: string): void {
  if (isBlank(question)) throw fault('INVALID_VERIFICATION_QUESTION');
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/**
 * Makes way for an external id: what has expired under it goes, what a person connected stays beside.
 * @throws DUPLICATE_CONNECT_REQUEST_FOUND when another open or used-up request has it
 */
export async function freeUpExternalId(
  db: Writer,
  vault: Vault,
  { id, appId, externalId }: Pick<ConnectRequest, 'id' | 'appId' | 'externalId'>,
): Promise<void> {
  for (const other of await db.connect.byExternalId(appId, externalId)) {
    if (other.id === id || other.connected) continue;
    if (connectState(vault, other) !== 'expired') throw fault('DUPLICATE_CONNECT_REQUEST_FOUND');
    await db.connect.remove(other.id);
  }
}

/**
 * Takes back what nobody has connected yet. An external id that is not in use is fine: what was to go is gone.
 * @throws CONNECT_REQUEST_ALREADY_AUTHORIZED when there are only requests that a person has connected
 */
export async function deletePendingRequest(
  vault: Vault,
  app: Application,
  externalId: string,
): Promise<void> {
  demandMayInvite(app);
  await vault.store.write(async db => {
    const all = await db.connect.byExternalId(app.id, externalId);
    const pending = all.filter(({ connected }) => !connected);
    if (pending.length === 0 && all.some(request => connectState(vault, request) !== 'expired'))
      throw fault('CONNECT_REQUEST_ALREADY_AUTHORIZED', 'Only pending requests can be deleted.');
    for (const { id } of pending) await db.connect.remove(id);
  }, ofJob('packages'));
}
