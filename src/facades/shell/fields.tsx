// Form fields with their label, hint and error, tied together for screen readers.
import type { Child } from 'hono/jsx';

/** What is wrong, by field. */
export type FieldErrors = Readonly<Record<string, string>>;

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly errors: FieldErrors;
}

interface InputProps extends FieldProps {
  readonly type?: string;
  readonly value?: string;
  readonly autocomplete?: string;
  readonly max?: string;
}

export function Input({ type = 'text', value, autocomplete, max, ...field }: InputProps) {
  return (
    <Field {...field}>
      <input {...wiring(field)} type={type} value={value} autocomplete={autocomplete} max={max} />
    </Field>
  );
}

interface SelectProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly autocomplete?: string;
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

/** The first field that is wrong gets the focus, so what is wrong with it is read out. */
function wiring({ name, hint, errors }: FieldProps) {
  const wrong = errors[name] !== undefined;
  const describedBy = [wrong && `${name}-error`, hint !== undefined && `${name}-hint`]
    .filter(Boolean)
    .join(' ');
  return {
    id: name,
    name,
    required: true,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': wrong ? 'true' : undefined,
    autofocus: wrong && Object.keys(errors)[0] === name,
  };
}

function Field({ name, label, hint, errors, children }: FieldProps & { children?: Child }) {
  return (
    <div class={errors[name] === undefined ? 'field' : 'field wrong'}>
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <FieldError name={name} errors={errors} />
      {children}
    </div>
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
export function ErrorSummary({ errors }: { errors: FieldErrors }) {
  const all = Object.entries(errors);
  if (all.length === 0) return null;
  return (
    <div class="notice bad" role="alert">
      <h2>{all.length === 1 ? 'Please correct one thing' : `Please correct ${all.length} things`}</h2>
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
