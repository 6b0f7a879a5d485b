// What is said back of a mail (RFC 8098, and the Implementation Guide for Delivery Notification of Direct): "processed" of each
// that was kept and whose sender is vouched for, "dispatched" where they ask to be told that it is in the mailbox. Nothing is
// said to anybody else, of what a program sent by itself, or of what says the same of a mail of ours.
import { type Mdn, printMdn } from '../../../formats/mime/mdn.ts';
import { Fault } from '../../faults.ts';
import type { Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { queueMail } from '../outbox/queue.ts';
import { noteConfirmation } from '../outbox/tracking.ts';
import type { OpenedDirect } from './open.ts';
import { DirectRefusal } from './refusal.ts';

/** In the transaction that keeps the mail. @throws DirectRefusal where too much waits to be sent */
export async function answerMail(
  db: Writer,
  vault: Vault,
  opened: OpenedDirect,
  address: string,
): Promise<void> {
  const { standing, isAutomatic, asksDelivery, messageId, hasMessageId, from, content } = opened;
  if (standing.kind !== 'verified' || isAutomatic || !hasMessageId || content.isReport) return;
  const about = { finalRecipient: address, originalMessageId: messageId, isAutomatic: true };
  await queueAnswer(db, vault, { from: address, to: from }, { ...about, disposition: 'processed' });
  // A sender who is refused is not to know.
  if (asksDelivery)
    await queueAnswer(
      db,
      vault,
      { from: address, to: from },
      { ...about, disposition: 'dispatched', isOfDelivery: true },
    );
}

const subjects = { processed: 'Processed', dispatched: 'Delivered', displayed: 'Read', failed: 'Failed' };

async function queueAnswer(
  db: Writer,
  vault: Vault,
  { from, to }: { from: string; to: string },
  mdn: Mdn,
): Promise<void> {
  const entity = printMdn(mdn, () => vault.ids.guid().replaceAll('-', ''));
  const headers = [
    ['Subject', subjects[mdn.disposition]],
    ['Auto-Submitted', 'auto-replied'],
    ['In-Reply-To', `<${mdn.originalMessageId}>`],
  ] as const;
  try {
    await queueMail(db, vault, { from, to, entity, headers, kind: 'mdn' });
  } catch (error) {
    if (error instanceof Fault && error.reason === 'mailNotQueued')
      throw new DirectRefusal(451, 'Too much mail waits to be answered. Try again later.');
    throw error;
  }
}

/** What the other side says of a mail of ours, which counts where they prove who they are. Nobody is shown it as a mail. */
export async function takeReport(
  vault: Vault,
  { standing, content: { report } }: OpenedDirect,
): Promise<void> {
  if (standing.kind !== 'verified' || !report) return;
  const confirmed = { signedBy: standing.address, mdn: report };
  await vault.store.write(db => noteConfirmation(db, vault, confirmed), ofJob('direct'));
}
