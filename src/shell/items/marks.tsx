// What in an item is not as it should be, in words and by a shape; by what it is judged is one click away, and so is a target.

import type { Grant } from '../../core/authorization/grant.ts';
import type { Mark } from '../../core/targets/judge.ts';
import type { Language } from '../../locales/language.ts';
import { sayMark } from '../../locales/say-mark.ts';
import { nameType } from '../../locales/type-names.ts';
import { dataWords, marksWords } from '../../locales/words.ts';
import type { Degree } from '../../things/common/marks.ts';
import { findAimHref, isAimed } from './aims.ts';
import { itemHref } from './kinds.ts';

const shapes: Readonly<Record<Degree, string>> = {
  'far-below': '▼▼',
  below: '▼',
  'little-below': '▽',
  'little-above': '△',
  above: '▲',
  'far-above': '▲▲',
  abnormal: '◆',
  critical: '‼',
};

/** Three steps, each calmer than the next. */
const strengths: Readonly<Record<Degree, '' | ' clear' | ' far'>> = {
  'far-below': ' far',
  below: ' clear',
  'little-below': '',
  'little-above': '',
  above: ' clear',
  'far-above': ' far',
  abnormal: ' clear',
  critical: ' far',
};

const shownMax = 4;

/** Where the page of an item tells by what it is judged. */
export const linesId = 'lines';

interface MarksProps {
  readonly marks: readonly Mark[];
  /** Of the item. */
  readonly id: string;
  /** Under which a target would be kept; none is offered without it. */
  readonly grant?: Pick<Grant, 'permits'>;
  readonly language: Language;
}

export function Marks({ marks, id, grant, language }: MarksProps) {
  if (marks.length === 0) return null;
  const w = marksWords(language);
  const more = marks.length - shownMax;
  const aim = grant && findAimHref(marks, grant);
  const kind = marks.find(isAimed)?.line?.kind;
  return (
    <ul class="marks">
      {marks.slice(0, shownMax).map(mark => (
        <li>
          <a class={`mark${strengths[mark.is]}`} href={`${itemHref(id)}#${linesId}`}>
            <span aria-hidden="true">{shapes[mark.is]} </span>
            {sayMark(mark, language)}
          </a>
        </li>
      ))}
      {more > 0 && <li class="hint">{dataWords(language).andMore(more)}</li>}
      {aim !== undefined && kind !== undefined && (
        <li class="not-printed">
          <a class="mark-aim" href={aim} aria-label={w.setTargetFor(nameType({ name: kind }, language))}>
            {w.setTarget}
          </a>
        </li>
      )}
    </ul>
  );
}
