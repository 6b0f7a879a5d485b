// Mail to people about their accounts, in their language. Queued in the transaction of what it tells of; a vault that
// cannot send mail, or not now, goes on without.
import { findLanguage, type Language, makeOnceEach } from '../../locales/language.ts';
import { letterWords } from '../../locales/words.ts';
import { Fault } from '../faults.ts';
import { makeQuotable } from '../mail/address.ts';
import { isOwnAddress } from '../mail/confirm.ts';
import { canSendMail, sendMail } from '../mail/send.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { countNewsTo } from './mailed-links.ts';
import type { Person } from './person.ts';

export type LetterKind = keyof ReturnType<typeof letterWords>['letters'];

export interface LetterFacts {
  readonly link?: string;
  /** To type where the link was asked for. */
  readonly code?: string;
  readonly email?: string;
  /** A passkey, a provider. */
  readonly what?: string;
  /** Another person, by the name they gave themselves. */
  readonly who?: string | undefined;
  /** A browser and a network address, none of it in words that somebody chose. */
  readonly place?: string;
  readonly count?: number;
  readonly until?: number;
}

export interface Addressee {
  readonly name: string;
  readonly email: string;
  readonly culture: string;
}

/**
 * Letters to addresses that may be a stranger's, as any does to one that is not confirmed. They carry no text that whoever
 * had them sent could choose.
 */
const toStrangers: readonly LetterKind[] = ['signUp', 'confirm', 'change'];

/** Letters about others, which end without what to do if it was not oneself. */
const aboutOthers: readonly LetterKind[] = ['invitationAccepted', 'invitationDeclined', 'accessEnded'];

/** @returns whether it is on its way */
export async function tell(
  db: Writer,
  vault: Vault,
  addressee: Person | Addressee,
  kind: LetterKind,
  facts: LetterFacts = {},
): Promise<boolean> {
  if (!canSendMail(vault)) return false;
  const { email, culture } = addressee;
  const isOwn = !('id' in addressee) || (await isOwnAddress(db, vault, addressee.id));
  if (!isOwn && facts.link === undefined && !(await countNewsTo(db, vault, email))) return false;
  const name = toStrangers.includes(kind) || !isOwn ? email : addressee.name;
  const language = findLanguage(culture) ?? 'en';
  const w = letterWords(language);
  const letter = w.letters[kind];
  const footer = aboutOthers.includes(kind)
    ? w.sharedWith
    : kind === 'made'
      ? w.notKnown
      : facts.link === undefined
        ? w.notYou
        : w.notAsked;
  const { shellUrl } = vault.instance;
  const [what, who] = [makeQuotable(facts.what ?? ''), makeQuotable(facts.who ?? '')];
  const fill = (part: string) => filled(part, { ...facts, what, who, name, shellUrl }, language);
  const subject = fill(letter.subject);
  const text = [w.hello, letter.text, footer, w.from].map(fill);
  try {
    await sendMail(db, vault, {
      to: { name, address: email },
      subject,
      text: text.join('\n\n'),
      locale: culture,
    });
    return true;
  } catch (error) {
    // What happened stands, whether it can be told or not.
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}

function filled(
  text: string,
  { until, ...facts }: LetterFacts & { readonly name: string; readonly shellUrl: string },
  language: Language,
): string {
  const day = until === undefined ? '' : dayFormat(language).format(until);
  const values: Record<string, string | number | undefined> = { ...facts, until: day };
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

const dayFormat = makeOnceEach(
  locale => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
);
