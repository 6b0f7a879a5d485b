// An answer that is made is held until it is taken, and counted for whom it is until then.
import type { ServerResponse } from 'node:http';
import type { Vault } from '../core/vault.ts';

/** For whom an answer is: an address, and an application where one is known. */
export interface Receiver {
  readonly party: string;
  readonly appId?: string | undefined;
}

/** Small answers are bounded by the number of requests. */
const countFromBytes = 65_536;

/** False when too much is held for this receiver, or in all: then it must not be sent. */
export function holdAnswer(
  vault: Vault,
  { party, appId }: Receiver,
  response: ServerResponse,
  bytes: number,
): boolean {
  if (bytes < countFromBytes) return true;
  const { answerBytes, answerBytesOfApps } = vault.memory.underWay;
  if (!answerBytes.add(party, bytes)) return false;
  if (appId !== undefined && !answerBytesOfApps.add(appId, bytes)) {
    answerBytes.remove(party, bytes);
    return false;
  }
  response.once('close', () => {
    answerBytes.remove(party, bytes);
    if (appId !== undefined) answerBytesOfApps.remove(appId, bytes);
  });
  return true;
}

/** Bytes that could be held for a receiver. */
export function countAnswerRoom(vault: Vault, { party, appId }: Receiver): number {
  const { answerBytes, answerBytesOfApps } = vault.memory.underWay;
  const room = answerBytes.roomFor(party);
  return appId === undefined ? room : Math.min(room, answerBytesOfApps.roomFor(appId));
}
