// What the service remembers between two runs, in a file that only its own user reads. A service of many people has a database.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface State {
  subscription?: { readonly id: string; readonly key: string; readonly url: string };
  /** By record: kilograms by thing, and the number of the last change that they hold. */
  records: Record<string, { readonly kilos: Record<string, number>; readonly since: number }>;
  save(): void;
}

export function openState(file: string): State {
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { records: {} };
  return {
    ...known,
    save() {
      mkdirSync(dirname(file), { recursive: true });
      // Whole or not at all.
      writeFileSync(`${file}.new`, JSON.stringify(this), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
