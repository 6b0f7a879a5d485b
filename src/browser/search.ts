// The script of the first page of the reference: narrows it to what has the words that are typed. Without it the page is whole.
import { find } from './parts/find.ts';

const input = find(HTMLInputElement, '#words');
const found = find(HTMLElement, '#found');
const entries = [...document.querySelectorAll<HTMLElement>('.entries > *')].map(element => ({
  element,
  text: folded(`${element.textContent} ${element.dataset.words ?? ''}`),
}));
const holders = document.querySelectorAll<HTMLElement>('.part, main > section');

find(HTMLElement, '#search').hidden = false;
input.addEventListener('input', narrow);
// A browser that comes back to the page fills the field in again.
narrow();

function narrow(): void {
  const words = folded(input.value).split(' ').filter(Boolean);
  let count = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every(word => text.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const holder of holders) holder.hidden = !holder.querySelector('.entries > :not([hidden])');
  found.textContent = words.length === 0 ? '' : count === 1 ? '1 entry' : `${count} entries`;
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll('-', ' ');
}
