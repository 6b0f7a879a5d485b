// Narrows the first page to what has the words that are typed. Without script the page is whole.

export const searchScript = `const search = document.getElementById('search');
const input = document.getElementById('words');
const found = document.getElementById('found');
const entries = [...document.querySelectorAll('.entries > *')].map(element => ({
  element,
  text: (element.textContent + ' ' + (element.dataset.words ?? '')).toLowerCase().replaceAll('-', ' '),
}));
const holders = [...document.querySelectorAll('.part, main > section')];

function narrow() {
  const words = input.value.toLowerCase().replaceAll('-', ' ').split(' ').filter(Boolean);
  let count = 0;
  for (const { element, text } of entries) {
    element.hidden = !words.every(word => text.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const holder of holders) holder.hidden = !holder.querySelector('.entries > :not([hidden])');
  found.textContent = words.length === 0 ? '' : count === 1 ? '1 entry' : count + ' entries';
}

search.hidden = false;
input.addEventListener('input', narrow);
// A browser that comes back to the page fills the field in again.
narrow();
`;
