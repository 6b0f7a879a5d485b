// Form fields with their label, hint and error, tied together for screen readers.
import type { Child } from 'hono/jsx';
import type { Language } from '../../locales/language.ts';
import { frameWords } from '../../locales/words.ts';

/** What is wrong, by field. */
export type FieldErrors = Readonly<Record<string, string>>;

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly errors: FieldErrors;
  /** Said after the label of what may be left empty. */
  readonly optional?: string | undefined;
}

interface InputProps extends FieldProps {
  readonly type?: string;
  readonly value?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: 'numeric' | 'text' | 'email' | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly maxlength?: number | undefined;
  /** Of a file. */
  readonly accept?: string | undefined;
  /** The camera that takes it, on a phone. */
  readonly capture?: 'environment' | undefined;
}

export function Input({
  type = 'text',
  value,
  autocomplete,
  inputmode,
  min,
  max,
  maxlength,
  accept,
  capture,
  ...field
}: InputProps) {
  const input = { type, value, autocomplete, inputmode, min, max, maxlength, accept, capture };
  return (
    <Field {...field}>
      <input {...wiring(field)} {...input} />
    </Field>
  );
}

interface TextAreaProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number;
  readonly maxlength?: number | undefined;
}

export function TextArea({ value, rows = 4, maxlength, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      <textarea {...wiring(field)} rows={rows} maxlength={maxlength}>
        {value}
      </textarea>
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

interface SelectProps extends FieldProps {
  readonly options: readonly Option[];
  readonly value: string;
  readonly autocomplete?: string | undefined;
}

export function Select({ options, value, autocomplete, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <select {...wiring(field)} autocomplete={autocomplete}>
        {options.map(option => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface ChoicesProps extends FieldProps {
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  /** May several be ticked? */
  readonly several?: boolean;
  /** What belongs to the choice, below it. */
  readonly children?: Child;
}

/** Radio buttons, or boxes to tick. */
export function Choices({ name, label, hint, errors, options, chosen, several, children }: ChoicesProps) {
  return (
    <fieldset id={name} tabindex={-1} aria-describedby={describedBy({ name, hint, errors })}>
      <legend>{label}</legend>
      <Hint name={name} hint={hint} />
      <FieldError name={name} errors={errors} />
      {options.map((option, index) => {
        const id = `${name}-${index}`;
        return (
          <div class="choice">
            <input
              type={several ? 'checkbox' : 'radio'}
              id={id}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
            />
            <label for={id}>
              {option.label}
              {option.hint !== undefined && <span class="hint">{option.hint}</span>}
            </label>
          </div>
        );
      })}
      {children}
    </fieldset>
  );
}

interface TickProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly checked: boolean;
  readonly errors?: FieldErrors;
}

/** One box to tick; its value is `yes`. */
export function Tick({ name, label, hint, checked, errors = {} }: TickProps) {
  return (
    <>
      <FieldError name={name} errors={errors} />
      <div class="choice">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          checked={checked}
          aria-describedby={describedBy({ name, hint, errors })}
        />
        <div>
          <label for={name}>{label}</label>
          <Hint name={name} hint={hint} />
        </div>
      </div>
    </>
  );
}

/** The first field that is wrong gets the focus, so what is wrong with it is read out. */
function wiring({ name, hint, errors, optional }: FieldProps) {
  const wrong = errors[name] !== undefined;
  return {
    id: name,
    name,
    required: optional === undefined,
    'aria-describedby': describedBy({ name, hint, errors }),
    'aria-invalid': wrong ? ('true' as const) : undefined,
    autofocus: wrong && Object.keys(errors)[0] === name,
  };
}

function describedBy({ name, hint, errors }: Pick<FieldProps, 'name' | 'hint' | 'errors'>) {
  const ids = [errors[name] !== undefined && `${name}-error`, hint !== undefined && `${name}-hint`];
  return ids.filter(Boolean).join(' ') || undefined;
}

function Field({ name, label, hint, errors, optional, children }: FieldProps & { children?: Child }) {
  return (
    <div class={errors[name] === undefined ? 'field' : 'field wrong'}>
      <label for={name}>
        {label}
        {optional !== undefined && <span class="optional"> ({optional})</span>}
      </label>
      <Hint name={name} hint={hint} />
      <FieldError name={name} errors={errors} />
      {children}
    </div>
  );
}

function Hint({ name, hint }: { name: string; hint: string | undefined }) {
  if (hint === undefined) return null;
  return (
    <p class="hint" id={`${name}-hint`}>
      {hint}
    </p>
  );
}

export function FieldError({ name, errors }: { name: string; errors: FieldErrors }) {
  if (errors[name] === undefined) return null;
  return (
    <p class="error" id={`${name}-error`}>
      {errors[name]}
    </p>
  );
}

/** All that is wrong with a form, above it. */
export function ErrorSummary({ errors, language }: { errors: FieldErrors; language: Language }) {
  const all = Object.entries(errors);
  if (all.length === 0) return null;
  return (
    <div class="notice bad" role="alert">
      <h2>{frameWords(language).correct(all.length)}</h2>
      <ul>
        {all.map(([name, text]) => (
          <li>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
