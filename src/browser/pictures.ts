// The script that brings pictures in: a folder, files or a zip, chosen or dropped; thousands of files, a few at a time, with
// progress. What was in the way of one is told by its name; what came before is not sent again.
import { find } from './parts/find.ts';
import { type Brought, readDropped, readInput } from './parts/folder.ts';
import { postForm, type Refusal, sendBytes, TellingError } from './parts/send-bytes.ts';

interface Words {
  readonly sent: string;
  readonly sending: string;
  readonly unpacking: string;
  readonly lost: string;
  readonly failed: string;
  readonly stopped: string;
  readonly more: string;
  readonly nothing: string;
}

interface Begun {
  readonly intake: string;
  readonly to: string;
  readonly had: readonly (readonly [name: string, bytes: number])[];
}

const place = find(HTMLElement, '#bring');
const shown = find(HTMLElement, '#bring-progress');
const forms = find(HTMLElement, '#bring-form');
const form = find(HTMLFormElement, 'form[data-bring]', forms);
const folder = find(HTMLInputElement, 'input[name=folder]', forms);
const files = find(HTMLInputElement, 'input[name=file]', form);
const problem = find(HTMLElement, '#bring-problem');
const bar = find(HTMLProgressElement, 'progress', shown);
const told = find(HTMLElement, '[role=status]', shown);
const outcomes = find(HTMLElement, '.outcomes', shown);
const words: Words = JSON.parse(place.dataset.words ?? '{}');

/** Files on their way at the same time. */
const atOnce = 3;
/** The reasons of so many are shown; all of them stand on the page that follows. */
const outcomesMax = 50;

let isStopped = false;
let stopping = new AbortController();
let refused = 0;

find(HTMLElement, '#bring-script', forms).hidden = false;
folder.webkitdirectory = true;
files.multiple = true;
folder.addEventListener('change', () => void bring(readInput(folder)));
form.addEventListener('submit', event => {
  const chosen = readInput(files);
  if (chosen.length === 0) return;
  event.preventDefault();
  void bring(chosen);
});
find(HTMLButtonElement, 'button', shown).addEventListener('click', () => {
  isStopped = true;
  stopping.abort();
});

document.addEventListener('dragover', event => {
  if (!event.dataTransfer?.types.includes('Files') || forms.hidden) return;
  event.preventDefault();
  forms.classList.add('over');
});
document.addEventListener('dragleave', event => {
  if (event.relatedTarget === null) forms.classList.remove('over');
});
document.addEventListener('drop', event => {
  forms.classList.remove('over');
  if (!event.dataTransfer || forms.hidden) return;
  event.preventDefault();
  void readDropped(event.dataTransfer).then(bring);
});

async function bring(chosen: readonly Brought[]): Promise<void> {
  if (chosen.length === 0) return;
  isStopped = false;
  stopping = new AbortController();
  refused = 0;
  outcomes.replaceChildren();
  problem.hidden = true;
  forms.hidden = true;
  shown.hidden = false;
  find(HTMLButtonElement, 'button', shown).focus();
  const token = String(new FormData(form).get('form'));
  let to: string | undefined;
  try {
    const begun = await begin(token, chosen);
    to = begun.to;
    const had = new Set(begun.had.map(([name, bytes]) => `${bytes} ${name}`));
    const left = chosen.filter(({ file, name }) => !had.has(`${file.size} ${name}`));
    await sendAll(left, { token, intake: begun.intake, all: chosen });
    location.assign(begun.to);
  } catch (error) {
    showProblem(isStopped ? words.stopped : error instanceof TellingError ? error.told : words.failed, to);
  }
}

function begin(token: string, chosen: readonly Brought[]): Promise<Begun> {
  const [first] = chosen;
  const name = first?.name.split('/')[0] ?? '';
  const record = String(new FormData(form).get('record'));
  const { intake } = place.dataset;
  return insist(() => postForm('/pictures/begin', { form: token, record, name, ...(intake && { intake }) }));
}

interface Sending {
  readonly token: string;
  readonly intake: string;
  readonly all: readonly Brought[];
}

