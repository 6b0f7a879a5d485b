// A message that is being written, as its form carries it from page to page. Nothing of it is stored before it is sent.

import { isPostmaster } from '../../../core/direct/inbox/postmaster.ts';
import { isReadable, isVisible } from '../../../core/printable.ts';
import { directWriteWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import type { Visit } from '../../web/visit.ts';

export const summaryKinds = ['summary-ccda', 'summary-pdf'] as const;
export type SummaryKind = (typeof summaryKinds)[number];

export interface Draft {
  /** Of the message that is answered. */
  readonly reply: string | undefined;
  /** Those ticked of who is known. */
  readonly known: readonly string[];
  /** As it was typed: addresses with commas between. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly summaries: readonly SummaryKind[];
  readonly thingIds: readonly string[];
  /** Do clinical documents go along as XDM? */
  readonly isPacked: boolean;
  /** So that it is sent once. */
  readonly once: string;
}

export const subjectCharactersMax = 200;
export const textCharactersMax = 20_000;
/** Each character may be four bytes, and each of these three characters of a form. */
export const letterFormBytesMax = 12 * textCharactersMax + 65_536;
const thingsMax = 20;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readDraft(form: URLSearchParams, { vault }: Visit): Draft {
  const id = (name: string) => (guid.test(form.get(name) ?? '') ? (form.get(name) ?? undefined) : undefined);
  return {
    reply: id('reply'),
    known: form.getAll('known'),
    to: form.get('to') ?? '',
    subject: (form.get('subject') ?? '').trim(),
    text: (form.get('text') ?? '').replace(/\r\n?/g, '\n').trim(),
    summaries: summaryKinds.filter(kind => form.getAll('along').includes(kind)),
    thingIds: [...new Set(form.getAll('thing'))].filter(one => guid.test(one)).slice(0, thingsMax),
    isPacked: form.get('pack') === 'yes',
    once: id('once') ?? vault.ids.guid(),
  };
}

/** Whom it goes to: each once, folded as addresses of Direct are. */
export function listRecipients({ known, to }: Draft): string[] {
  const typed = to.split(/[,;\s]+/).filter(Boolean);
  return [...new Set([...known, ...typed].map(one => one.trim().toLowerCase()))];
}

/** What is wrong with it before anybody is looked for. */
export function judgeDraft(draft: Draft, visit: Visit): FieldErrors {
  const w = directWriteWords(visit.language);
  const { directRecipientsPerMessageMax: recipientsMax } = visit.vault.limits;
  const recipients = listRecipients(draft);
  const wrong = recipients.find(address => !isAddress(address));
  const { subject, text, summaries, thingIds } = draft;
  return {
    ...(recipients.length === 0 && { to: w.noTo }),
    ...(wrong !== undefined && { to: w.badTo(wrong) }),
    ...(recipients.some(address => isPostmaster(visit.vault, address)) && { to: w.badPostmaster }),
    ...(recipients.length > recipientsMax && { to: w.tooManyTo(recipientsMax) }),
    ...(!isVisible(subject) && { subject: w.noSubject }),
    ...([...subject].length > subjectCharactersMax && { subject: w.longSubject(subjectCharactersMax) }),
    ...(text === '' && summaries.length + thingIds.length === 0 && { text: w.noText }),
    ...(([...text].length > textCharactersMax || !isReadable(text)) && {
      text: w.badText(textCharactersMax),
    }),
  };
}

function isAddress(address: string): boolean {
  return (
    address.length <= 254 && /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(address)
  );
}
