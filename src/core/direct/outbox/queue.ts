// Queues a Direct message in the transaction of what causes it: once that is committed it is as durable as everything else.
// deliver.ts sends it.
import { fault } from '../../faults.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { getDomain, type SentAttachment, sealAddress, sealHead } from './letter.ts';
import type { LetterKind } from './ports.ts';

export interface NewDirectMail {
  /** Made unless it is given. */
  readonly id?: string;
  readonly from: string;
  readonly to: string | readonly string[];
  /** A MIME entity with no headers but those of its content. */
  readonly entity: Buffer;
  /** What goes inside beside From, To, Date and Message-ID: Subject, In-Reply-To, References. */
  readonly headers: readonly (readonly [string, string])[];
  readonly kind: LetterKind;
  /** Of a person's message: whose it is, and what the list of those sent tells of it. */
  readonly about?: {
    readonly personId: string;
    readonly recordId: string;
    /** The application that sends it in their name. */
    readonly app?: { readonly id: string; readonly name: string } | undefined;
    readonly subject: string;
    readonly text: string;
    readonly attachments: readonly SentAttachment[];
    readonly askedHash?: string | undefined;
  };
}

/** @returns the id of the message @throws mailNotQueued when too much waits */
export async function queueMail(db: Writer, vault: Vault, mail: NewDirectMail): Promise<string> {
  const { limits, ids, keys, clock } = vault;
  const { from, entity, headers, kind, about } = mail;
  const to = [mail.to].flat().map(address => address.toLowerCase());
  if ((await db.directOutbox.countQueued()) + to.length > limits.directCopiesWaitingMax)
    throw fault('mailNotQueued', 'Too many Direct messages are waiting to be sent.');
  const { id = ids.guid() } = mail;
  const { subject = '', text = '', attachments = [] } = about ?? {};
  await db.directOutbox.queue(
    {
      id,
      kind,
      personId: about?.personId,
      recordId: about?.recordId,
      appId: about?.app?.id,
      sealedHead: sealHead(vault, {
        from,
        to,
        subject,
        text,
        attachments,
        appName: about?.app?.name,
        askedHash: about?.askedHash,
        headers,
      }),
      sealedContents: keys.seal(entity),
      at: clock.now(),
    },
    to.map(address => ({
      id: ids.guid(),
      sealedTo: sealAddress(vault, address),
      domain: keys.hash(`direct domain ${getDomain(address)}`),
    })),
  );
  return id;
}
