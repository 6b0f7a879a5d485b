// What the other side says became of a message. Only who can sign for the recipient's domain is believed: anybody may write
// that a message arrived, or that it did not.
import type { Mdn } from '../../../formats/mime/mdn.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { getDomain, nameMessage, openAddress, openHead, readCopyId } from './letter.ts';
import type { CopyRow, CopyState } from './ports.ts';

export interface Confirmed {
  /** Who signed it; undefined where nobody is vouched for. */
  readonly signedBy: string | undefined;
  readonly mdn: Pick<Mdn, 'finalRecipient' | 'originalMessageId' | 'disposition' | 'isOfServer'>;
}

/** From which states each leads on. A message that reached the mailbox stays so, and one that the person stopped stays stopped. */
const onward: Readonly<Record<Mdn['disposition'], { from: readonly CopyState[]; to: CopyState }>> = {
  processed: { from: ['queued', 'sent'], to: 'processed' },
  dispatched: { from: ['queued', 'sent', 'processed'], to: 'delivered' },
  displayed: { from: ['queued', 'sent', 'processed'], to: 'delivered' },
  failed: { from: ['queued', 'sent', 'processed'], to: 'failed' },
};

/** @returns whether it is about a message of ours, said by who may say it */
export async function noteConfirmation(
  db: Writer,
  vault: Vault,
  { signedBy, mdn }: Confirmed,
): Promise<boolean> {
  const copyId = readCopyId(mdn.originalMessageId);
  const copy = copyId === undefined ? undefined : await db.directOutbox.copy(copyId);
  if (!copy || signedBy === undefined || !(await isAbout(db, vault, copy, signedBy, mdn))) return false;
  const { from: states, to } = onward[mdn.disposition];
  await db.directOutbox.settle(copy.id, states, {
    state: to,
    problem: to === 'failed' ? (mdn.isOfServer ? 'bounced' : 'their-system-failed') : undefined,
    at: vault.clock.now(),
  });
  return true;
}

async function isAbout(
  db: Writer,
  vault: Vault,
  copy: CopyRow,
  signedBy: string,
  { finalRecipient, originalMessageId }: Confirmed['mdn'],
): Promise<boolean> {
  const to = openAddress(vault, copy.sealedTo);
  if (finalRecipient.toLowerCase() !== to || getDomain(signedBy) !== getDomain(to)) return false;
  const sealedHead = await db.directOutbox.head(copy.letterId);
  const said = originalMessageId.trim().replace(/^<|>$/g, '').toLowerCase();
  return (
    sealedHead !== undefined &&
    nameMessage(copy.id, openHead(vault, sealedHead).from).toLowerCase() === `<${said}>`
  );
}
