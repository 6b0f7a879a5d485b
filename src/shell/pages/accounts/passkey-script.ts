// The script of pages with passkeys: runs the ceremony that the page's button describes, and sends what comes of it with
// the button's form. On the page for signing in, browsers also offer passkeys in the field for the e-mail address.
// Nothing is asked of the server by script.
export const passkeyScript = `const { PublicKeyCredential, navigator } = window;
if (PublicKeyCredential?.parseCreationOptionsFromJSON && PublicKeyCredential.parseRequestOptionsFromJSON) {
  for (const part of document.querySelectorAll('[data-needs-passkeys]')) part.hidden = false;
  for (const part of document.querySelectorAll('[data-without-passkeys]')) part.hidden = true;
  for (const button of document.querySelectorAll('button[data-passkey]')) {
    button.form.addEventListener('submit', event => {
      event.preventDefault();
      void run(button);
    });
  }
  if (document.querySelector('input[autocomplete~=webauthn]')) void offer(document.querySelector('button[data-passkey=get]'));
}

async function offer(button) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const offering = new AbortController();
  // A browser does one at a time.
  button.addEventListener('click', () => offering.abort());
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(button.dataset.options));
    send(button, await navigator.credentials.get({ publicKey, mediation: 'conditional', signal: offering.signal }));
  } catch {
    // Not taken up, or given up for the button.
  }
}

function send({ form }, credential) {
  form.querySelector('input[name=passkey]').value = JSON.stringify(credential.toJSON());
  form.submit();
}

async function run(button) {
  const { form, dataset } = button;
  const problem = form.querySelector('[data-passkey-problem]');
  const options = JSON.parse(dataset.options);
  problem.hidden = true;
  button.disabled = true;
  try {
    const credential =
      dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    send(button, credential);
  } catch {
    problem.hidden = false;
    button.disabled = false;
  }
}
`;
