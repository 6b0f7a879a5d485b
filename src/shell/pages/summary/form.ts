// What somebody chose for a summary, as its form was sent.
import { getLatestDay, isPastDay } from '../../../core/days.ts';
import { type SummaryAsked, type SummaryPart, summaryParts } from '../../../core/summary/summary.ts';
import { summaryWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import type { Visit } from '../../web/visit.ts';

export interface Chosen extends SummaryAsked {
  readonly questions: string;
}

export const questionsCharactersMax = 2000;

/** How far back it goes unless told otherwise. */
const monthsAtFirst = 6;

export function chooseFirst({ vault }: Pick<Visit, 'vault'>): Chosen {
  const since = new Date(vault.clock.now());
  since.setUTCMonth(since.getUTCMonth() - monthsAtFirst);
  return { parts: summaryParts, since: since.toISOString().slice(0, 10), questions: '' };
}

export function readChosen(form: URLSearchParams, visit: Visit): { chosen: Chosen; errors: FieldErrors } {
  const w = summaryWords(visit.language);
  const named = form.getAll('part');
  const since = (form.get('since') ?? '').trim();
  const questions = (form.get('questions') ?? '').replace(/\r\n?/g, '\n').trim();
  const now = visit.vault.clock.now();
  const errors = {
    ...((!isPastDay(since, now) || since > getLatestDay(now)) && { since: w.badSince }),
    ...([...questions].length > questionsCharactersMax && { questions: w.tooLong(questionsCharactersMax) }),
  };
  const parts = summaryParts.filter((part): part is SummaryPart => named.includes(part));
  return { chosen: { parts, since, questions }, errors };
}
