// The script of the forms of items: words of a vocabulary come as one types, and a date that stands for now becomes the
// one of this device. Without it the same fields take any text, and the date is that of the vault.
export const formScript = `const waitMs = 200;
for (const input of document.querySelectorAll('input[data-terms]')) {
  const list = document.createElement('datalist');
  list.id = input.id + '-terms';
  input.after(list);
  input.setAttribute('list', list.id);
  input.setAttribute('autocomplete', 'off');
  let timer;
  let last = '';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), waitMs);
  });
  async function ask() {
    const text = input.value.trim();
    if (text.length < 2 || text === last) return;
    last = text;
    const body = new URLSearchParams({
      form: input.form.elements.form.value,
      vocabularies: input.dataset.terms,
      text,
    });
    try {
      const answer = await fetch('/items/terms', { method: 'POST', body });
      if (!answer.ok) return;
      const { terms } = await answer.json();
      if (input.value.trim() !== text) return;
      list.replaceChildren(
        ...terms.map(term => {
          const option = document.createElement('option');
          option.value = term;
          return option;
        }),
      );
    } catch {
      // Without an answer the field takes any words.
    }
  }
}

const now = new Date(performance.timeOrigin + performance.now());
const pad = number => String(number).padStart(2, '0');
const texts = {
  date: now.getFullYear() + '-' + pad(now.getMonth() + 1) + '-' + pad(now.getDate()),
  time: pad(now.getHours()) + ':' + pad(now.getMinutes()),
  y: now.getFullYear(),
  m: now.getMonth() + 1,
  d: now.getDate(),
};
for (const input of document.querySelectorAll('[data-now]')) {
  const drawn = input.options ? [...input.options].find(one => one.defaultSelected)?.value : input.defaultValue;
  if (input.value === drawn) input.value = texts[input.dataset.now];
}
`;
