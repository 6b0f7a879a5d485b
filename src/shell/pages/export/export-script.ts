// The script of the export page: while the browser saves the file, it shows how far the vault is with it.
export const exportScript = `const form = document.querySelector('form[data-export]');
const shown = document.getElementById('export-progress');
const bar = shown.querySelector('progress');
const told = shown.querySelector('[role=status]');
let watching;

form.addEventListener('submit', () => {
  shown.hidden = false;
  bar.removeAttribute('value');
  told.textContent = told.dataset.begun;
  clearInterval(watching);
  watching = setInterval(() => void look(), 1000);
});

async function look() {
  try {
    const answer = await fetch(form.dataset.export);
    const { state, done, total } = await answer.json();
    if (state === 'none') return;
    if (state === 'running') {
      bar.max = Math.max(total, 1);
      bar.value = done;
      told.textContent = told.dataset.running.replace('{done}', done).replace('{total}', total);
      return;
    }
    clearInterval(watching);
    bar.max = 1;
    bar.value = state === 'done' ? 1 : 0;
    told.textContent = state === 'done' ? told.dataset.done : told.dataset.failed;
  } catch {
    // The next look may succeed.
  }
}
`;
