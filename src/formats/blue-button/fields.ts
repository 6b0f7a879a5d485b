// A record of a section: names with their values, and where it stands.
import { UnreadableFile } from '../format.ts';
import { recordCharactersMax, recordFieldsMax } from './limits.ts';

/** Where a record stands. */
export interface Place {
  /** The section, by its own heading. */
  readonly what: string;
  readonly source: string;
}

/** What stands in a record, in its order: names in lower case, and as they were written. */
export class Fields {
  readonly all: { readonly name: string; readonly label: string; value: string }[] = [];
  #characters = 0;

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** @throws UnreadableFile for a record that never ends */
  add(label: string, value: string): void {
    this.#count(value);
    this.all.push({ name: label.toLowerCase(), label, value });
    if (this.all.length > recordFieldsMax) throw new UnreadableFile('too-large');
  }

  goOn(text: string): void {
    const last = this.all.at(-1);
    if (!last) return;
    this.#count(text);
    last.value = last.value === '' ? text : `${last.value}\n${text}`;
  }

  has(name: string): boolean {
    return this.all.some(one => one.name === name);
  }

  /** The first of these names that has a value. */
  get(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const value = this.all.find(one => one.name === name && one.value !== '')?.value.trim();
      if (value) return value;
    }
    return undefined;
  }

  #count(text: string): void {
    this.#characters += text.length + 1;
    if (this.#characters > recordCharactersMax) throw new UnreadableFile('too-large');
  }
}
