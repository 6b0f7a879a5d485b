// The pages of the diary.
import type { Thing } from '@keepwell/client';
import type { Weight } from '@keepwell/client/things';

export function diaryPage(person: string, record: string, weights: readonly Thing<Weight>[]): string {
  const rows = weights.map(
    ({ effectiveDate, value }) =>
      `<tr><td>${escaped(effectiveDate.replace('T', ' ').slice(0, 16))}</td><td>${value.value.kg} kg</td></tr>`,
  );
  return page(
    'Weight diary',
    `<p>You are ${escaped(person)}, and this is the record of ${escaped(record)}.</p>
<form method="post" action="/weights">
<label>Weight in kilograms <input name="kg" inputmode="decimal" required></label>
<button>Add</button>
</form>
<table><thead><tr><th scope="col">When</th><th scope="col">Weight</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<p><a href="/records">Choose another record</a> <a href="/sign-out">Sign out</a></p>`,
  );
}

export function textPage(title: string, text: string): string {
  return page(title, `<p>${escaped(text)}</p><p><a href="/weights">To the diary</a></p>`);
}

export function problemPage(text: string): string {
  return textPage('This did not work', text);
}

function page(title: string, main: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><main><h1>${title}</h1>
${main}
</main></html>`;
}

function escaped(text: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, character => named[character]!);
}
