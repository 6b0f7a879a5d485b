// The names and texts of a form, found by name at once: large forms are asked for thousands of names.
import { tooLong } from '../../web/problem.ts';

/** The names of all fields begin with it. */
export const rootName = 'v';

export const inputsMax = 10_000;

/** Entries of repeated fields in one form, over all of its lists. */
export const entriesMax = 300;

/** Of a form that is sent: it holds all fields of an item. */
export const itemFormBytesMax = 2 * 1024 * 1024;

export class FormTexts implements Iterable<[name: string, text: string]> {
  readonly #texts = new Map<string, string[]>();

  constructor(from: Iterable<[string, string]> = []) {
    for (const [name, text] of from) this.append(name, text);
  }

  get(name: string): string | null {
    return this.#texts.get(name)?.[0] ?? null;
  }

  getAll(name: string): readonly string[] {
    return this.#texts.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#texts.has(name);
  }

  set(name: string, text: string): void {
    this.#texts.set(name, [text]);
  }

  append(name: string, text: string): void {
    const there = this.#texts.get(name);
    if (there) there.push(text);
    else this.#texts.set(name, [text]);
  }

  delete(name: string): void {
    this.#texts.delete(name);
  }

  names(): Iterable<string> {
    return this.#texts.keys();
  }

  *[Symbol.iterator](): Iterator<[string, string]> {
    for (const [name, texts] of this.#texts) for (const text of texts) yield [name, text];
  }
}

/** What was sent. @throws Problem for more than a form has */
export function readTexts(form: URLSearchParams): FormTexts {
  if (form.size > inputsMax) throw tooLong();
  const texts = new FormTexts(form);
  if (countEntries(texts) > entriesMax) throw tooLong();
  return texts;
}

/** The ids of the entries of a repeated field that a form holds. */
export function listEntries(form: FormTexts, name: string): string[] {
  if (!form.has(`${name}.list`)) return [];
  return [...new Set(form.getAll(name))].filter(id => /^n?\d{1,6}$/.test(id));
}

export function countEntries(form: FormTexts): number {
  let count = 0;
  for (const name of form.names())
    if (name.endsWith('.list')) count += form.getAll(name.slice(0, -'.list'.length)).length;
  return count;
}

/** Every name below which something is typed: `v.dose` for `v.dose.0.text`. */
export function listFilledNames(names: Iterable<string>): Set<string> {
  const filled = new Set<string>();
  for (const name of names) {
    for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      const above = name.slice(0, end);
      if (filled.has(above)) break;
      filled.add(above);
    }
  }
  return filled;
}
