// One date: words for it, and what the browser has to pick it. What words are taken for is shown beside, by script as one types,
// or before it is saved.

import { formWords, frameWords } from '../../../locales/words.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { Leaf } from './leaf.ts';
import { type Drawing, type LeafProps, markOf, nowMark, Told, wired } from './wired.tsx';

export function DateParts({ leaf, name, label, before, isOptional, drawing }: LeafProps) {
  const { form, language } = drawing;
  const w = formWords(language);
  const zone = zoneOf(before);
  const said = `${name}.said`;
  return (
    <fieldset class="parts" id={leaf.kind === 'date' ? undefined : name} tabindex={-1}>
      <legend>
        {label}
        {isOptional && <span class="optional"> ({frameWords(language).optional})</span>}
      </legend>
      {leaf.parts.map(part => (
        <Told name={name + part} drawing={drawing} />
      ))}
      {zone !== undefined && <p class="hint">{w.timeZone(zone)}</p>}
      <div class="parts-row">
        <div class={`field part-said${markOf(said, drawing)}`}>
          <label for={said}>{w.inWords}</label>
          <input
            {...wired({ name: said, drawing, by: `${said}-as` })}
            type="text"
            autocomplete="off"
            value={form.get(said) ?? ''}
            data-when={leaf.kind}
          />
        </div>
        {leaf.parts
          .filter(part => part !== '.said')
          .map(part => (
            <div class={`field${markOf(name + part, drawing)}`}>
              <label for={name + part}>{part === '.time' ? w.timeOfDay : w.dateOnly}</label>
              <input
                {...wired({ name: name + part, drawing })}
                {...nowMark(part === '.time' ? 'time' : 'date', name + part, drawing)}
                {...(part === '.time' ? { type: 'time', step: 'any' } : { type: 'date' })}
                value={form.get(name + part) ?? ''}
              />
            </div>
          ))}
      </div>
      <output class="hint" id={`${said}-as`} for={said}>
        {hintOf(leaf, drawing)}
      </output>
    </fieldset>
  );
}

function hintOf({ kind }: Leaf, { language, looksAhead }: Drawing): string {
  const w = formWords(language);
  if (looksAhead) return w.aheadHint;
  return kind === 'date-time' || kind === 'date' ? w.whenHint : w.knownHint;
}

function zoneOf(before: unknown): string | undefined {
  const { tz, structured } = (before ?? {}) as { tz?: CodableValue; structured?: { tz?: CodableValue } };
  return (tz ?? structured?.tz)?.text;
}
