// The inputs of one leaf of a form.

import { assume, getFirst } from '../../../assume.ts';
import { readText } from '../../../core/vocabularies/localised.ts';
import { sayValue } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';
import { formWords, frameWords } from '../../../locales/words.ts';
import type { TextShape } from '../../../schema/schema.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { GeneralMeasurement } from '../../../things/common/measurements.ts';
import type { Field } from '../../../things/index.ts';
import { FieldError } from '../../kit/fields.tsx';
import { getVocabularies } from './codes.ts';
import { DateParts } from './date-inputs.tsx';
import type { Leaf } from './leaf.ts';
import { listUnits } from './measured-leaves.ts';
import { type Drawing, Labelled, type LeafProps, UnitChoice, wired } from './wired.tsx';

export function LeafInputs(props: LeafProps) {
  switch (props.leaf.kind) {
    case 'boolean':
    case 'choice':
      return <Chosen {...props} />;
    case 'date':
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

/** One input, or a larger one for longer words. */
function One({ leaf, field, name, label, before, isOptional, unit: ownUnit, drawing }: LeafProps) {
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
    <input {...wiring} {...typeOf(leaf)} {...listOf(field, name, drawing)} value={value} />
  );
  if (ownUnit)
    return (
      <Labelled name={name} label={label} hint={hint} isOptional={isOptional} drawing={drawing}>
        <div class="with-unit">
          {input}
          <UnitChoice
            name={ownUnit.name}
            label={label}
            chosen={form.get(ownUnit.name) || getFirst(ownUnit.of)}
            units={ownUnit.of}
            drawing={drawing}
          />
        </div>
      </Labelled>
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
  if (kind === 'time') return { type: 'time', step: 'any' };
  if (kind === 'number' || kind === 'fraction')
    return { type: 'text', inputmode: 'decimal' as const, autocomplete: 'off' };
  return { type: 'text', autocomplete: 'off' };
}

function listOf(field: Field, name: string, { terms, suggestions }: Drawing) {
  const known = terms.get(getVocabularies(field) ?? '');
  if (known?.texts) return { list: known.id };
  return {
    ...(suggestions.has(name) && { list: `${name}-words` }),
    ...(known && { 'data-terms': known.names }),
  };
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
          <UnitChoice name={unit} label={label} chosen={chosen} units={units} drawing={drawing} />
        )}
      </div>
    </Labelled>
  );
}
