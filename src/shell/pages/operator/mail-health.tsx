// Mail that does not go out, in words: what happened, and what mends it. The codes are those that facades/mail/smtp.ts keeps.

import type { MailTrouble } from '../../../core/mail/ports.ts';
import type { Language } from '../../../locales/language.ts';
import { mailHealthWords } from '../../../locales/words.ts';
import { makeTable } from '../../../schema/table.ts';
import { Table } from '../../kit/kit.tsx';
import { dayThere, type Locale } from '../../web/clock.ts';

type Meaning = keyof ReturnType<typeof mailHealthWords>['meanings'];

/** `EENVELOPE 550` is the receiver; 4xx and 5xx mean what RFC 5321 says of them. */
export function getMeaning(problem: string): Meaning {
  const [code = '', number = ''] = problem.split(' ');
  if (problem === 'sealed with another key') return 'key';
  if (code === 'EAUTH' || ['530', '535'].includes(number)) return 'login';
  if (code === 'EENVELOPE') {
    if (['452', '552'].includes(number)) return 'full';
    if (number.startsWith('4')) return 'later';
    return number === '554' ? 'message' : 'receiver';
  }
  if (code === 'EMESSAGE') return number.startsWith('4') ? 'later' : 'message';
  return byCode[code] ?? 'other';
}

const byCode: Readonly<Record<string, Meaning>> = makeTable({
  ETLS: 'tls',
  EDNS: 'name',
  ESOCKET: 'away',
  ECONNECTION: 'away',
  ETIMEDOUT: 'away',
});

export function MailTroubles({ troubles, locale }: { troubles: readonly MailTrouble[]; locale: Locale }) {
  if (troubles.length === 0) return null;
  const { language } = locale;
  const w = mailHealthWords(language);
  return (
    <>
      <Table
        caption={w.problems}
        rows={troubles}
        columns={[
          {
            label: w.what,
            cell: ({ problem }) => (
              <>
                {w.meanings[getMeaning(problem)].what}
                <span class="hint">{problem}</span>
              </>
            ),
          },
          {
            label: w.copies,
            cell: ({ state, count }) => (state === 'waiting' ? w.waiting(count) : w.givenUp(count)),
          },
          { label: w.latest, cell: ({ latest }) => <span class="keep">{dayThere(latest, locale)}</span> },
          { label: w.remedy, cell: ({ problem }) => w.meanings[getMeaning(problem)].remedy },
        ]}
      />
      {troubles.some(({ state }) => state === 'given-up') && <p class="hint">{w.forgotten}</p>}
    </>
  );
}

/** Where mail goes in a sandbox without a mail server. */
export function InMailbox({ language }: { language: Language }) {
  const w = mailHealthWords(language);
  return (
    <>
      {w.inMailbox} <a href="/mailbox">{w.mailbox}</a>
    </>
  );
}
