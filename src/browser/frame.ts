// The script of every page of who is signed in: `/` leads to the box in the header, what it finds is shown as one
// types, and what can be printed or copied is by a button. It leaves the reader's time zone for the pages that follow.
import { find } from './parts/find.ts';
import { keepCopy } from './parts/keep-copy.ts';
import { keepZone } from './parts/zone.ts';

const typedMs = 250;

keepZone();

const form = find(HTMLFormElement, 'form[data-finder]');
const input = find(HTMLInputElement, 'input[name=words]', form);
const shown = find(HTMLElement, '.found-at-once');
let waiting: number | undefined;
let asked = 0;

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

if (navigator.clipboard)
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) offerCopy(button);

if (document.querySelector('meta[name=keep-copy]')) void keepCopy().catch(() => {});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !shown.hidden) {
    shown.hidden = true;
    input.focus();
  }
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  input.focus();
  input.select();
});

input.addEventListener('input', () => {
  clearTimeout(waiting);
  asked += 1;
  const number = asked;
  if (input.value.trim() === '') shown.hidden = true;
  else waiting = window.setTimeout(() => look(number), typedMs);
});

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof Node && !form.parentElement?.contains(target)) shown.hidden = true;
});

function offerCopy(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const copied = document.getElementById(button.dataset.copy ?? '');
    await navigator.clipboard.writeText(copied?.textContent ?? '');
    button.textContent = button.dataset.copied ?? '';
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** The page that the form would lead to has it all; where it cannot be had, the form still leads there. */
async function look(number: number): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined);
  if (!answer?.ok || number !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const found = page.querySelector('#found');
  if (!found || number !== asked) return;
  shown.replaceChildren(...[...found.childNodes].map(node => document.importNode(node, true)));
  shown.hidden = false;
}
