// Shows what words of a date are taken for, as they are typed: in a line below, and in the inputs beside. Whoever picks a day
// there needs no words.
import { find } from './find.ts';

const waitMs = 250;

interface Answer {
  readonly text?: string;
  readonly date?: string;
  readonly time?: string;
  /** That words which are no date were seen. */
  readonly sure?: string;
}

export function readDates(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-when]')) readDate(input);
}

function readDate(said: HTMLInputElement): void {
  const form = said.form;
  const shown = document.getElementById(`${said.id}-as`);
  if (!form || !shown) return;
  const base = said.id.slice(0, -'.said'.length);
  const beside = {
    date: inputNamed(said.dataset.when === 'date' ? base : `${base}.date`),
    time: inputNamed(`${base}.time`),
  };
  const hint = shown.textContent;
  const sure = document.createElement('input');
  sure.type = 'hidden';
  let timer: number | undefined;
  let asked = 0;

  said.addEventListener('input', () => {
    clearTimeout(timer);
    sure.remove();
    asked += 1;
    const number = asked;
    if (said.value.trim() === '') shown.textContent = hint;
    else timer = window.setTimeout(() => void ask(number), waitMs);
  });
  for (const input of [beside.date, beside.time])
    input?.addEventListener('input', () => {
      asked += 1;
      said.value = '';
      sure.remove();
      shown.textContent = hint;
    });

  /** Without an answer the words are read when the form is sent. */
  async function ask(number: number): Promise<void> {
    const { text, date, time, sure: mark }: Answer = await answerFor(said, form!).catch(() => ({}));
    if (number !== asked || text === undefined) return;
    shown!.textContent = text;
    if (date !== undefined && beside.date) beside.date.value = date;
    if (time !== undefined && beside.time) beside.time.value = time;
    if (mark === undefined) return;
    sure.name = 'sure';
    sure.value = mark;
    form!.append(sure);
  }
}

function inputNamed(id: string): HTMLInputElement | undefined {
  const found = document.getElementById(id);
  return found instanceof HTMLInputElement ? found : undefined;
}

async function answerFor(said: HTMLInputElement, form: HTMLFormElement): Promise<Answer> {
  const { value: token } = find(HTMLInputElement, 'input[name=form]', form);
  const legend = said.closest('fieldset')?.querySelector('legend')?.firstChild?.textContent ?? '';
  const body = new URLSearchParams({
    ...{ form: token, text: said.value, name: said.name, label: legend.trim() },
    ...{ kind: said.dataset.when ?? '', ahead: form.dataset.ahead ?? '' },
  });
  const answer = await fetch('/items/when', { method: 'POST', body });
  return answer.ok ? ((await answer.json()) as Answer) : {};
}
