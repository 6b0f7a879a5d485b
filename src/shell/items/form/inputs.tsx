// The inputs of one leaf of a form.

import type { Child } from 'hono/jsx';
import { assume, getNamed } from '../../../assume.ts';
import { readText } from '../../../core/vocabularies/localised.ts';
import { sayUnit, sayValue } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';
import { formWords, frameWords } from '../../../locales/words.ts';
import type { TextShape } from '../../../schema/schema.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { GeneralMeasurement } from '../../../things/common/measurements.ts';
import type { Field } from '../../../things/index.ts';
import { FieldError, type FieldErrors } from '../../kit/fields.tsx';
import { getVocabularies, type Terms } from './codes.ts';
import type { Doubts } from './doubts.ts';
import type { FormTexts } from './form-texts.ts';
import type { Leaf } from './leaf.ts';
import { listUnits } from './measured-leaves.ts';

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
}

export interface LeafProps {
  readonly leaf: Leaf;
  readonly field: Field;
  readonly name: string;
  readonly label: string;
  readonly before: unknown;
  readonly isOptional: boolean;
  readonly drawing: Drawing;
}

export function LeafInputs(props: LeafProps) {
  switch (props.leaf.kind) {
    case 'boolean':
    case 'choice':
      return <Chosen {...props} />;
    case 'date-time':
    case 'approx-date':
    case 'approx':
      return <DateParts {...props} />;
    case 'measured':
    case 'display':
      return <WithUnit {...props} />;
    default:
      return <One {...props} />;
  }
}

interface WiredProps {
  readonly name: string;
  readonly drawing: Drawing;
  readonly hint?: string | undefined;
  /** Ids of what else describes it. */
  readonly by?: string | undefined;
}

/**
 * Ties an input to its hint and to what is wrong or doubtful about it. The first of these gets the focus, and so does what
 * was just added.
 */
function wired({ name, drawing: { errors, doubts, added }, hint, by }: WiredProps) {
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
      Object.keys({ ...errors, ...doubts })[0] === name ||
      (added !== undefined && `${name}.`.startsWith(`${added}.`)),
  };
}

interface LabelledProps extends WiredProps {
  readonly label: string;
  readonly isOptional: boolean;
  readonly children?: Child;
}

