// The script of the upload page: sends files one after the other in parts, so that a slow line is no trouble, and shows how far
// it is; a photo as soon as it is taken. One leads to its item; of several the page tells how many are in, and what was in the
// way of the others. Without it the forms send one file in one piece.
import { find } from './parts/find.ts';

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

const triesMax = 8;
let isStopped = false;
let request: XMLHttpRequest | undefined;
/** What is left half sent would hold its room in the record. */
let underWay: Record<string, string> | undefined;
let sendAgain: () => Promise<void> = async () => {};

/** What the vault said is in the way of a file; nothing where there was no answer. */
class Failure extends Error {
  readonly told: string | undefined;
  constructor(told?: string) {
    super(told);
    this.told = told;
  }
}

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
stop.addEventListener('click', () => {
  isStopped = true;
  request?.abort();
});
once.addEventListener('click', () => void sendAgain());
addEventListener('pagehide', () => {
  if (underWay) navigator.sendBeacon('/upload/stop', new URLSearchParams(underWay));
});

interface Counts {
  readonly all: number;
  added: number;
}

interface Failed {
  readonly file: File;
  readonly why: string;
}

async function sendAll(files: readonly File[], { all, added }: Counts): Promise<void> {
  isStopped = false;
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
      await forget().catch(() => {});
      failed.push({ file, why: isStopped ? (result.dataset.stopped ?? '') : whyOf(error) });
    }
  }
  if (all === 1) showForm(isStopped ? '' : (failed[0]?.why ?? ''));
  else tellResult({ all, added }, failed);
}

function whyOf(error: unknown): string {
  return (error instanceof Failure ? error.told : undefined) ?? forms.dataset.failed ?? '';
}

/** @returns the address of its item */
async function send(file: File, all: number, show: (sent: number) => void): Promise<string> {
  if (isStopped) throw new Failure();
  show(0);
  const fields = new FormData(form);
  const [token, record] = [String(fields.get('form')), String(fields.get('record'))];
  const item = fields.has('item') ? { item: String(fields.get('item')) } : {};
  const beginning = { form: token, record, size: String(file.size) };
  const { upload, partBytes } = await insisting(() => post<Begun>('/upload/begin', beginning));
  underWay = { form: token, upload };
  for (let from = 0; from < file.size && !isStopped; from += partBytes) {
    const part = file.slice(from, from + partBytes);
    const isLast = from + part.size >= file.size;
    await insisting(() => sendPart({ token, upload, from, part, isLast, show }));
  }
  if (isStopped) throw new Failure();
  const ending = { form: token, record, ...item, upload, name: file.name, type: file.type };
  const several = all > 1 ? { several: 'yes' } : {};
  const { to } = await insisting(() => post<{ to: string }>('/upload/end', { ...ending, ...several }));
  underWay = undefined;
  return to;
}

interface Begun {
  readonly upload: string;
  readonly partBytes: number;
}

async function forget(): Promise<void> {
  const values = underWay;
  underWay = undefined;
  if (values) await post('/upload/stop', values);
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

async function post<T>(address: string, values: Record<string, string>): Promise<T> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(values) });
  const body = await answer.json();
  if (!answer.ok) throw new Failure(body.problem);
  return body;
}

/** What had no answer is sent again; the vault knows a part by its place, and an upload whose item is there. */
async function insisting<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      const isAnswered = error instanceof Failure && error.told;
      if (isAnswered || tries >= triesMax || isStopped) throw error;
      told.textContent = told.dataset.lost ?? '';
      await new Promise(resolve => setTimeout(resolve, Math.min(15, 2 ** (tries - 1)) * 1000));
      if (isStopped) throw error;
    }
  }
}

interface Part {
  readonly token: string;
  readonly upload: string;
  readonly from: number;
  readonly part: Blob;
  readonly isLast: boolean;
  readonly show: (sent: number) => void;
}

function sendPart({ token, upload, from, part, isLast, show }: Part): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    request = sending;
    sending.open('POST', '/upload/part');
    sending.setRequestHeader('Content-Type', 'application/octet-stream');
    sending.setRequestHeader('X-Keepwell-Form', token);
    sending.setRequestHeader('X-Keepwell-Upload', upload);
    sending.setRequestHeader('X-Keepwell-From', String(from));
    if (isLast) sending.setRequestHeader('X-Keepwell-Last', '1');
    sending.upload.onprogress = event => show(from + event.loaded);
    sending.onerror = () => reject(new Failure());
    sending.onabort = () => reject(new Failure());
    sending.onload = () => {
      if (sending.status === 200) resolve();
      else reject(new Failure(problemIn(sending.responseText)));
    };
    sending.send(part);
  });
}

function problemIn(answer: string): string | undefined {
  try {
    return JSON.parse(answer).problem;
  } catch {
    return undefined;
  }
}
