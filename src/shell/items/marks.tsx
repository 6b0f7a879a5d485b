// What in an item is not as it should be, in words and by a shape.
import type { Language } from '../../locales/language.ts';
import { dataWords } from '../../locales/words.ts';
import type { Mark } from '../../things/common/marks.ts';

const shapes: Readonly<Record<Mark['is'], string>> = { low: '▼', high: '▲', abnormal: '◆', critical: '‼' };

const shownMax = 4;

export function Marks({ marks, language }: { marks: readonly Mark[]; language: Language }) {
  if (marks.length === 0) return null;
  const w = dataWords(language);
  const more = marks.length - shownMax;
  return (
    <ul class="marks">
      {marks.slice(0, shownMax).map(({ what, is }) => (
        <li class={is === 'critical' ? 'mark critical' : 'mark'}>
          <span aria-hidden="true">{shapes[is]} </span>
          {what === '' ? w.marks[is] : w.marked(what, w.marks[is])}
        </li>
      ))}
      {more > 0 && <li class="hint">{w.andMore(more)}</li>}
    </ul>
  );
}
