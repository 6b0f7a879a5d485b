// How large a form is drawn: never larger than what can be sent again with what somebody adds to it. Lists and texts that
// find no room are kept as they were, and not shown.
import type { Field } from '../../../things/index.ts';
import {
  countEntries,
  entriesMax,
  FormTexts,
  inputsMax,
  itemFormBytesMax,
  listEntries,
  rootName,
} from './form-texts.ts';
import { findLeaf, getEntry, isKept } from './leaves.ts';

/** Longer texts are kept, and not shown. */
export const shownCharactersMax = 20_000;

/** What a new entry brings with it at most; of bytes, what people type besides. */
const spare = { entries: 20, inputs: 1000, bytes: itemFormBytesMax * 0.4 };

const drawnMax = { inputs: inputsMax - spare.inputs, bytes: itemFormBytesMax - spare.bytes };

/** What is left of a form as it is filled with a value. */
export class Room {
  #entries = entriesMax;
  #inputs = drawnMax.inputs;
  #bytes = drawnMax.bytes;

  constructor(fields: readonly Field[]) {
    const { inputs, bytes } = measureForm(fields, rootName, new FormTexts());
    this.#inputs -= inputs;
    this.#bytes -= bytes;
  }

  /** Room for the inputs of so many entries; what stands in them needs its own. */
  takeEntries(entry: Field, name: string, count: number): boolean {
    const one = new Size();
    one.addEntry(entry, name, String(count), new FormTexts());
    const [inputs, bytes] = [one.inputs * count, one.bytes * count];
    if (count > this.#entries || inputs > this.#inputs || bytes > this.#bytes) return false;
    this.#entries -= count;
    this.#inputs -= inputs;
    this.#bytes -= bytes;
    return true;
  }

  takeTexts(texts: readonly string[]): boolean {
    if (texts.some(text => text.length > shownCharactersMax)) return false;
    const bytes = texts.reduce((sum, text) => sum + bytesSent(text), 0);
    if (bytes > this.#bytes) return false;
    this.#bytes -= bytes;
    return true;
  }
}

/** Can another entry be added to a form as it was sent? */
export function mayGrow(fields: readonly Field[], form: FormTexts): boolean {
  if (countEntries(form) > entriesMax - spare.entries) return false;
  const { inputs, bytes } = measureForm(fields, rootName, form);
  if (inputs > drawnMax.inputs) return false;
  let all = bytes;
  for (const [, text] of form) all += bytesSent(text);
  return all < itemFormBytesMax - spare.bytes / 2;
}

/** What the inputs of a form take, without what stands in them. */
export function measureForm(fields: readonly Field[], name: string, form: FormTexts): Size {
  const size = new Size();
  size.addFields(fields, name, form);
  return size;
}

class Size {
  inputs = 0;
  bytes = 0;

  addFields(fields: readonly Field[], name: string, form: FormTexts): void {
    for (const field of fields) this.addField(field, `${name}.${field.name}`, form);
  }

  addField(field: Field, name: string, form: FormTexts): void {
    if (isKept(field)) return;
    if (field.list) {
      this.#addInput(`${name}.list`);
      const ids = listEntries(form, name);
      for (const id of ids.length === 0 && field.min > 0 ? ['n1'] : ids)
        this.addEntry(getEntry(field), name, id, form);
      return;
    }
    const leaf = findLeaf(field);
    if (!leaf) this.addFields(field.fields, name, form);
    else for (const part of leaf.parts) this.#addInput(name + part);
  }

  addEntry(entry: Field, name: string, id: string, form: FormTexts): void {
    this.#addInput(name);
    this.addField(entry, `${name}.${id}`, form);
  }

  #addInput(name: string): void {
    this.inputs += 1;
    // The signs between, and a few characters such as a unit that stands chosen.
    this.bytes += name.length + 8;
  }
}

/** As browsers send it. */
function bytesSent(text: string): number {
  return new URLSearchParams([['', text.replace(/\r\n?|\n/g, '\r\n')]]).toString().length;
}
