// What senders wrote of themselves and of a message, as pages may show it: in one line, nothing hidden in it, and of whom it is
// not sure who they are no more than the address.

import type { DirectHead } from '../../../core/direct/inbox/message.ts';
import { dropQuotes, makeReadableName } from '../../../core/printable.ts';
import type { Language } from '../../../locales/language.ts';
import { directMailWords, inboxWords } from '../../../locales/words.ts';
import { boundMarks } from '../../../spelling.ts';
import { putInOneLine } from '../../../things/common/strings.ts';

const lineCharactersMax = 200;

export function saySubject(subject: string, language: Language): string {
  return sayLine(subject) || inboxWords(language).noSubject;
}

export function sayLine(text: string): string {
  return makeReadableName(putInOneLine(text, lineCharactersMax));
}

/**
 * What a verified sender calls themselves, to stand beside their address; undefined for what could be taken for an address, or for
 * what the page itself says of senders.
 */
export function saySignedName(
  { standing, fromName }: Pick<DirectHead, 'standing' | 'fromName'>,
  language: Language,
): string | undefined {
  const name = sayLine(fromName);
  if (standing.kind !== 'verified' || name === '' || /[@\uff20\ufe6b]/.test(name)) return undefined;
  const { verifiedAs, unverified } = inboxWords(language);
  const own = [verifiedAs('').replace(/[\s:]+$/, ''), unverified].map(fold);
  return own.some(word => fold(name).includes(word)) ? undefined : name;
}

function fold(text: string): string {
  return boundMarks(text).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What it calls itself, where that is no more than a claim. */
export function sayClaimedName(
  { standing, fromName }: Pick<DirectHead, 'standing' | 'fromName'>,
  language: Language,
): string | undefined {
  const name = dropQuotes(sayLine(fromName));
  if (standing.kind === 'verified' || name === '') return undefined;
  return directMailWords(language).callsItself(name);
}

/** Scripts and pictures keep their joiners; what turns or hides characters goes. */
export function sayText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\t\n\u200c-\u200f])\p{C}/gu, '');
}
