// The script of the forms of items: words of a vocabulary come as one types, and a date that stands for now becomes the
// one of this device. Without it the same fields take any text, and the date is that of the vault.
import { find } from './parts/find.ts';
import { readDates } from './parts/typed-date.ts';

const waitMs = 200;

readDates();
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-terms]')) offerTerms(input);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-now]')) setToNow(input);

function offerTerms(input: HTMLInputElement): void {
  const given = [...(input.list?.querySelectorAll('option') ?? [])].map(({ value }) => value);
  const list = document.createElement('datalist');
  list.id = `${input.id}-terms`;
  list.replaceChildren(...given.map(optionOf));
  input.after(list);
  input.setAttribute('list', list.id);
  input.setAttribute('autocomplete', 'off');
  let timer: number | undefined;
  let last = '';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), waitMs);
  });

  async function ask(): Promise<void> {
    const text = input.value.trim();
    if (text.length < 2 || text === last) return;
    last = text;
    try {
      const terms = await termsFor(input, text);
      if (terms && input.value.trim() === text)
        list.replaceChildren(...[...new Set([...given, ...terms])].map(optionOf));
    } catch {
      // Without an answer the field takes any words.
    }
  }
}

async function termsFor({ form, dataset }: HTMLInputElement, text: string): Promise<string[] | undefined> {
  const { value: token } = find(HTMLInputElement, 'input[name=form]', form ?? document);
  const body = new URLSearchParams({ form: token, vocabularies: dataset.terms ?? '', text });
  const answer = await fetch('/items/terms', { method: 'POST', body });
  if (!answer.ok) return undefined;
  const { terms } = (await answer.json()) as { terms: string[] };
  return terms;
}

function optionOf(term: string): HTMLOptionElement {
  const option = document.createElement('option');
  option.value = term;
  return option;
}

/** What the person has changed stays, in a form that the browser comes back to. */
function setToNow(input: HTMLInputElement): void {
  if (input.value === input.defaultValue) input.value = partOfNow(input.dataset.now);
}

function partOfNow(part: string | undefined): string {
  const now = new Date(performance.timeOrigin + performance.now());
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  if (part === 'time') return `${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}
