// The inputs of a date.

import { getNamed } from '../../../assume.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords, frameWords } from '../../../locales/words.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import { type Drawing, type LeafProps, markOf, nowMark, Told, wired } from './wired.tsx';

/** A date of several inputs, under one heading. */
export function DateParts({ leaf, name, label, before, isOptional, drawing }: LeafProps) {
  const { form, language } = drawing;
  const w = formWords(language);
  const zone = zoneOf(before);
  return (
    <fieldset class="parts" id={name} tabindex={-1}>
      <legend>
        {label}
        {isOptional && <span class="optional"> ({frameWords(language).optional})</span>}
      </legend>
      {leaf.parts.map(part => (
        <Told name={name + part} drawing={drawing} />
      ))}
      {zone !== undefined && <p class="hint">{w.timeZone(zone)}</p>}
      <div class="parts-row">
        {leaf.parts.map(part => (
          <div class={`field part${part.replace('.', '-')}${markOf(name + part, drawing)}`}>
            <label for={name + part}>{datePartLabel(part, language)}</label>
            <DatePart part={part} name={name + part} value={form.get(name + part) ?? ''} drawing={drawing} />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function zoneOf(before: unknown): string | undefined {
  const { tz, structured } = (before ?? {}) as { tz?: CodableValue; structured?: { tz?: CodableValue } };
  return (tz ?? structured?.tz)?.text;
}

function datePartLabel(part: string, language: Language): string {
  const w = formWords(language);
  const labels: Readonly<Record<string, string>> = {
    '.date': w.dateOnly,
    '.time': w.timeOfDay,
    '.y': w.year,
    '.m': w.month,
    '.d': w.day,
    '.words': w.inWords,
  };
  return getNamed(labels, part);
}

interface DatePartProps {
  readonly part: string;
  readonly name: string;
  readonly value: string;
  readonly drawing: Drawing;
}

function DatePart({ part, name, value, drawing }: DatePartProps) {
  const wiring = wired({ name, drawing });
  if (part === '.words') return <input {...wiring} type="text" autocomplete="off" value={value} />;
  const mark = nowMark(part.slice(1) as 'date' | 'time' | 'y' | 'm' | 'd', name, drawing);
  if (part === '.date') return <input {...wiring} {...mark} type="date" value={value} />;
  if (part === '.time') return <input {...wiring} {...mark} type="time" step="any" value={value} />;
  if (part !== '.m')
    return (
      <input
        {...wiring}
        {...mark}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        maxlength={4}
        value={value}
      />
    );
  const names = new Intl.DateTimeFormat(drawing.language, { month: 'long', timeZone: 'UTC' });
  return (
    <select {...wiring} {...mark}>
      <option value="">–</option>
      {Array.from({ length: 12 }, (_, index) => (
        <option value={String(index + 1)} selected={String(index + 1) === value}>
          {names.format(new Date(Date.UTC(2000, index, 1)))}
        </option>
      ))}
    </select>
  );
}
