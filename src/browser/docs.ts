// The script of the pages of the documentation: a search over all of them, and buttons that copy code. Without it the pages are whole.
import { find } from './parts/find.ts';

type Entry = readonly [path: string, title: string, within: string, words: string];

const search = find(HTMLElement, '#search');
const input = find(HTMLInputElement, '#words');
const hits = find(HTMLElement, '#hits');
const up = search.dataset.up ?? '';
const hitsMax = 20;

let entries: readonly (readonly [entry: Entry, text: string])[] | undefined;

search.hidden = false;
input.addEventListener('focus', load);
input.addEventListener('input', show);
document.addEventListener('keydown', onKey);
document.addEventListener('click', event => {
  if (event.target instanceof Node && !search.contains(event.target)) hits.hidden = true;
});
// A browser that comes back to the page fills the field in again.
if (input.value !== '') load();
for (const pre of document.querySelectorAll('pre')) offerCopy(pre);

/** The index calls what it finds under this name. */
function load(): void {
  if ('keepwellIndex' in window) return;
  Object.assign(window, {
    keepwellIndex(loaded: readonly Entry[]) {
      entries = loaded.map(entry => [entry, fold(entry.slice(1).join(' '))]);
      show();
    },
  });
  const script = document.createElement('script');
  script.src = `${up}assets/search-index.js`;
  document.head.append(script);
}

function show(): void {
  const words = fold(input.value).split(' ').filter(Boolean);
  hits.hidden = words.length === 0;
  if (words.length === 0 || !entries) return;
  const found = entries
    .filter(([, text]) => words.every(word => text.includes(word)))
    .map(([entry]) => ({ entry, rank: rank(entry, words) }))
    .sort((a, b) => a.rank - b.rank);
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'hint';
  status.textContent =
    found.length === 0 ? 'Nothing is called so.' : found.length === 1 ? '1 place' : `${found.length} places`;
  const list = document.createElement('ul');
  list.append(...found.slice(0, hitsMax).map(({ entry }) => draw(entry)));
  hits.replaceChildren(status, list);
}

/** What is called so comes before what only tells of it. */
function rank([, title, within]: Entry, words: readonly string[]): number {
  const name = fold(title);
  if (name === words.join(' ')) return 0;
  if (name.startsWith(words.join(' '))) return 1;
  if (words.every(word => name.includes(word))) return 2;
  return words.some(word => name.includes(word) || fold(within).includes(word)) ? 3 : 4;
}

function draw([path, title, within]: Entry): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = up + path;
  link.textContent = title;
  const place = document.createElement('span');
  place.className = 'hint';
  place.textContent = within;
  item.append(link, place);
  return item;
}

/** `/` leads to the search, arrows through what it found, Escape away. */
function onKey(event: KeyboardEvent): void {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea');
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    input.focus();
  }
  if (event.key === 'Escape') hits.hidden = true;
  if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || !search.contains(document.activeElement))
    return;
  event.preventDefault();
  const stops = [input, ...hits.querySelectorAll('a')];
  const at = stops.findIndex(stop => stop.matches(':focus'));
  stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
}

function offerCopy(pre: HTMLPreElement): void {
  const box = document.createElement('div');
  box.className = 'code';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  pre.before(box);
  box.append(pre, button);
  button.addEventListener('click', () => {
    void copy(pre).then(isCopied => {
      button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 2000);
    });
  });
}

/** Pages that were not loaded safely, as those of a folder, may not write to the clipboard: there the code is selected. */
async function copy(pre: HTMLPreElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(pre.textContent);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(pre);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return false;
  }
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('-', ' ');
}
