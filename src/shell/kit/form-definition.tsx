// Forms drawn from a definition: the same list of fields shows a form, reads what was sent, and says what is wrong with it.

import type { Language } from '../../locales/language.ts';
import { frameWords } from '../../locales/words.ts';
import { type FieldErrors, Input, type Option, Select, TextArea, Tick } from './fields.tsx';

export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'text' | 'email' | 'tel' | 'date' | 'password' | 'code' | 'long' | 'select' | 'tick';
  /** Of a select. */
  readonly options?: readonly Option[];
  readonly optional?: boolean;
  readonly autocomplete?: string;
  /** Characters; of a date the last day. */
  readonly max?: number | string;
  /** What else must hold, in words when it does not. Called with what is not empty. */
  readonly check?: (value: string) => string | undefined;
}

export type Values = Readonly<Record<string, string>>;

interface FieldsProps {
  readonly definitions: readonly FieldDefinition[];
  readonly values: Values;
  readonly errors: FieldErrors;
  readonly language: Language;
}

export function Fields({ definitions, values, errors, language }: FieldsProps) {
  return (
    <>
      {definitions.map(definition => (
        <DefinedField
          definition={definition}
          value={values[definition.name] ?? ''}
          errors={errors}
          language={language}
        />
      ))}
    </>
  );
}

interface DefinedFieldProps {
  readonly definition: FieldDefinition;
  readonly value: string;
  readonly errors: FieldErrors;
  readonly language: Language;
}

const inputTypes = {
  text: 'text',
  email: 'email',
  tel: 'tel',
  date: 'date',
  password: 'password',
  code: 'text',
} as const;

function DefinedField({ definition, value, errors, language }: DefinedFieldProps) {
  const { name, label, hint, kind, options = [], autocomplete, max } = definition;
  const optional = definition.optional ? frameWords(language).optional : undefined;
  const field = { name, label, hint, errors, optional };
  const maxlength = typeof max === 'number' ? max : undefined;
  if (kind === 'tick') return <Tick {...field} checked={value === 'yes'} />;
  if (kind === 'long') return <TextArea {...field} value={value} maxlength={maxlength} />;
  if (kind === 'select') {
    const first = { value: '', label: frameWords(language).choose };
    return <Select {...field} options={[first, ...options]} value={value} autocomplete={autocomplete} />;
  }
  return (
    <Input
      {...field}
      type={inputTypes[kind]}
      // What is secret is typed anew.
      value={kind === 'password' ? '' : value}
      autocomplete={autocomplete ?? (kind === 'code' ? 'one-time-code' : undefined)}
      inputmode={kind === 'code' ? 'numeric' : undefined}
      max={typeof max === 'string' ? max : undefined}
      maxlength={maxlength}
    />
  );
}

/** What was sent, blanks around it dropped (not of passwords), and what is wrong with it, in the order of the fields. */
export function readFields(
  definitions: readonly FieldDefinition[],
  form: URLSearchParams,
  language: Language,
): { values: Record<string, string>; errors: Record<string, string> } {
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const definition of definitions) {
    const sent = form.get(definition.name) ?? '';
    const value = definition.kind === 'password' ? sent : sent.trim();
    values[definition.name] = value;
    const problem = problemOf(definition, value, language);
    if (problem !== undefined) errors[definition.name] = problem;
  }
  return { values, errors };
}

function problemOf(definition: FieldDefinition, value: string, language: Language): string | undefined {
  const { label, kind, options = [], optional, max, check } = definition;
  const w = frameWords(language);
  if (value === '') return optional || kind === 'tick' ? undefined : w.missing(label);
  if (typeof max === 'number' && [...value].length > max) return w.tooLong(label, max);
  if (kind === 'select' && !options.some(option => option.value === value)) return w.missing(label);
  return check?.(value);
}
