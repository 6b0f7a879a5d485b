// The part of the account page about how one signs in.

import type { Child } from 'hono/jsx';
import type { Passkey } from '../../../core/people/person.ts';
import { sayOf } from '../../../locales/colon.ts';
import { accountWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import type { SignedInVisit, Visit } from '../../web/visit.ts';
import type { AccountState } from './account-state.ts';

export function SigningIn({ visit, state }: { visit: SignedInVisit; state: AccountState }) {
  const w = accountWords(visit.language);
  const hasPassword = visit.person.passwordHash !== undefined;
  const { passkeys, codeApp, recoveryCodes } = state;
  return (
    <ul class="cards">
      {passkeys.map(passkey => (
        <PasskeyRow visit={visit} passkey={passkey} />
      ))}
      <Row title={w.passkeys} text={passkeys.length === 0 ? w.noPasskeys : ''}>
        <a class="button quiet" href="/account/passkeys">
          {w.addPasskey}
        </a>
      </Row>
      <Row title={w.password} text={hasPassword ? w.hasPassword : w.noPassword}>
        <a
          class="button quiet"
          href="/account/password"
          aria-label={hasPassword ? sayOf(w.change, w.password, visit.language) : undefined}
        >
          {hasPassword ? w.change : w.setPassword}
        </a>
      </Row>
      <Row title={w.codes} text={codeApp ? w.codesOn : w.codesOff}>
        {codeApp ? (
          <Ask visit={visit} action="/account/codes/off" button={w.turnOff} about={w.codes} />
        ) : (
          <a class="button quiet" href="/account/codes" aria-label={sayOf(w.turnOn, w.codes, visit.language)}>
            {w.turnOn}
          </a>
        )}
      </Row>
      <Row title={w.recovery} text={w.recoveryLeft(recoveryCodes)}>
        <Ask visit={visit} action="/account/recovery-codes" button={w.newCodes} about={w.recovery} />
      </Row>
      <Identities visit={visit} state={state} />
    </ul>
  );
}

function Row({ title, text, children }: { title: string; text: string; children?: Child }) {
  return (
    <li class="with-action">
      <div>
        <strong>{title}</strong>
        {text !== '' && <span class="hint">{text}</span>}
      </div>
      {children}
    </li>
  );
}

function PasskeyRow({ visit, passkey }: { visit: Visit; passkey: Passkey }) {
  const { language } = visit;
  const w = accountWords(language);
  const { id, name, createdAt, lastUsedAt } = passkey;
  const used = lastUsedAt === undefined ? w.never : dayThere(lastUsedAt, visit);
  const added = sayOf(w.added, dayThere(createdAt, visit), language);
  const text = `${w.passkey}. ${added}. ${sayOf(w.lastUsed, used, language)}`;
  return (
    <Row title={name} text={text}>
      <Form visit={visit} action="/account/passkeys/remove">
        <input type="hidden" name="id" value={id} />
        <button type="submit" class="quiet" aria-label={w.removeNamed(name)}>
          {w.remove}
        </button>
      </Form>
    </Row>
  );
}

interface AskProps {
  readonly visit: Visit;
  readonly action: string;
  readonly button: string;
  readonly about: string;
  readonly fields?: Readonly<Record<string, string>>;
}

function Ask({ visit, action, button, about, fields = {} }: AskProps) {
  return (
    <Form visit={visit} action={action}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="quiet" aria-label={sayOf(button, about, visit.language)}>
        {button}
      </button>
    </Form>
  );
}

function Identities({ visit, state }: { visit: Visit; state: AccountState }) {
  const w = accountWords(visit.language);
  return (
    <>
      {visit.vault.identityProviders.map(({ name, label, issuer }) => {
        const linked = state.identities.filter(identity => identity.issuer === issuer);
        return (
          <>
            {linked.map(({ subject, email }) => (
              <Row title={label} text={w.linked(email)}>
                <Ask
                  visit={visit}
                  action="/account/identities/remove"
                  button={w.unlink}
                  about={label}
                  fields={{ issuer, subject }}
                />
              </Row>
            ))}
            {linked.length === 0 && (
              <Row title={label} text={w.notLinked}>
                <Ask
                  visit={visit}
                  action="/account/identities/add"
                  button={w.link}
                  about={label}
                  fields={{ provider: name }}
                />
              </Row>
            )}
          </>
        );
      })}
    </>
  );
}
