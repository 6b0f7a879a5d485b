// Step 3: the weights of the record, read and added by FHIR. A refusal of the token leads back to the button.
import { fhir, findToken, forgetToken, signIn } from '/oauth.js';

const code = { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }] };
const element = id => document.getElementById(id);
let token;

element('sign-in').addEventListener('click', () => signIn().catch(tell));
element('add').addEventListener('submit', event => {
  event.preventDefault();
  add(Number(new FormData(event.target).get('kg'))).catch(tell);
});
try {
  token = await findToken();
  if (token) await list();
  else offer('Nothing is shown before you choose a record in your vault.');
} catch (error) {
  tell(error);
}

async function list() {
  const found = await ask('GET', 'Observation?code=http://loinc.org|29463-7&_sort=-date&_count=20');
  const weights = (found.entry ?? []).map(({ resource }) => resource);
  element('weights').replaceChildren(
    ...weights.map(({ effectiveDateTime, valueQuantity: { value, unit } }) => {
      const item = document.createElement('li');
      item.textContent = `${new Date(effectiveDateTime).toLocaleString()}: ${value} ${unit}`;
      return item;
    }),
  );
  element('status').textContent = weights.length === 0 ? 'No weight yet.' : 'The newest first:';
  element('sign-in').hidden = true;
  element('add').hidden = false;
}

async function add(kg) {
  if (!(kg > 0 && kg < 500)) throw new Error('A weight is a number of kilograms, such as 71.2.');
  await ask('POST', 'Observation', {
    resourceType: 'Observation',
    status: 'final',
    code,
    effectiveDateTime: new Date().toISOString(),
    valueQuantity: { value: kg, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  });
  element('add').reset();
  await list();
}

async function ask(method, path, resource, tries = 5) {
  const response = await fetch(`${fhir}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token.access}`, 'content-type': 'application/fhir+json' },
    body: resource && JSON.stringify(resource),
  });
  // The vault prepares a record for its first search, and says how many seconds that takes.
  const wait = Number(response.headers.get('retry-after'));
  if (response.status === 503 && wait > 0 && tries > 1) {
    await new Promise(resolve => setTimeout(resolve, wait * 1000));
    return ask(method, path, resource, tries - 1);
  }
  if (response.status === 401) {
    forgetToken();
    offer('Your access ended.');
  }
  const answer = await response.json();
  // The vault says in words what is wrong.
  if (!response.ok) throw new Error(answer.issue?.[0]?.diagnostics ?? `Refused with ${response.status}.`);
  return answer;
}

function offer(words) {
  element('status').textContent = words;
  element('sign-in').hidden = false;
  element('add').hidden = true;
}

function tell(error) {
  element('status').textContent = error.message;
  if (!token) element('sign-in').hidden = false;
}
