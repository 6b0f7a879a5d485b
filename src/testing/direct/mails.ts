// Mails in a person's folders, as if they had come by Direct: the bytes are those that were signed, what was found out of their
// sender is given. For pages, which show it; that it is found out rightly is tested where mail comes in.

import { assume } from '../../assume.ts';
import { keepBlob, streamOnce } from '../../core/blobs/keep.ts';
import type { Standing } from '../../core/direct/certificates/standing.ts';
import { findRecipient, hashSender, makeDirectAddress } from '../../core/direct/inbox/address.ts';
import { readContent } from '../../core/direct/inbox/content.ts';
import type { MailAbout } from '../../core/direct/inbox/message.ts';
import type { DirectFolder } from '../../core/direct/inbox/ports.ts';
import { sealAbout } from '../../core/direct/inbox/sealed.ts';
import type { Person } from '../../core/people/person.ts';
import { ofMailbox, ofPerson } from '../../core/turns.ts';
import type { Vault } from '../../core/vault.ts';

export const verified: Extract<Standing, { kind: 'verified' }> = {
  kind: 'verified',
  address: 'gray@direct.clinic.example',
  subject: 'Dr. Meredith Gray, Clinic of Example',
  issuer: 'Example HISP CA',
  notAfter: Date.UTC(2028, 4, 31),
  fingerprint: 'ab'.repeat(32),
  boundTo: 'address',
};

export interface GivenMail {
  readonly from?: string;
  readonly fromName?: string;
  readonly subject?: string;
  readonly isSubjectSigned?: boolean;
  readonly standing?: Standing;
  readonly folder?: DirectFolder;
  /** A MIME entity; a text where it is left out. */
  readonly entity?: string | Buffer;
}

/** Who has no address gets one. @returns the id of the mail */
export async function givenMail(
  vault: Vault,
  person: Pick<Person, 'id' | 'name'>,
  given: GivenMail = {},
): Promise<string> {
  const address = await vault.store.write(db => makeDirectAddress(db, vault, person), ofPerson(person.id));
  const to = assume(await vault.store.read(db => findRecipient(db, vault, address)), 'a recipient');
  const { from = verified.address, fromName = 'Dr. Gray', subject = 'Your results' } = given;
  const { standing = verified, folder = 'inbox', isSubjectSigned = true } = given;
  const entity = Buffer.from(given.entity ?? 'Content-Type: text/plain\r\n\r\nPlease come in on Monday.\r\n');
  const owner = { appId: `direct ${person.id}`, personId: person.id, purpose: 'import' as const };
  const { blobId } = await keepBlob(vault, owner, streamOnce(entity));
  const id = vault.ids.guid();
  const about: MailAbout = {
    ...{
      from,
      fromName,
      subject,
      isSubjectSigned,
      standing,
      to: to.address,
      messageId: `${id}@clinic.example`,
    },
    attachments: readContent(entity).attachments.map(({ part: _, ...one }) => one),
  };
  const now = vault.clock.now();
  await vault.store.write(async db => {
    await db.directInbox.insert({
      ...{ id, personId: person.id, folder, blobId, at: now, movedAt: now, isRead: false },
      hash: vault.keys.hash(id),
      senderHash: hashSender(vault, from),
      isVerified: standing.kind === 'verified',
      bytes: entity.length,
      thingId: undefined,
      sealed: sealAbout(vault, about),
    });
    await db.blobs.hold(blobId, 0, Number.MAX_SAFE_INTEGER);
  }, ofMailbox(person.id));
  return id;
}

export interface GivenPart {
  readonly type: string;
  readonly name?: string;
  readonly content: string | Buffer;
}

/** A multipart of a text and files. */
export function makeEntity(text: GivenPart, ...files: readonly GivenPart[]): string {
  const print = ({ type, name, content }: GivenPart) =>
    [
      `Content-Type: ${type}`,
      'Content-Transfer-Encoding: base64',
      ...(name === undefined
        ? []
        : [`Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`]),
      '',
      Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
    ].join('\r\n');
  const parts = [text, ...files].map(part => `--b\r\n${print(part)}\r\n`).join('');
  return `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`;
}
