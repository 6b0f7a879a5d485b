// The script of the export page: while the browser saves the file, it shows how far the vault is with it.
import { find } from './parts/find.ts';

const form = find(HTMLFormElement, 'form[data-export]');
const shown = find(HTMLElement, '#export-progress');
const bar = find(HTMLProgressElement, 'progress', shown);
const told = find(HTMLElement, '[role=status]', shown);
let watching: number | undefined;

form.addEventListener('submit', () => {
  shown.hidden = false;
  bar.removeAttribute('value');
  tell('begun');
  clearInterval(watching);
  watching = setInterval(() => void look(), 1000);
});

interface Progress {
  readonly state: 'none' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
}

async function look(): Promise<void> {
  try {
    const answer = await fetch(form.dataset.export ?? '');
    const { state, done, total } = (await answer.json()) as Progress;
    if (state === 'none') return;
    if (state === 'running') {
      bar.max = Math.max(total, 1);
      bar.value = done;
      tell('running', { done, total });
      return;
    }
    clearInterval(watching);
    bar.max = 1;
    bar.value = state === 'done' ? 1 : 0;
    tell(state === 'done' ? 'done' : 'failed');
  } catch {
    // The next look may succeed.
  }
}

function tell(
  what: 'begun' | 'running' | 'done' | 'failed',
  numbers: Readonly<Record<string, number>> = {},
): void {
  let text = told.dataset[what] ?? '';
  for (const [name, number] of Object.entries(numbers)) text = text.replace(`{${name}}`, String(number));
  told.textContent = text;
}
