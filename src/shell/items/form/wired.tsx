// What all inputs of a form share: the drawing they are part of, and what ties them to their label, hint and mistakes.

import type { Child } from 'hono/jsx';
import { sayUnit } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords, frameWords } from '../../../locales/words.ts';
import type { Field } from '../../../things/index.ts';
import { FieldError, type FieldErrors } from '../../kit/fields.tsx';
import type { AskedField } from './asked.ts';
import type { Terms } from './codes.ts';
import type { Doubts } from './doubts.ts';
import type { FormTexts } from './form-texts.ts';
import type { Leaf } from './leaf.ts';
import type { Suggestions } from './suggestions.ts';

export interface Drawing {
  readonly form: FormTexts;
  readonly errors: FieldErrors;
  readonly doubts: Doubts;
  readonly language: Language;
  readonly terms: ReadonlyMap<string, Terms>;
  /** The input that stands for now until somebody says otherwise. */
  readonly nowName?: string | undefined;
  /** Names below which something is typed, wrong or new. */
  readonly filled: ReadonlySet<string>;
  /** Is there room for another entry? */
  readonly mayGrow: boolean;
  /** What was just added, to go on with. */
  readonly added?: string | undefined;
  /** Words to choose from, by the name of the input. */
  readonly suggestions: Suggestions;
  /** The names of what is asked first, and is not drawn again in its own place. */
  readonly asked: ReadonlySet<string>;
  /** May what it is about be planned? */
  readonly looksAhead?: boolean;
  /** The input to begin with. */
  readonly first?: string | undefined;
}

export interface LeafProps {
  readonly leaf: Leaf;
  readonly field: Field;
  readonly name: string;
  readonly label: string;
  readonly before: unknown;
  readonly isOptional: boolean;
  /** The field that holds its unit, where that is drawn beside it. */
  readonly unit?: AskedField['unit'];
  readonly drawing: Drawing;
}

interface WiredProps {
  readonly name: string;
  readonly drawing: Drawing;
  readonly hint?: string | undefined;
  /** Ids of what else describes it. */
  readonly by?: string | undefined;
}

/**
 * Ties an input to its hint and to what is wrong or doubtful about it. The first of these gets the focus, or what was just
 * added; where there is neither, what is asked first.
 */
export function wired({ name, drawing: { errors, doubts, added, first }, hint, by }: WiredProps) {
  const isWrong = errors[name] !== undefined;
  const isDoubtful = doubts[name] !== undefined;
  const ids = [
    isWrong && `${name}-error`,
    isDoubtful && `${name}-doubt`,
    hint !== undefined && `${name}-hint`,
    by,
  ]
    .filter(Boolean)
    .join(' ');
  return {
    id: name,
    name,
    'aria-describedby': ids || undefined,
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    autofocus:
      (Object.keys({ ...errors, ...doubts })[0] ?? first) === name ||
      (added !== undefined && `${name}.`.startsWith(`${added}.`)),
  };
}

export interface LabelledProps extends WiredProps {
  readonly label: string;
  readonly isOptional: boolean;
  readonly children?: Child;
}

export function Labelled({ name, label, hint, isOptional, drawing, children }: LabelledProps) {
  const { language } = drawing;
  return (
    <div class={`field${markOf(name, drawing)}`}>
      <label for={name}>
        {label}
        {isOptional && <span class="optional"> ({frameWords(language).optional})</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <Told name={name} drawing={drawing} />
      {children}
    </div>
  );
}

export function markOf(name: string, { errors, doubts }: Drawing): string {
  if (errors[name] !== undefined) return ' wrong';
  return doubts[name] === undefined ? '' : ' doubtful';
}

/** What is wrong with a field, or asked about it. */
export function Told({ name, drawing: { errors, doubts } }: { name: string; drawing: Drawing }) {
  const doubt = doubts[name];
  if (doubt === undefined) return <FieldError name={name} errors={errors} />;
  return (
    <p class="doubt" id={`${name}-doubt`}>
      {doubt.text}
    </p>
  );
}

/** A date or a time that the script sets by the clock of the device. */
export function nowMark(part: 'date' | 'time', name: string, { nowName, form }: Drawing) {
  return nowName !== undefined && name.startsWith(nowName) && form.get('now') === 'yes'
    ? { 'data-now': part }
    : {};
}

interface UnitChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly units: readonly string[];
  readonly drawing: Drawing;
}

export function UnitChoice({ name, label, chosen, units, drawing }: UnitChoiceProps) {
  const { language } = drawing;
  const all = units.includes(chosen) ? units : [chosen, ...units];
  return (
    <select {...wired({ name, drawing })} aria-label={formWords(language).unitOf(label)}>
      {all.map(one => (
        <option value={one} selected={one === chosen}>
          {sayUnit(one, language) || '–'}
        </option>
      ))}
    </select>
  );
}