function Labelled({ name, label, hint, isOptional, drawing, children }: LabelledProps) {
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

function markOf(name: string, { errors, doubts }: Drawing): string {
  if (errors[name] !== undefined) return ' wrong';
  return doubts[name] === undefined ? '' : ' doubtful';
}

/** What is wrong with a field, or asked about it. */
function Told({ name, drawing: { errors, doubts } }: { name: string; drawing: Drawing }) {
  const doubt = doubts[name];
  if (doubt === undefined) return <FieldError name={name} errors={errors} />;
  return (
    <p class="doubt" id={`${name}-doubt`}>
      {doubt.text}
    </p>
  );
}

/** One input, or a larger one for longer words. */
function One({ leaf, field, name, label, before, isOptional, drawing }: LeafProps) {
  const { form, language } = drawing;
  const value = form.get(name) ?? '';
  const hint = hintOf({ leaf, field, before, value, language });
  const isLong = /[\r\n]/.test(value) || value.length > 80 || field.schema?.isLong;
  const unit = leaf.kind === 'fraction' ? '%' : leaf.kind === 'number' ? field.unit : undefined;
  const wiring = wired({ name, drawing, hint, by: unit === undefined ? undefined : `${name}-unit` });
  const input = isLong ? (
    <textarea {...wiring} rows={Math.min(12, Math.max(3, value.split('\n').length + 1))}>
      {`\n${value}`}
    </textarea>
  ) : (
    <input
      {...wiring}
      {...typeOf(leaf)}
      {...listOf(field, drawing)}
      {...(leaf.kind === 'date' && nowMark('date', name, drawing))}
      value={value}
    />
  );
  return (
    <Labelled name={name} label={label} hint={hint} isOptional={isOptional} drawing={drawing}>
      {unit === undefined ? (
        input
      ) : (
        <div class="with-unit">
          {input}
          <span id={`${name}-unit`}>{unit}</span>
        </div>
      )}
    </Labelled>
  );
}

function typeOf({ kind }: Leaf) {
  if (kind === 'date') return { type: 'date' };
  if (kind === 'time') return { type: 'time', step: 'any' };
  if (kind === 'number' || kind === 'fraction')
    return { type: 'text', inputmode: 'decimal' as const, autocomplete: 'off' };
  return { type: 'text', autocomplete: 'off' };
}

function listOf(field: Field, { terms }: Drawing) {
  const known = terms.get(getVocabularies(field) ?? '');
  if (!known) return {};
  return known.texts ? { list: known.id } : { 'data-terms': known.names };
}

/** A date or a time that the script sets by the clock of the device. */
function nowMark(part: 'date' | 'time' | 'y' | 'm' | 'd', name: string, { nowName, form }: Drawing) {
  return nowName !== undefined && name.startsWith(nowName) && form.get('now') === 'yes'
    ? { 'data-now': part }
    : {};
}

interface HintOf {
  readonly leaf: Leaf;
  readonly field: Field;
  readonly before: unknown;
  readonly value: string;
  readonly language: Language;
}

function hintOf({ leaf, field, before, value, language }: HintOf): string | undefined {
  const w = formWords(language);
  if (leaf.kind === 'number') {
    const { min, max } = (assume(field.schema, 'a schema').shape as TextShape).facets;
    return min !== undefined && max !== undefined ? w.from(min, max) : undefined;
  }
  if (leaf.kind === 'codable' || leaf.kind === 'general') {
    const { text = '', code = [] } = (before ?? {}) as Partial<CodableValue>;
    const isSaid = readText({ text, code }, language) === value;
    const codes = code.map(({ type, value }) => `${type} ${value}`).join(', ');
    if (leaf.kind === 'codable') return codes !== '' && isSaid ? w.codes(codes) : undefined;
    const { structured = [] } = (before ?? {}) as Partial<GeneralMeasurement>;
    const numbers = structured
      .map(({ value, units }) => `${sayNumber(value, language)} ${units.text}`)
      .join('; ');
    if (numbers !== '') return w.numbers(numbers);
    return field.schema?.measure?.isFrequency ? w.frequencyHint : w.measureHint;
  }
  return undefined;
}

/** Yes and no, or one of a list. */
function Chosen({ leaf, field, name, label, isOptional, drawing }: LeafProps) {
  const { form, language } = drawing;
  const w = formWords(language);
  const value = form.get(name) ?? '';
  const values = (assume(field.schema, 'a schema').shape as TextShape).facets.values ?? [];
  const options =
    leaf.kind === 'boolean'
      ? [['true', w.yes] as const, ['false', w.no] as const]
      : values.map(one => [one, sayValue(one, language)] as const);
  return (
    <Labelled name={name} label={label} isOptional={isOptional} drawing={drawing}>
      <select {...wired({ name, drawing })}>
        <option value="">{isOptional ? w.notSaid : frameWords(language).choose}</option>
        {options.map(([one, text]) => (
          <option value={one} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A number, and the unit it is in. */
function WithUnit({ leaf, field, name, label, isOptional, drawing }: LeafProps) {
  const { form, errors, language } = drawing;
  const w = formWords(language);
  const [number, unit] = [`${name}.value`, `${name}.unit`];
  const units = listUnits(field, language);
  const chosen = form.get(unit) ?? units[0] ?? '';
  const all = units.includes(chosen) ? units : [chosen, ...units];
  return (
    <Labelled name={number} label={label} isOptional={isOptional} drawing={drawing}>
      <FieldError name={unit} errors={errors} />
      <div class="with-unit">
        <input
          {...wired({ name: number, drawing })}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          value={form.get(number) ?? ''}
        />
        {leaf.kind === 'display' ? (
          <input
            {...wired({ name: unit, drawing })}
            type="text"
            aria-label={w.unitOf(label)}
            value={chosen}
          />
        ) : (
          <select {...wired({ name: unit, drawing })} aria-label={w.unitOf(label)}>
            {all.map(one => (
              <option value={one} selected={one === chosen}>
                {sayUnit(one, language) || '–'}
              </option>
            ))}
          </select>
        )}
      </div>
    </Labelled>
  );
}

/** A date of several inputs, under one heading. */
function DateParts({ leaf, name, label, before, isOptional, drawing }: LeafProps) {
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
