// A copy for somebody of the same vault: signed and encrypted as any, and taken on as what comes by SMTP is, but without a name
// server or a mail server on its way. Used by deliver.ts.
import { Turns } from '../../limits/turns.ts';
import type { Vault } from '../../vault.ts';
import { localPartOf } from '../inbox/address.ts';
import { receiveDirect } from '../inbox/receive.ts';
import { DirectRefusal } from '../inbox/refusal.ts';
import { type Envelope, RoadProblem, type RoadWord } from './roads.ts';

export function isWithin(vault: Vault, address: string): boolean {
  return localPartOf(vault, address) !== undefined;
}

/** A mail is in memory several times while it is taken on. */
const taking = new Turns(1, 1);

/** @throws RoadProblem */
export async function deliverWithin(
  vault: Vault,
  { from, to, raw }: Envelope & { readonly raw: Buffer },
): Promise<void> {
  try {
    await taking.take(to, () => receiveDirect(vault, raw, { from, to }));
  } catch (error) {
    if (!(error instanceof DirectRefusal)) throw error;
    const isPassing = error.code < 500;
    throw new RoadProblem(isPassing ? 'put-off' : (words[error.code] ?? 'refused'), isPassing);
  }
}

const words: Readonly<Record<number, RoadWord>> = { 550: 'no-such-address', 552: 'too-large' };
