// The person's side of a connect request: find it by its code, answer its question, connect a record.
// Called by the Shell; what applications do is in create.ts.

import type { Application } from '../../applications/application.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import { answerMatches } from './answer.ts';
import { findByTypedCode, findWorkingApp } from './by-code.ts';
import type { ConnectRequest } from './connect-request.ts';
import type { ConnectState } from './connect-state.ts';
import { connectState } from './connect-state.ts';
import { countConnectTry, type Trier } from './tries.ts';

export interface FoundRequest {
  readonly request: ConnectRequest;
  readonly app: Application;
  readonly state: ConnectState;
}

/**
 * The connect request of a code as somebody typed it; undefined when there is none, or its application may not work.
 * @throws RETRY_LIMIT_EXCEEDED after too many codes that were wrong
 */
export async function findByCode(trier: Trier, typed: string): Promise<FoundRequest | undefined> {
  return findByTypedCode(trier, typed, async (db, hash) =>
    foundOf(db, trier.vault, await db.connect.byCode(hash)),
  );
}

export async function findRequest(db: Reader, vault: Vault, id: string): Promise<FoundRequest | undefined> {
  return foundOf(db, vault, await db.connect.byId(id));
}

async function foundOf(
  db: Reader,
  vault: Vault,
  request: ConnectRequest | undefined,
): Promise<FoundRequest | undefined> {
  const app = request && (await findWorkingApp(db, vault, request.appId));
  return app && { request, app, state: connectState(vault, request) };
}

export type Judged = { readonly isRight: true } | { readonly isRight: false; readonly triesLeft: number };

/**
 * Judges an answer. Each counts as wrong until it is found right, so that many at once get no further than the allowed.
 * @throws RETRY_LIMIT_EXCEEDED when the request is used up, or after too many wrong answers to any
 */
export async function judgeAnswer(trier: Trier, requestId: string, answer: string): Promise<Judged> {
  const { vault } = trier;
  const takeBack = await countConnectTry(trier, 'connect answer');
  const { keptAnswer, wrongAnswers } = await vault.store.write(async db => {
    const request = await openRequestOf(db, vault, requestId);
    const counted = { ...request, wrongAnswers: request.wrongAnswers + 1 };
    await db.connect.update(counted);
    return counted;
  }, ofJob('packages'));
  if (!(await answerMatches(vault.keys, keptAnswer, answer)))
    return { isRight: false, triesLeft: vault.limits.connectAnswersMax - wrongAnswers };
  await takeBack();
  await vault.store.write(async db => {
    const request = await db.connect.byId(requestId);
    if (request) await db.connect.update({ ...request, wrongAnswers: request.wrongAnswers - 1 });
  }, ofJob('packages'));
  return { isRight: true };
}

async function openRequestOf(db: Reader, vault: Vault, id: string): Promise<ConnectRequest> {
  const request = await db.connect.byId(id);
  const state = request && connectState(vault, request);
  if (state === 'used up')
    throw fault('RETRY_LIMIT_EXCEEDED', 'The connect request was answered wrongly too often.');
  if (!request || state !== 'open') throw fault('INVALID_IDENTITY_CODE');
  return request;
}

/**
 * Notes who connected which record, after the person authorised the application on it. Starts the days anew in which
 * the application can list it.
 * @throws INVALID_IDENTITY_CODE when the request is no longer there, has expired, or another person connected; RETRY_LIMIT_EXCEEDED when it is used up
 */
export async function markConnected(
  db: Writer,
  vault: Vault,
  { requestId, personId, recordId }: { requestId: string; personId: string; recordId: string },
): Promise<void> {
  const request = await openRequestOf(db, vault, requestId);
  // Whoever connected first stays the one that the application writes to.
  if (request.connected && request.connected.personId !== personId) throw fault('INVALID_IDENTITY_CODE');
  const at = vault.clock.now();
  await db.connect.update({ ...request, wrongAnswers: 0, connected: { personId, recordId, at } });
}
