// Values of items as the cells of a table: what stands inside each other becomes a column with a path for its name.
import type { Json } from '../../things/index.ts';

type Cell = string | number | boolean;

/** `{ value: { kg: 70 }, notes: ['a'] }` becomes `value.kg` and `notes.1`. */
export function flattenJson(value: Json): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const walk = (at: Json | undefined, path: string): void => {
    if (at === null || at === undefined) return;
    if (typeof at !== 'object') cells.set(path || 'value', at);
    else if (Array.isArray(at))
      for (const [index, one] of at.entries()) walk(one, join(path, String(index + 1)));
    else for (const [name, one] of Object.entries(at)) walk(one as Json, join(path, name));
  };
  walk(value, '');
  return cells;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

export function printCsvRow(cells: readonly Cell[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** What somebody wrote must not be taken for a formula by the spreadsheet that opens it. */
function quoted(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell);
  // A program that parts cells at semicolons reads `""=1` as it reads `=1`, and some leave out what cannot be seen.
  const safe = cell.replace(/([;\t\r\n][\s"\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu, "$1'");
  const text =
    /^(?:[\s"\p{Cf}]*[=+\-@＝＋－＠]|[\t\r])/u.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell)
      ? `'${safe}`
      : safe;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
