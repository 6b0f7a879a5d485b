// By what the values of an item are judged: each line that one of them lies outside of, with whose it is and where it comes from.
import type { Grant } from '../../core/authorization/grant.ts';
import { findLineSeries, type Mark } from '../../core/targets/judge.ts';
import { sayUnit } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { sayNumber } from '../../locales/numbers.ts';
import { sayMark } from '../../locales/say-mark.ts';
import { chartWords, marksWords } from '../../locales/words.ts';
import type { Bounds } from '../../things/common/marks.ts';
import { findUcumOfText } from '../../things/common/unit-names.ts';
import { findAimHref } from './aims.ts';
import { getChartSlug } from './links.ts';
import { linesId } from './marks.tsx';

interface LineTold {
  readonly mark: Mark;
  readonly text: string;
}

/** With bounds in the units in which the values were written. */
export async function tellLines(marks: readonly Mark[], language: Language): Promise<LineTold[]> {
  return Promise.all(marks.map(async mark => ({ mark, text: sayLine(await inTypedUnit(mark), language) })));
}

async function inTypedUnit(mark: Mark): Promise<Mark> {
  const { bounds, unit, typedUnit, line } = mark;
  const measured = line && findLineSeries(line)?.measured;
  const to = unit === typedUnit ? undefined : findUcumOfText(typedUnit);
  if (!bounds || !measured || to === undefined) return mark;
  const { convertBase } = await import('../../things/common/units.ts');
  const convert = (value: number | undefined) =>
    value === undefined ? undefined : convertBase(value, measured.base, to, measured.substance);
  const [min, max] = [convert(bounds.min), convert(bounds.max)];
  const isWhole =
    (min === undefined) === (bounds.min === undefined) && (max === undefined) === (bounds.max === undefined);
  return isWhole ? { ...mark, bounds: { ...bounds, min, max }, unit: typedUnit } : mark;
}

function sayLine({ by, bounds, unit, source = '', ofAdults }: Mark, language: Language): string {
  const { lineOf } = marksWords(language);
  const text = bounds ? `${sayBounds(bounds, language)} ${sayUnit(unit, language)}`.trim() : '';
  switch (by) {
    case 'flag':
      return lineOf.flag;
    case 'usual':
      return (ofAdults ? lineOf.usualOfAdults : lineOf.usual)(text, source);
    default:
      return lineOf[by](text);
  }
}

/** `60–80`, `at most 5`, `at least 3.9 and less than 5.6`. */
export function sayBounds({ min, max, excludesMin, excludesMax }: Bounds, language: Language): string {
  const w = marksWords(language);
  // What was converted has more digits than anybody needs.
  const say = (value: number) => sayNumber(Number(value.toPrecision(significantDigits)), language);
  const from = min === undefined ? undefined : (excludesMin ? w.moreThan : w.atLeast)(say(min));
  const to = max === undefined ? undefined : (excludesMax ? w.lessThan : w.atMost)(say(max));
  if (from === undefined || to === undefined) return from ?? to ?? '';
  if (!excludesMin && !excludesMax) return `${say(min ?? 0)}–${say(max ?? 0)}`;
  return w.both(from, to);
}

const significantDigits = 3;

interface JudgedByProps {
  readonly lines: readonly LineTold[];
  readonly grant: Pick<Grant, 'permits'>;
  readonly language: Language;
}

export function JudgedBy({ lines, grant, language }: JudgedByProps) {
  if (lines.length === 0) return null;
  const w = marksWords(language);
  return (
    <section id={linesId}>
      <h2>{w.lines}</h2>
      <ul class="lines">
        {lines.map(({ mark, text }) => {
          const aim = findAimHref([mark], grant);
          return (
            <li>
              <strong>{sayMark(mark, language)}</strong>
              <br />
              {text}
              {mark.line && mark.by !== 'flag' && mark.by !== 'range' && (
                <>
                  {' '}
                  <a href={`/charts/${getChartSlug({ name: mark.line.kind })}`}>{w.seeChart}</a>
                </>
              )}
              {aim !== undefined && (
                <>
                  {' · '}
                  <a href={aim}>{chartWords(language).targetLink}</a>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
