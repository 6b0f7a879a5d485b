// The script of the upload page: sends files one after the other in parts, so that a slow line is no trouble, and shows how far
// it is. One leads to its item; of several the page tells how many are in, and what was in the way of the others. Without it
// the form sends one file in one piece.
export const uploadScript = `const form = document.querySelector('form[data-upload]');
const input = form.querySelector('input[type=file]');
const shown = document.getElementById('upload-progress');
const bar = shown.querySelector('progress');
const told = shown.querySelector('[role=status]');
const problem = document.getElementById('upload-problem');
const result = document.getElementById('upload-result');
const stop = shown.querySelector('button');
const again = 8;
let stopped = false;
let request;
let underWay;
let sendAgain;

input.multiple = true;
form.addEventListener('submit', event => {
  const files = [...input.files];
  if (files.length === 0 || (files.length === 1 && files[0].size === 0)) return;
  event.preventDefault();
  void sendAll(files, { all: files.length, added: 0 });
});
stop.addEventListener('click', () => {
  stopped = true;
  request?.abort();
});
result.querySelector('button').addEventListener('click', () => void sendAgain());

// What is left half sent would hold its room in the record.
addEventListener('pagehide', () => {
  if (underWay) navigator.sendBeacon('/upload/stop', new URLSearchParams(underWay));
});

async function sendAll(files, { all, added }) {
  stopped = false;
  problem.hidden = true;
  result.hidden = true;
  shown.hidden = false;
  form.hidden = true;
  stop.focus();
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const failed = [];
  let before = 0;
  for (const [index, file] of files.entries()) {
    const start = before;
    before += file.size;
    const show = sent => progress({ number: index + 1, of: files.length, sent: start + sent, size });
    try {
      const to = await send(file, all, show);
      if (all === 1) return location.assign(to);
      added += 1;
    } catch (error) {
      await forget().catch(() => {});
      failed.push({ file, why: stopped ? result.dataset.stopped : (error.told ?? form.dataset.failed) });
    }
  }
  if (all === 1) back(stopped ? '' : failed[0].why);
  else tell({ all, added, failed });
}

/** @returns the address of its item */
async function send(file, all, show) {
  if (stopped) throw new Error();
  show(0);
  const { form: token, record } = Object.fromEntries(new FormData(form));
  const beginning = { form: token, record, size: String(file.size) };
  const { upload, partBytes } = await insisting(() => post('/upload/begin', beginning));
  underWay = { form: token, upload };
  for (let from = 0; from < file.size && !stopped; from += partBytes) {
    const part = file.slice(from, from + partBytes);
    const sending = { token, upload, from, part, isLast: from + part.size >= file.size, show };
    await insisting(() => sendPart(sending));
  }
  if (stopped) throw new Error();
  const ending = { form: token, record, upload, name: file.name, type: file.type, ...(all > 1 && { several: 'yes' }) };
  const { to } = await insisting(() => post('/upload/end', ending));
  underWay = undefined;
  return to;
}

async function forget() {
  const values = underWay;
  underWay = undefined;
  if (values) await post('/upload/stop', values);
}

function back(text) {
  shown.hidden = true;
  form.hidden = false;
  problem.textContent = text;
  problem.hidden = text === '';
  input.focus();
}

/** How many of several are in, and which are not. */
function tell({ all, added, failed }) {
  back('');
  form.reset();
  result.querySelector('p').textContent = result.dataset.text.replace('{added}', added).replace('{all}', all);
  const lines = failed.map(({ file, why }) => {
    const line = document.createElement('li');
    line.textContent = file.name + ': ' + why;
    return line;
  });
  result.querySelector('ul').replaceChildren(...lines);
  result.querySelector('button').hidden = failed.length === 0;
  result.classList.toggle('bad', failed.length > 0);
  sendAgain = () => sendAll(failed.map(({ file }) => file), { all, added });
  result.hidden = false;
  result.focus();
}

function progress({ number, of, sent, size }) {
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  bar.value = percent;
  const text = of > 1 ? told.dataset.several : told.dataset.text;
  told.textContent = text.replace('{number}', number).replace('{of}', of).replace('{percent}', percent);
}

async function post(address, values) {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(values) });
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(), { told: body.problem });
  return body;
}

/** What had no answer is sent again; the vault knows a part by its place, and an upload whose item is there. */
async function insisting(send) {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (error.told || tries >= again || stopped) throw error;
      told.textContent = told.dataset.lost;
      await new Promise(resolve => setTimeout(resolve, Math.min(15, 2 ** (tries - 1)) * 1000));
      if (stopped) throw error;
    }
  }
}

function sendPart({ token, upload, from, part, isLast, show }) {
  return new Promise((resolve, reject) => {
    request = new XMLHttpRequest();
    request.open('POST', '/upload/part');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-Keepwell-Form', token);
    request.setRequestHeader('X-Keepwell-Upload', upload);
    request.setRequestHeader('X-Keepwell-From', String(from));
    if (isLast) request.setRequestHeader('X-Keepwell-Last', '1');
    request.upload.onprogress = event => show(from + event.loaded);
    request.onerror = request.onabort = () => reject(new Error());
    request.onload = () => {
      if (request.status === 200) return resolve();
      let told;
      try {
        told = JSON.parse(request.responseText).problem;
      } catch {
        told = undefined;
      }
      reject(Object.assign(new Error(), { told }));
    };
    request.send(part);
  });
}
`;
