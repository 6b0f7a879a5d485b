// The script of the upload page: sends a file in parts, so that a slow line is no trouble, and shows how far it is. Without
// it the form sends the file in one piece.
export const uploadScript = `const form = document.querySelector('form[data-upload]');
const shown = document.getElementById('upload-progress');
const bar = shown.querySelector('progress');
const told = shown.querySelector('[role=status]');
const problem = document.getElementById('upload-problem');
const stop = shown.querySelector('button');
const again = 8;
let stopped = false;
let request;
let underWay;

form.addEventListener('submit', event => {
  const file = form.querySelector('input[type=file]').files[0];
  if (!file || file.size === 0) return;
  event.preventDefault();
  void send(file);
});
stop.addEventListener('click', () => {
  stopped = true;
  request?.abort();
});

// What is left half sent would hold its room in the record.
addEventListener('pagehide', () => {
  if (underWay) navigator.sendBeacon('/upload/stop', new URLSearchParams(underWay));
});

async function send(file) {
  const { form: token, record } = Object.fromEntries(new FormData(form));
  stopped = false;
  problem.hidden = true;
  shown.hidden = false;
  form.hidden = true;
  stop.focus();
  show(0, file.size);
  try {
    const { upload, partBytes } = await post('/upload/begin', { form: token, record, size: String(file.size) });
    underWay = { form: token, upload };
    for (let from = 0; from < file.size && !stopped; from += partBytes) {
      const part = file.slice(from, from + partBytes);
      const sending = { token, upload, from, part, isLast: from + part.size >= file.size, size: file.size };
      await insisting(() => sendPart(sending));
    }
    if (stopped) {
      await forget();
      return back('');
    }
    const ending = { form: token, record, upload, name: file.name, type: file.type };
    const { to } = await insisting(() => post('/upload/end', ending));
    underWay = undefined;
    location.assign(to);
  } catch (error) {
    await forget().catch(() => {});
    back(stopped ? '' : (error.told ?? form.dataset.failed));
  }
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
  form.querySelector('input[type=file]').focus();
}

function show(sent, size) {
  const percent = Math.floor((sent / size) * 100);
  bar.value = percent;
  told.textContent = told.dataset.text.replace('{percent}', String(percent));
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

function sendPart({ token, upload, from, part, isLast, size }) {
  return new Promise((resolve, reject) => {
    request = new XMLHttpRequest();
    request.open('POST', '/upload/part');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-Keepwell-Form', token);
    request.setRequestHeader('X-Keepwell-Upload', upload);
    request.setRequestHeader('X-Keepwell-From', String(from));
    if (isLast) request.setRequestHeader('X-Keepwell-Last', '1');
    request.upload.onprogress = event => show(from + event.loaded, size);
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