async function sendAll(left: readonly Brought[], { token, intake, all }: Sending): Promise<void> {
  const bytesOf = (some: readonly Brought[]) => some.reduce((sum, { file }) => sum + file.size, 0);
  const bytes = bytesOf(all);
  let sent = bytes - bytesOf(left);
  let done = all.length - left.length;
  const tell = (more = 0) =>
    tellProgress({ done, of: all.length, share: bytes === 0 ? 1 : (sent + more) / bytes });
  tell();
  const queue = [...left];
  const work = async () => {
    for (let next = queue.shift(); next && !isStopped; next = queue.shift()) {
      if (isZip(next)) await sendZip(next, { token, intake }, tell);
      else await sendOne(next, { token, intake });
      sent += next.file.size;
      done += 1;
      tell();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (isStopped) throw new Error('stopped');
}

function isZip({ name }: Brought): boolean {
  return /\.zip$/i.test(name);
}

type To = Pick<Sending, 'token' | 'intake'>;

async function sendOne({ name, file }: Brought, { token, intake }: To): Promise<void> {
  const headers = {
    'X-Keepwell-Form': token,
    'X-Keepwell-Intake': intake,
    'X-Keepwell-Name': encodeURIComponent(name),
  };
  const answer = await insist(() => sendBytes<Refusal>('/pictures/file', file, headers, stopping.signal));
  if (answer.outcome === 'refused') tellRefused(name, answer.why ?? '');
}

/** In parts, so that a slow line is no trouble; then it is unpacked there. */
async function sendZip(
  { file }: Brought,
  { token, intake }: To,
  tell: (more: number) => void,
): Promise<void> {
  const values = { form: token, intake };
  const size = String(file.size);
  const { partBytes } = await insist(() =>
    postForm<{ partBytes: number }>('/pictures/zip/begin', { ...values, size }),
  );
  for (let from = 0; from < file.size; from += partBytes) {
    const part = file.slice(from, from + partBytes);
    const headers = {
      'X-Keepwell-Form': token,
      'X-Keepwell-Intake': intake,
      'X-Keepwell-From': String(from),
      ...(from + part.size >= file.size && { 'X-Keepwell-Last': '1' }),
    };
    await insist(() => sendBytes('/pictures/zip/part', part, headers, stopping.signal));
    tell(from + part.size);
  }
  for (;;) {
    const { done, total } = await insist(() =>
      postForm<{ done: number; total: number }>('/pictures/zip/unpack', values),
    );
    if (done === total || isStopped) return;
    told.textContent = filled(words.unpacking, { done, total });
  }
}

const triesMax = 8;

/** The vault knows what came before: what had no answer is sent again. */
async function insist<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (error instanceof TellingError || isStopped || tries >= triesMax) throw error;
      told.textContent = words.lost;
      await new Promise(resolve => setTimeout(resolve, Math.min(15, 2 ** (tries - 1)) * 1000));
      if (isStopped) throw error;
    }
  }
}

function tellProgress({ done, of, share }: { done: number; of: number; share: number }): void {
  const percent = Math.floor(share * 100);
  bar.value = percent;
  told.textContent = filled(words.sending, { done, of, percent });
}

function tellRefused(name: string, why: string): void {
  refused += 1;
  const line = document.createElement('li');
  line.textContent =
    refused <= outcomesMax ? `${name}: ${why}` : filled(words.more, { count: refused - outcomesMax });
  if (refused > outcomesMax + 1) outcomes.lastElementChild?.replaceWith(line);
  else outcomes.append(line);
}

/** What came is kept, and can be gone on with. */
function showProblem(text: string, to: string | undefined): void {
  shown.hidden = true;
  forms.hidden = false;
  problem.textContent = `${text} `;
  if (to !== undefined) {
    const link = document.createElement('a');
    link.href = to;
    link.textContent = words.sent;
    problem.append(link);
  }
  problem.hidden = false;
  folder.focus();
}

function filled(text: string, numbers: Readonly<Record<string, number>>): string {
  let all = text;
  for (const [name, number] of Object.entries(numbers)) all = all.replace(`{${name}}`, String(number));
  return all;
}
