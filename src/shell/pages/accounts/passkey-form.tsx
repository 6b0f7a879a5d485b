// The form of a passkey: shown where script runs and the browser knows passkeys. The script is passkey-script.ts.
import type { Child } from 'hono/jsx';
import type { Ceremony } from '../../../core/people/passkeys.ts';
import { signInWords } from '../../../locales/words.ts';
import type { Visit } from '../../web/visit.ts';
import { type Onward, OnwardForm } from './onward.tsx';

interface PasskeyFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly kind: 'create' | 'get';
  readonly ceremony: Ceremony;
  readonly button: string;
  readonly onward?: Onward;
  readonly children?: Child;
}

const nowhere: Onward = { request: undefined, invitation: undefined };

export function PasskeyForm({
  visit,
  action,
  kind,
  ceremony,
  button,
  onward = nowhere,
  children,
}: PasskeyFormProps) {
  const w = signInWords(visit.language);
  return (
    <div data-needs-passkeys data-late="" hidden>
      <OnwardForm visit={visit} action={action} onward={onward}>
        <input type="hidden" name="ceremony" value={ceremony.sealed} />
        <input type="hidden" name="passkey" value="" />
        {children}
        <p class="error" role="alert" data-passkey-problem hidden>
          {kind === 'create' ? w.passkeyNotMade : w.passkeyNotUsed}
        </p>
        <button type="submit" id="passkey" data-passkey={kind} data-options={ceremony.options}>
          {button}
        </button>
      </OnwardForm>
    </div>
  );
}

/** Instead of the form, where there are no passkeys. */
export function WithoutPasskeys({ children }: { children?: Child }) {
  return <div data-without-passkeys>{children}</div>;
}
