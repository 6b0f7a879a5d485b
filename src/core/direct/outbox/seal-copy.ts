// From a copy that waits to what goes out: wrapped with its headers, so that its subject and whom it answers are sealed with it,
// then signed by the sender's key and encrypted to the recipient's. Used by deliver.ts.
import { printField } from '../../../formats/mime/print.ts';
import { Fault } from '../../faults.ts';
import type { Vault } from '../../vault.ts';
import { findSigningKey } from '../certificates/key.ts';
import { nameMessage, type PlainCopy } from './letter.ts';
import { findRecipient } from './recipients.ts';
import { RoadProblem } from './roads.ts';

/** A look-up that failed is made again; that there is nobody to encrypt it to stays so. */
const passing = ['look-up-failed'];

/** @throws RoadProblem */
export async function sealCopy(
  vault: Vault,
  { id, to, head, contents, queuedAt }: PlainCopy,
  ending: AbortSignal,
): Promise<Buffer> {
  const { from, headers } = head;
  const found = await findRecipient(vault, from, to, ending);
  if ('problem' in found) throw new RoadProblem(found.problem, passing.includes(found.problem));
  const signer = await vault.store.read(db => findSigningKey(db, vault, from));
  if (!signer) throw new RoadProblem('no-key', true);
  const outer = [
    ['From', `<${from}>`],
    ['To', `<${to}>`],
    ['Message-ID', nameMessage(id, from)],
    ['Date', printDate(queuedAt)],
  ] as const;
  try {
    const { sealMail } = await import('../smime/seal.ts');
    return await sealMail({
      entity: wrap(contents, [...outer, ...headers]),
      headers: outer,
      signer,
      recipients: [found.certificate],
      now: vault.clock.now(),
      limits: vault.limits,
    });
  } catch (error) {
    if (error instanceof Fault)
      throw new RoadProblem(error.reason === 'certificateUnusable' ? 'not-trusted' : 'too-large', false);
    throw error;
  }
}

/** As RFC 8551 and the Applicability Statement of Direct have it: the mail as a part of type message/rfc822. */
function wrap(entity: Buffer, headers: readonly (readonly [string, string])[]): Buffer {
  const lines = [
    'Content-Type: message/rfc822',
    '',
    ...headers.map(([name, value]) => printField(name, value)),
    'MIME-Version: 1.0',
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'), entity]);
}

/** `Wed, 25 Nov 2026 12:00:00 +0000` */
function printDate(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
