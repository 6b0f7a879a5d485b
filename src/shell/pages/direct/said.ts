// What senders wrote of themselves and of a message, as pages may show it: in one line, nothing hidden in it, and of whom it is
// not sure who they are no more than the address.

import type { DirectHead } from '../../../core/direct/inbox/message.ts';
import { dropQuotes, makeReadableName } from '../../../core/printable.ts';
import type { Language } from '../../../locales/language.ts';
import { directMailWords, inboxWords } from '../../../locales/words.ts';
import { putInOneLine } from '../../../things/common/strings.ts';

const lineCharactersMax = 200;

export function saySubject(subject: string, language: Language): string {
  return sayLine(subject) || inboxWords(language).noSubject;
}

export function sayLine(text: string): string {
  return makeReadableName(putInOneLine(text, lineCharactersMax));
}

/** The name is the sender's word alone, so only who is verified is told by it. */
export function saySender({
  standing,
  from,
  fromName,
}: Pick<DirectHead, 'standing' | 'from' | 'fromName'>): string {
  const name = sayLine(fromName);
  return standing.kind === 'verified' && name !== '' ? name : sayLine(from);
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
