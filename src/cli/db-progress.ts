// What `keepwell db …` and `keepwell backup …` show while they work: a line that is written over each second on a terminal, a line now and then
// elsewhere.
import type { Io } from './command.ts';

export interface RowProgress {
  begin(what: string, state: { rows: number; done: number; unit?: string }): void;
  onSlice(table: string, rows: number): void;
  /** Clears the line, for what is to be said after it. */
  end(): void;
}

const redrawMs = 1000;
/** Elsewhere. */
const lineMs = 10_000;

export function showRows({ err, isTerminal = false }: Io): RowProgress {
  let [what, table, unit] = ['', '', 'rows'];
  let [rows, before, done, started] = [0, 0, 0, 0];
  let timer: NodeJS.Timeout | undefined;
  const text = () => {
    const percent = rows === 0 ? 100 : Math.floor((100 * done) / rows);
    const rate = Math.round((1000 * (done - before)) / Math.max(1, performance.now() - started));
    return `${what} ${String(percent).padStart(3)} %  ${done} of ${rows} ${unit}  ${rate}/s  ${table}`;
  };
  const draw = () => err(isTerminal ? `\r\u001b[K${text()}` : `${text()}\n`);
  const end = () => {
    if (timer && isTerminal) err('\r\u001b[K');
    clearInterval(timer);
    timer = undefined;
  };
  return {
    begin(name, state) {
      end();
      [what, table, unit] = [name, '', state.unit ?? 'rows'];
      [rows, before, done] = [state.rows, state.done, state.done];
      started = performance.now();
      timer = setInterval(draw, isTerminal ? redrawMs : lineMs);
    },
    onSlice(name, count) {
      table = name;
      done += count;
    },
    end,
  };
}
