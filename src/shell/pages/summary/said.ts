// A summary in words: what the page and the file both say.

import type { Besides, Summary, SummaryLine, SummaryPart } from '../../../core/summary/summary.ts';
import type { Mark } from '../../../core/targets/judge.ts';
import { summaryWords } from '../../../locales/words.ts';
import { sayWhenShort } from '../../items/when.ts';
import { sayLocalDay } from '../../kit/words.ts';
import { dayThere, type Locale } from '../../web/clock.ts';
import type { Visit } from '../../web/visit.ts';
import type { Chosen } from './form.ts';

export interface SaidLine {
  readonly id: string;
  readonly kind: string | undefined;
  readonly text: string;
  /** Date and range. */
  readonly beside: string;
  readonly marks: readonly Mark[];
}

export interface SaidSection {
  readonly title: string;
  readonly lines: readonly SaidLine[];
  /** What is said where there are no lines, or after them. */
  readonly notes: readonly string[];
}

export interface Said {
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly sections: readonly SaidSection[];
  readonly questions: string;
  readonly foot: readonly string[];
}

export function saySummary(
  { about, sections, leftOut, untold }: Summary,
  chosen: Chosen,
  visit: Pick<Visit, 'vault' | 'language' | 'zone'>,
): Said {
  const { language, vault } = visit;
  const w = summaryWords(language);
  const name = (part: SummaryPart) =>
    part === 'changes' ? w.sinceDay(sayLocalDay(chosen.since, language)) : w.parts[part];
  const { birthDate, sex, bloodType } = about;
  const born = birthDate && (birthDate.length === 10 ? sayLocalDay(birthDate, language) : birthDate);
  const facts = [
    { name: w.born, text: born },
    { name: w.sex, text: sex && w.sexes[sex] },
    { name: w.blood, text: bloodType },
  ];
  return {
    title: w.title(about.name),
    facts: facts.flatMap(({ name, text }) => (text ? [{ name, text }] : [])),
    sections: sections.map(({ part, lines, more, undated, isClosed }) => ({
      title: name(part),
      lines: lines.map(line => sayLine(line, visit)),
      notes: isClosed
        ? [w.closed]
        : [
            ...(lines.length === 0 && more.length === 0 ? [w.nothing] : []),
            ...(more.length > 0 ? [w.cut(sayBesides(more))] : []),
            ...(undated.length > 0 ? [w.undated(sayBesides(undated))] : []),
          ],
    })),
    questions: chosen.questions,
    foot: [
      ...(leftOut.length > 0 ? [w.leftOut(leftOut.map(part => w.parts[part]).join(', '))] : []),
      ...(untold.length > 0 ? [w.untold(untold.join(', '))] : []),
      w.asOf(dayThere(vault.clock.now(), visit), about.name),
      w.mayLack,
    ],
  };
}

/** `Procedure (3), Message`. */
function sayBesides(all: readonly Besides[]): string {
  return all.map(({ kind, count }) => (count === undefined ? kind : `${kind} (${count})`)).join(', ');
}

function sayLine({ id, text, kind, when, range, marks }: SummaryLine, visit: Locale): SaidLine {
  const w = summaryWords(visit.language);
  const date = when && sayWhenShort(when, visit);
  return { id, kind, text, beside: [range && w.range(range), date].filter(Boolean).join(' · '), marks };
}
