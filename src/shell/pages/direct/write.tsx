// Writing a message: its form, then a page that says who will be able to read it and what leaves the vault, then it goes. What is
// typed is carried by the forms alone, so it outlives a session as that of every form does.

import { findDirectAddress } from '../../../core/direct/inbox/address.ts';
import { findDirect } from '../../../core/direct/inbox/inbox.ts';
import { findRecipients } from '../../../core/direct/outbox/compose.ts';
import { directWriteWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { type MailReader, showCheck } from './check.tsx';
import { type Draft, judgeDraft, listRecipients, readDraft } from './draft.ts';
import { listOffered } from './offered.ts';
import { directAddressPath } from './paths.ts';
import { sayLine } from './said.ts';
import { WriteForm } from './write-form.tsx';

export async function showWrite(c: SignedInContext, at: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const { reply = '', item = '', along = '' } = c.req.query();
  const answered = reply === '' ? undefined : await findDirect(vault, person.id, reply);
  const answer = answered && {
    reply: answered.id,
    to: sayLine(answered.from),
    subject: directWriteWords(language).answerTo(sayLine(answered.subject)),
  };
  return writePage(c, at, {
    ...readDraft(new URLSearchParams({ along }), visit),
    thingIds: /^[0-9a-f-]{36}$/.test(item) ? [item] : [],
    ...answer,
  });
}

export async function takeDraft(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const draft = readDraft(form, visit);
  if (form.get('do') !== 'check') return writePage(c, at, draft);
  const found = await findReaders(visit, draft);
  if ('errors' in found) return writePage(c, at, draft, found.errors);
  const { recordId, recordName, things } = await listOffered(visit, at, draft.thingIds);
  const chosen = things.filter(({ value }) => draft.thingIds.includes(value));
  return showCheck(c, { draft, recordId, recordName, readers: found.readers, things: chosen });
}

/** Who can read it, or what is wrong. */
export async function findReaders(
  visit: SignedInVisit,
  draft: Draft,
): Promise<{ readers: MailReader[] } | { errors: FieldErrors }> {
  const { vault, person } = visit;
  const w = directWriteWords(visit.language);
  const errors = judgeDraft(draft, visit);
  if (Object.keys(errors).length > 0) return { errors };
  const own = await vault.store.read(db => findDirectAddress(db, vault, person.id));
  if (!own) return { errors: { to: w.noAddress } };
  const readers: MailReader[] = [];
  for (const found of await findRecipients(vault, person.id, listRecipients(draft))) {
    if ('problem' in found) return { errors: { to: sayProblem(found.address, found.problem, visit) } };
    readers.push(found);
  }
  return { readers };
}

function sayProblem(address: string, problem: string, { language }: SignedInVisit): string {
  const { problems } = directWriteWords(language);
  const say = new Map(Object.entries(problems)).get(problem) ?? problems['look-up-failed'];
  return say(sayLine(address));
}

export async function writePage(
  c: SignedInContext,
  at: AtHand,
  draft: Draft,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const own = await vault.store.read(db => findDirectAddress(db, vault, person.id));
  if (!own) return goTo(c, directAddressPath);
  const w = directWriteWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const title = draft.reply === undefined ? w.title : w.replyTitle;
  const offered = await listOffered(visit, at, draft.thingIds);
  const page = (
    <Layout title={title} visit={visit} place="messages" hasErrors={hasErrors}>
      <h1>{title}</h1>
      <p class="lead">{w.lead}</p>
      <WriteForm visit={visit} draft={draft} offered={offered} errors={errors} />
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}
