// The script of pages with passkeys: runs the ceremony that the page's button describes, and sends what comes of it with
// the button's form. On the page for signing in, browsers also offer passkeys in the field for the e-mail address.
// Nothing is asked of the server by script.
import { find } from './parts/find.ts';
import { keepZone } from './parts/zone.ts';

keepZone();
if (hasPasskeys()) {
  for (const part of document.querySelectorAll<HTMLElement>('[data-needs-passkeys]')) part.hidden = false;
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
    button.form?.addEventListener('submit', event => {
      event.preventDefault();
      void run(button);
    });
  }
  if (document.querySelector('input[autocomplete~=webauthn]'))
    void offer(find(HTMLButtonElement, 'button[data-passkey=get]'));
} else {
  for (const part of document.querySelectorAll('[data-without-passkeys]')) part.classList.add('needed');
}

function hasPasskeys(): boolean {
  return (
    'PublicKeyCredential' in window &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  );
}

async function offer(button: HTMLButtonElement): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const offering = new AbortController();
  // A browser does one at a time.
  button.addEventListener('click', () => offering.abort());
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(optionsOf(button));
    const { signal } = offering;
    send(button, await navigator.credentials.get({ publicKey, mediation: 'conditional', signal }));
  } catch {
    // Not taken up, or given up for the button.
  }
}

async function run(button: HTMLButtonElement): Promise<void> {
  const problem = find(HTMLElement, '[data-passkey-problem]', button.form ?? document);
  problem.hidden = true;
  button.disabled = true;
  try {
    const options = optionsOf(button);
    const credential =
      button.dataset.passkey === 'create'
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          })
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          });
    send(button, credential);
  } catch {
    problem.hidden = false;
    button.disabled = false;
  }
}

function optionsOf({ dataset }: HTMLButtonElement) {
  return JSON.parse(dataset.options ?? '');
}

function send({ form }: HTMLButtonElement, credential: Credential | null): void {
  // Managers of passwords hand over objects of their own, which only look like a PublicKeyCredential.
  if (!form || !credential || !('toJSON' in credential) || typeof credential.toJSON !== 'function')
    throw new TypeError('There is no passkey to send.');
  find(HTMLInputElement, 'input[name=passkey]', form).value = JSON.stringify(credential.toJSON());
  form.submit();
}
