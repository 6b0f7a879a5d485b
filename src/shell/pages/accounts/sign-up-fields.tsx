// The fields of signing up, and the ways to choose from.
import { passwordRule } from '../../../core/people/password.ts';
import { listCountries } from '../../../locales/countries.ts';
import { checkWords, frameWords, signUpWords } from '../../../locales/words.ts';
import { type FieldErrors, Input, Select } from '../../kit/fields.tsx';
import type { Visit } from '../../web/visit.ts';
import type { SignUpValues } from './checks.ts';

interface SignUpFieldsProps {
  readonly visit: Visit;
  readonly values: Partial<SignUpValues>;
  readonly errors: FieldErrors;
}

export function SignUpFields({ visit: { language }, values, errors }: SignUpFieldsProps) {
  const w = signUpWords(language);
  const options = [
    { value: '', label: frameWords(language).choose },
    ...listCountries(language).map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <>
      <Input name="name" label={w.name} autocomplete="name" value={values.name ?? ''} errors={errors} />
      <Input
        name="email"
        label={w.email}
        hint={w.emailHint}
        type="email"
        autocomplete="username"
        value={values.email ?? ''}
        errors={errors}
      />
      <Input
        name="birth-date"
        label={w.birthDate}
        hint={w.birthDateHint}
        type="date"
        autocomplete="bday"
        value={values['birth-date'] ?? ''}
        errors={errors}
      />
      <Select
        name="country"
        label={w.country}
        autocomplete="country"
        options={options}
        value={values.country ?? ''}
        errors={errors}
      />
      <div class="choice">
        <input type="checkbox" id="record" name="record" value="yes" checked={values.record === true} />
        <label for="record">
          {w.record}
          <span class="hint">{w.recordHint}</span>
        </label>
      </div>
    </>
  );
}

interface CodeFieldProps {
  readonly visit: Visit;
  readonly value: string;
  readonly errors: FieldErrors;
}

/** Where signing up needs a code; an application may have put it into the address. */
export function CodeField({ visit, value, errors }: CodeFieldProps) {
  if (visit.vault.signUp !== 'code') return null;
  const { code, codeHint } = signUpWords(visit.language);
  return (
    <Input
      name="signup-code"
      label={code}
      hint={codeHint}
      inputmode="numeric"
      autocomplete="off"
      value={value}
      errors={errors}
    />
  );
}

interface WaysProps {
  readonly visit: Visit;
  readonly errors: FieldErrors;
  /** The provider that vouched already, if one did. */
  readonly vouchedBy: string | undefined;
}

/** How to sign in from now on: a passkey first, or a password. */
export function Ways({ visit, errors, vouchedBy }: WaysProps) {
  const w = signUpWords(visit.language);
  if (vouchedBy !== undefined)
    return (
      <>
        <input type="hidden" name="vouched" value="yes" />
        <p class="notice">{w.vouched(vouchedBy)}</p>
        <button type="submit">{w.create}</button>
      </>
    );
  return (
    <>
      {/* What the Enter key presses in any field. */}
      <button type="submit" hidden tabindex={-1} />
      <div class="notice">
        <h2>{w.passkeyTitle}</h2>
        <p>{w.passkeyText}</p>
        <p>
          <button type="submit" name="with" value="passkey">
            {w.withPasskey}
          </button>
        </p>
      </div>
      <p class="or">{w.orPassword}</p>
      <PasswordField visit={visit} errors={errors} label={w.password} />
      <button type="submit" class="second">
        {w.create}
      </button>
    </>
  );
}

interface PasswordFieldProps {
  readonly visit: Visit;
  readonly errors: FieldErrors;
  readonly label: string;
}

/** For a password that is chosen. */
export function PasswordField({ visit, errors, label }: PasswordFieldProps) {
  return (
    <Input
      name="password"
      label={label}
      hint={checkWords(visit.language).passwordHint(passwordRule.charactersMin)}
      type="password"
      autocomplete="new-password"
      maxlength={passwordRule.charactersMax}
      errors={errors}
    />
  );
}
