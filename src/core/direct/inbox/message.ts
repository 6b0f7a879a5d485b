// A mail that came by Direct, as it lies in a person's folders.
import type { AttachmentKind } from '../../../formats/mime/kinds.ts';
import type { Standing } from '../certificates/standing.ts';
import type { DirectFolder, StoredMail } from './ports.ts';

/** As SMTP has it. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  /** Of the dialogue that brought it, in which it may be for several; alone, where none is told. */
  readonly transaction?: string;
}

export interface DirectAttachment {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly kind: AttachmentKind;
  /** The import that reads it into the record. */
  readonly importId?: string;
}

/** What is sealed of a mail. */
export interface MailAbout {
  readonly from: string;
  readonly fromName: string;
  /** The address of the person that it was sent to. */
  readonly to: string;
  readonly subject: string;
  /** Did its signer sign the subject, too? */
  readonly isSubjectSigned?: boolean;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly standing: Standing;
  readonly attachments: readonly DirectAttachment[];
}

export interface DirectHead {
  readonly id: string;
  readonly at: number;
  readonly folder: DirectFolder;
  readonly from: string;
  /** As they call themselves. Of who is verified it was signed, or is empty; otherwise it proves nothing. */
  readonly fromName: string;
  readonly subject: string;
  /** Might anybody on its way have written the subject, though it is sure who sent it? */
  readonly isSubjectUnsure: boolean;
  readonly standing: Standing;
  readonly isRead: boolean;
  readonly hasAttachments: boolean;
  /** In the record. */
  readonly thingId?: string;
  /** By which an answer names it. */
  readonly messageId: string;
  /** Of the mail that it answers. */
  readonly inReplyTo?: string;
}

/** All that is told of one without looking into its bytes. */
export interface DirectAbout extends DirectHead {
  readonly to: string;
  readonly attachments: readonly DirectAttachment[];
}

export interface DirectMessage extends DirectAbout {
  /** Its text; that of HTML without anything that could act. */
  readonly text: string;
  /** Was there more of it? */
  readonly isCut: boolean;
}

export function headOf({ id, at, folder, isRead, thingId }: StoredMail, about: MailAbout): DirectHead {
  const { from, fromName, subject, standing, messageId, inReplyTo, attachments } = about;
  return {
    ...{ id, at, folder, from, fromName, subject, standing, isRead, messageId },
    isSubjectUnsure: isSubjectUnsure(about),
    hasAttachments: attachments.length > 0,
    ...(thingId !== undefined && { thingId }),
    ...(inReplyTo !== undefined && { inReplyTo }),
  };
}

export function isSubjectUnsure({ standing, isSubjectSigned, subject }: MailAbout): boolean {
  return standing.kind === 'verified' && isSubjectSigned !== true && subject !== '';
}
