// The script of a list whose items can be chosen: one box for all of its page. Without it there is no such box.
export const listScript = `const box = document.querySelector('input[data-choose-page]');
const items = [...document.querySelectorAll('input[name=thing]')];
const follow = () => {
  const chosen = items.filter(({ checked }) => checked).length;
  box.checked = chosen === items.length;
  box.indeterminate = chosen > 0 && !box.checked;
};

if (box) {
  box.closest('.choice').hidden = false;
  box.addEventListener('change', () => {
    for (const item of items) item.checked = box.checked;
  });
  for (const item of items) item.addEventListener('change', follow);
  follow();
}
`;
