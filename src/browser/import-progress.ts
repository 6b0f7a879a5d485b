// The script of an import that is worked on: shows how far it is, and what became of it once it is over.
import { find } from './parts/find.ts';

const shown = find(HTMLElement, '#import-runs');
const bar = find(HTMLProgressElement, 'progress', shown);
const told = find(HTMLElement, '[role=status]', shown);

interface HowFar {
  readonly state: string;
  readonly percent: number;
}

async function look(): Promise<void> {
  try {
    const answer = await fetch(shown.dataset.href ?? '');
    const { state, percent } = (await answer.json()) as HowFar;
    if (state !== shown.dataset.state) return location.reload();
    bar.value = percent;
    told.textContent = (told.dataset.text ?? '').replace('{percent}', String(percent));
  } catch {
    // The next look may succeed.
  }
}

setInterval(() => void look(), 1000);
void look();
