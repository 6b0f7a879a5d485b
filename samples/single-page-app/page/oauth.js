// Steps 1 and 2: to the vault and back, by OAuth with PKCE. The token stays in this tab.
import { settings } from '/settings.js';

const { vault, clientId, scope, own } = settings;
export const fhir = `${vault}/fhir/r4`;

/** Leaves the page. */
export async function signIn() {
  const leaving = { verifier: random(), state: random() };
  sessionStorage.setItem('leaving', JSON.stringify(leaving));
  const { authorization_endpoint } = await discover();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(leaving.verifier));
  location.assign(
    `${authorization_endpoint}?${new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: own,
      scope,
      aud: fhir,
      state: leaving.state,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: 'S256',
    })}`,
  );
}

/** @returns the token of this tab, if there is one that still holds; `patient` is the record that was chosen */
export async function findToken() {
  const returned = new URLSearchParams(location.search);
  if (returned.has('state')) await comeBack(returned);
  const token = JSON.parse(sessionStorage.getItem('token') ?? 'null');
  return token && token.until > Date.now() ? token : undefined;
}

export function forgetToken() {
  sessionStorage.removeItem('token');
}

async function comeBack(returned) {
  // Neither code nor state stays in the history of the browser.
  history.replaceState(null, '', own);
  const { verifier, state } = JSON.parse(sessionStorage.getItem('leaving') ?? '{}');
  sessionStorage.removeItem('leaving');
  if (returned.get('state') !== state) throw new Error('This was not asked for here. Please start anew.');
  if (returned.has('error')) throw new Error(returned.get('error_description') ?? returned.get('error'));
  const { token_endpoint } = await discover();
  const response = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: returned.get('code'),
      redirect_uri: own,
      client_id: clientId,
      code_verifier: verifier,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error_description);
  const { access_token: access, patient, expires_in } = answer;
  sessionStorage.setItem('token', JSON.stringify({ access, patient, until: Date.now() + expires_in * 1000 }));
}

async function discover() {
  return (await fetch(`${fhir}/.well-known/smart-configuration`)).json();
}

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
