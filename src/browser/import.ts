// The script of the page of imports: sends a file in parts and shows how far it is; a file may be dropped on the page. Without it
// the form sends the file in one piece.
import { find } from './parts/find.ts';
import { Failure, FileSender } from './parts/send-file.ts';

const place = find(HTMLElement, '#import-form');
const form = find(HTMLFormElement, 'form[data-import]', place);
const input = find(HTMLInputElement, 'input[type=file]', form);
const shown = find(HTMLElement, '#import-progress');
const bar = find(HTMLProgressElement, 'progress', shown);
const told = find(HTMLElement, '[role=status]', shown);
const stop = find(HTMLButtonElement, 'button', shown);
const problem = find(HTMLElement, '#import-problem');
const sender = new FileSender();

form.addEventListener('submit', event => {
  const [file] = input.files ?? [];
  if (!file || file.size === 0) return;
  event.preventDefault();
  void send(file);
});
stop.addEventListener('click', () => sender.stop());
addEventListener('pagehide', () => sender.leave());

document.addEventListener('dragover', event => {
  if (!event.dataTransfer?.types.includes('Files') || place.hidden) return;
  event.preventDefault();
  place.classList.add('over');
});
document.addEventListener('dragleave', event => {
  if (event.relatedTarget === null) place.classList.remove('over');
});
document.addEventListener('drop', event => {
  const [file] = event.dataTransfer?.files ?? [];
  place.classList.remove('over');
  if (!file || place.hidden) return;
  event.preventDefault();
  void send(file);
});

async function send(file: File): Promise<void> {
  sender.start();
  problem.hidden = true;
  shown.hidden = false;
  place.hidden = true;
  stop.focus();
  const fields = new FormData(form);
  try {
    const to = await sender.send(file, {
      at: '/imports',
      token: String(fields.get('form')),
      record: String(fields.get('record')),
      ending: {},
      show(sent) {
        const percent = file.size === 0 ? 0 : Math.floor((sent / file.size) * 100);
        bar.value = percent;
        told.textContent = (told.dataset.text ?? '').replace('{percent}', String(percent));
      },
      lose() {
        told.textContent = told.dataset.lost ?? '';
      },
    });
    location.assign(to);
  } catch (error) {
    await sender.forget().catch(() => {});
    const why = (error instanceof Failure ? error.told : undefined) ?? told.dataset.failed ?? '';
    shown.hidden = true;
    place.hidden = false;
    problem.textContent = sender.isStopped ? '' : why;
    problem.hidden = sender.isStopped;
    input.focus();
  }
}
