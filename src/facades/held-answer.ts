// An answer that is made is held until it is taken, and counted for whom it is until then.
import type { ServerResponse } from 'node:http';
import { underWay } from '../core/limits/under-way.ts';
import type { Vault } from '../core/vault.ts';

/** Small answers are bounded by the number of requests. */
const countFromBytes = 65_536;

/** False when too much is held for this party, or in all: then it must not be sent. */
export function holdAnswer(vault: Vault, party: string, response: ServerResponse, bytes: number): boolean {
  if (bytes < countFromBytes) return true;
  const { answerBytes } = underWay(vault);
  if (!answerBytes.add(party, bytes)) return false;
  response.once('close', () => answerBytes.remove(party, bytes));
  return true;
}
