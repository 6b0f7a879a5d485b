// Sends a message that its writer has looked over.

import { findDirect } from '../../../core/direct/inbox/inbox.ts';
import type { DirectFile, DirectItems } from '../../../core/direct/outbox/attach.ts';
import { sendDirect } from '../../../core/direct/outbox/compose.ts';
import { Fault } from '../../../core/faults.ts';
import { directWriteWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { makeSummaryFile } from '../summary/file.ts';
import { type Draft, listRecipients, readDraft } from './draft.ts';
import { sentHref } from './paths.ts';
import { findReaders, writePage } from './write.tsx';

export async function sendDraft(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const draft = readDraft(form, visit);
  if (form.get('do') !== 'send') return writePage(c, at, draft);
  const found = await findReaders(visit, draft);
  if ('errors' in found) return writePage(c, at, draft, found.errors);
  try {
    const id = await send(visit, at, draft);
    leaveNotice(c, { text: directWriteWords(visit.language).sent });
    return goTo(c, sentHref(id));
  } catch (error) {
    return writePage(c, at, draft, sayWhyNotSent(visit, error));
  }
}

async function send(visit: SignedInVisit, at: AtHand, draft: Draft): Promise<string> {
  const { vault, person } = visit;
  const { reply, subject, text, summaries, thingIds, isPacked } = draft;
  const answered = reply === undefined ? undefined : await findDirect(vault, person.id, reply);
  const items: DirectItems[] = [
    ...(summaries.includes('summary-ccda') ? [{ kind: 'summary-ccda' } as const] : []),
    ...(thingIds.length > 0 ? [{ kind: 'things', thingIds } as const] : []),
  ];
  return sendDirect(vault, at.grant, {
    ...{ id: nameDraft(visit, at, draft), to: listRecipients(draft), subject, text, items },
    files: summaries.includes('summary-pdf') ? [await makePdf(visit, at)] : [],
    inReplyTo: answered?.messageId,
    isPacked,
  });
}

/** The same for a form that is sent again, and another for who goes back and changes something. */
function nameDraft({ vault, person }: SignedInVisit, { grant }: AtHand, draft: Draft): string {
  const hash = vault.keys.hash(`direct draft ${JSON.stringify([person.id, grant.recordId, draft])}`);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

async function makePdf(visit: SignedInVisit, { grant }: AtHand): Promise<DirectFile> {
  const bytes = await makeSummaryFile(visit.vault, grant, visit);
  return { name: 'summary.pdf', type: 'application/pdf', bytes };
}

/** By the field that it concerns. @throws what is no fault of the message's */
function sayWhyNotSent({ vault, language }: SignedInVisit, error: unknown): FieldErrors {
  const w = directWriteWords(language);
  const { directMessageBytesMax } = vault.limits;
  const problems: Partial<Record<Fault['reason'], FieldErrors>> = {
    tooLarge: { along: w.tooMuch(saySize(directMessageBytesMax, language)) },
    thingNotFound: { along: w.goneThings },
    tooMuchMail: { to: w.tooMany },
    mailNotQueued: { to: w.notQueued },
    certificateUnusable: { to: w.lostCertificate },
  };
  const said = error instanceof Fault ? problems[error.reason] : undefined;
  if (!said) throw error;
  return said;
}
