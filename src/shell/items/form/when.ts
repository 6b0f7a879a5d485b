// What words of a date are taken for, as somebody types them.

import { formWords } from '../../../locales/words.ts';
import type { ShellContext } from '../../web/visit.ts';
import { sayDate } from '../dates.ts';
import { printDay, timeText } from './date-leaves.ts';
import { makeSureMark } from './doubts.ts';
import { readTypedDate } from './typed-date.ts';

/** For the script of the form: a sentence, and what the inputs beside are to hold; of words that stay words, that they were seen. */
export async function answerWhen(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language, zone } = c.var.visit;
  if (!person) return c.json({}, 403);
  const said = (form.get('text') ?? '').trim();
  const kind = form.get('kind') ?? '';
  const w = formWords(language);
  const typedAt = { now: vault.clock.now(), zone, looksAhead: form.get('ahead') === 'yes' };
  const read = readTypedDate(said, typedAt, language);
  c.header('Cache-Control', 'no-store');
  if (read === 'ambiguous') return c.json({ text: w.dateAmbiguous(form.get('label') ?? '') });
  if (read === undefined) {
    if (kind !== 'approx') return c.json({ text: w.dateNotUnderstood(form.get('label') ?? '') });
    const sure = makeSureMark(form.get('name') ?? '', { text: '', about: said });
    return c.json({ text: w.keptAsWordsShort, date: '', time: '', sure });
  }
  const { y, m, d } = read.date;
  const text = sayDate(read, language)?.text ?? '';
  return c.json({
    text: w.understoodShort(text),
    date: m !== undefined && d !== undefined ? printDay({ y, m, d }) : '',
    time: timeText(read.time),
  });
}
