// The script of a list whose items can be chosen: one box for all of its page. Without it there is no such box.

const box = document.querySelector<HTMLInputElement>('input[data-choose-page]');
if (box) chooseTogether(box, [...document.querySelectorAll<HTMLInputElement>('input[name=thing]')]);

function chooseTogether(box: HTMLInputElement, items: readonly HTMLInputElement[]): void {
  const choice = box.closest<HTMLElement>('.choice');
  if (choice) choice.hidden = false;
  const follow = () => {
    const chosen = items.filter(({ checked }) => checked).length;
    box.checked = chosen === items.length;
    box.indeterminate = chosen > 0 && !box.checked;
  };
  box.addEventListener('change', () => {
    for (const item of items) item.checked = box.checked;
  });
  for (const item of items) item.addEventListener('change', follow);
  follow();
}
