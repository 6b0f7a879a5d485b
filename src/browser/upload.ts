// The script of the upload page: sends files one after the other in parts, so that a slow line is no trouble, and shows how far
// it is; a photo as soon as it is taken. One leads to its item; of several the page tells how many are in, and what was in the
// way of the others. Without it the forms send one file in one piece.
import { find } from './parts/find.ts';
import { Failure, FileSender } from './parts/send-file.ts';

const forms = find(HTMLElement, '#upload-forms');
const form = find(HTMLFormElement, 'form[data-upload=""]', forms);
const photoForm = find(HTMLFormElement, 'form[data-upload=photo]', forms);
const input = find(HTMLInputElement, 'input[type=file]', form);
const photo = find(HTMLInputElement, 'input[type=file]', photoForm);
const shown = find(HTMLElement, '#upload-progress');
const bar = find(HTMLProgressElement, 'progress', shown);
const told = find(HTMLElement, '[role=status]', shown);
const stop = find(HTMLButtonElement, 'button', shown);
const problem = find(HTMLElement, '#upload-problem');
const result = find(HTMLElement, '#upload-result');
const once = find(HTMLButtonElement, 'button', result);

const sender = new FileSender();
let sendAgain: () => Promise<void> = async () => {};

input.multiple = true;
for (const [sent, from] of [
  [form, input],
  [photoForm, photo],
] as const)
  sent.addEventListener('submit', event => {
    const files = [...(from.files ?? [])];
    if (files.length === 0 || (files.length === 1 && files[0]?.size === 0)) return;
    event.preventDefault();
    void sendAll(files, { all: files.length, added: 0 });
  });
photo.addEventListener('change', () => photoForm.requestSubmit());
stop.addEventListener('click', () => sender.stop());
once.addEventListener('click', () => void sendAgain());
addEventListener('pagehide', () => sender.leave());

interface Counts {
  readonly all: number;
  added: number;
}

interface Failed {
  readonly file: File;
  readonly why: string;
}

async function sendAll(files: readonly File[], { all, added }: Counts): Promise<void> {
  sender.start();
  problem.hidden = true;
  result.hidden = true;
  shown.hidden = false;
  forms.hidden = true;
  stop.focus();
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const failed: Failed[] = [];
  let before = 0;
  for (const [index, file] of files.entries()) {
    const start = before;
    before += file.size;
    const show = (sent: number) =>
      tellProgress({ number: index + 1, of: files.length, sent: start + sent, size });
    try {
      const to = await send(file, all, show);
      if (all === 1) return location.assign(to);
      added += 1;
    } catch (error) {
      await sender.forget().catch(() => {});
      failed.push({ file, why: sender.isStopped ? (result.dataset.stopped ?? '') : whyOf(error) });
    }
  }
  if (all === 1) showForm(sender.isStopped ? '' : (failed[0]?.why ?? ''));
  else tellResult({ all, added }, failed);
}

function whyOf(error: unknown): string {
  return (error instanceof Failure ? error.told : undefined) ?? forms.dataset.failed ?? '';
}

/** @returns the address of its item */
function send(file: File, all: number, show: (sent: number) => void): Promise<string> {
  const fields = new FormData(form);
  const item = fields.has('item') ? { item: String(fields.get('item')) } : {};
  const several = all > 1 ? { several: 'yes' } : {};
  return sender.send(file, {
    at: '/upload',
    token: String(fields.get('form')),
    record: String(fields.get('record')),
    ending: { ...item, ...several },
    show,
    lose: () => {
      told.textContent = told.dataset.lost ?? '';
    },
  });
}

function showForm(text: string): void {
  shown.hidden = true;
  forms.hidden = false;
  problem.textContent = text;
  problem.hidden = text === '';
  input.focus();
}

/** How many of several are in, and which are not. */
function tellResult({ all, added }: Counts, failed: readonly Failed[]): void {
  showForm('');
  form.reset();
  photoForm.reset();
  find(HTMLElement, 'p', result).textContent = filled(result.dataset.text, { added, all });
  const lines = failed.map(({ file, why }) => {
    const line = document.createElement('li');
    line.textContent = `${file.name}: ${why}`;
    return line;
  });
  find(HTMLElement, 'ul', result).replaceChildren(...lines);
  once.hidden = failed.length === 0;
  result.classList.toggle('bad', failed.length > 0);
  sendAgain = () =>
    sendAll(
      failed.map(({ file }) => file),
      { all, added },
    );
  result.hidden = false;
  result.focus();
}

interface SoFar {
  readonly number: number;
  readonly of: number;
  readonly sent: number;
  readonly size: number;
}

function tellProgress({ number, of, sent, size }: SoFar): void {
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  bar.value = percent;
  const text = of > 1 ? told.dataset.several : told.dataset.text;
  told.textContent = filled(text, { number, of, percent });
}

function filled(text = '', numbers: Readonly<Record<string, number>>): string {
  let all = text;
  for (const [name, number] of Object.entries(numbers)) all = all.replace(`{${name}}`, String(number));
  return all;
}
