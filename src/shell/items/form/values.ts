// A form and a value, one from the other. What inputs hold is a list of names and texts; the name of an input is the way to
// its field: `v.lab-group.0.results.n1.name`. Of a repeated field each entry has an id: its place in the value before, or
// `n1`, `n2` … for what was added in the form. Whatever a form does not hold stays as it was before.

import { getFirst, getNamed } from '../../../assume.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import type * as Units from '../../../things/common/units.ts';
import type { Field } from '../../../things/index.ts';
import { FormTexts, listEntries, rootName } from './form-texts.ts';
import {
  type CodeToFind,
  isSameText,
  type Leaf,
  type LeafContext,
  type ReadLeaf,
  type Texts,
  type Understood,
  Wrong,
} from './leaf.ts';
import { findLeaf, getEntry, isKept } from './leaves.ts';
import { Room } from './room.ts';
import type { TypedAt } from './typed-date.ts';

/** What the inputs of a form would hold for a value, as far as there is room. */
export function writeTexts(
  fields: readonly Field[],
  value: unknown,
  language: Language,
  room = new Room(fields),
): FormTexts {
  const form = new FormTexts();
  fillFields(fields, value, rootName, { language, form, room });
  return form;
}

interface Filling {
  readonly language: Language;
  readonly form: FormTexts;
  readonly room: Room;
}

type Values = Readonly<Record<string, unknown>>;

function fillFields(fields: readonly Field[], value: unknown, name: string, filling: Filling): void {
  for (const field of fields)
    fillField(field, (value as Values | undefined)?.[field.key], `${name}.${field.name}`, filling);
}

function fillField(field: Field, value: unknown, name: string, filling: Filling): void {
  if (isKept(field) || (value === undefined && field.min === 0)) return;
  if (field.list) {
    const entries = (value ?? []) as readonly unknown[];
    if (!filling.room.takeEntries(getEntry(field), name, entries.length)) return;
    filling.form.append(`${name}.list`, '');
    entries.forEach((entry, index) => {
      filling.form.append(name, String(index));
      fillField(getEntry(field), entry, `${name}.${index}`, filling);
    });
    return;
  }
  const leaf = findLeaf(field);
  if (!leaf) {
    fillFields(field.fields, value, name, filling);
    return;
  }
  const texts = leaf.texts(value, leafContext(field, value, filling.language));
  if (!filling.room.takeTexts(Object.values(texts))) return;
  for (const [part, text] of Object.entries(texts)) filling.form.append(name + part, text);
}

function leafContext(field: Field, before: unknown, language: Language): LeafContext {
  return { field, before, language };
}

export interface FieldProblem {
  /** Of the input. */
  readonly name: string;
  readonly text: string;
}

export interface Reading {
  readonly form: FormTexts;
  readonly language: Language;
  readonly units: typeof Units;
  readonly codesToFind: CodeToFind[];
  readonly typedAt: TypedAt;
  /** Filled with all that the form says. */
  readonly leaves: ReadLeaf[];
}

interface Outcome {
  /** Undefined for a field that is not there. */
  readonly value: unknown;
  /** Did the form hold nothing for it? */
  readonly isBlank: boolean;
  readonly problems: readonly FieldProblem[];
}

/** The value that a form holds, as far as nothing is wrong with it. */
export function readValue(
  fields: readonly Field[],
  before: unknown,
  reading: Reading,
): { value: Values; problems: readonly FieldProblem[] } {
  const { value, problems } = readFields(fields, before, rootName, reading);
  return { value: value as Values, problems };
}

function readFields(fields: readonly Field[], before: unknown, name: string, reading: Reading): Outcome {
  const value: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  let isBlank = true;
  for (const field of fields) {
    const own = `${name}.${field.name}`;
    const outcome = readField(field, (before as Values | undefined)?.[field.key], own, reading);
    problems.push(...outcome.problems);
    if (outcome.value !== undefined) value[field.key] = outcome.value;
    if (!outcome.isBlank) isBlank = false;
    if (outcome.value === undefined && field.min > 0 && outcome.problems.length === 0)
      problems.push({
        name: own + (findLeaf(field)?.parts[0] ?? ''),
        text: formWords(reading.language).missing(field.label),
      });
  }
  return { value, isBlank, problems };
}

function readField(field: Field, before: unknown, name: string, reading: Reading): Outcome {
  if (isKept(field)) return { value: before, isBlank: before === undefined, problems: [] };
  if (field.list) return readList(field, before as readonly unknown[] | undefined, name, reading);
  const leaf = findLeaf(field);
  if (leaf) return readLeaf(leaf, field, before, name, reading);
  const inside =
    field.kind === 'choice' || field.schema?.shape.kind === 'choice'
      ? readChoice(field, before, name, reading)
      : readFields(field.fields, before, name, reading);
  if (!inside.isBlank || field.min > 0) return inside;
  // Nothing in it was typed, nor had been: then it stands as it stood.
  const wasBlank = before !== undefined && isAllBlank(field, before, reading.language);
  return { value: wasBlank ? before : undefined, isBlank: true, problems: [] };
}

/** Is there nothing in a value that a form would show? Codes and attributes without any words are such. */
export function isAllBlank(field: Field, value: unknown, language: Language): boolean {
  if (value === undefined) return true;
  if (isKept(field)) return false;
  if (field.list) return (value as readonly unknown[]).length === 0;
  const leaf = findLeaf(field);
  if (leaf) return leaf.isBlank(leaf.texts(value, leafContext(field, value, language)));
  return field.fields.every(one => isAllBlank(one, (value as Values)[one.key], language));
}

function readLeaf(leaf: Leaf, field: Field, before: unknown, name: string, reading: Reading): Outcome {
  const context = { ...reading, field, before };
  const had = leaf.texts(before, context);
  const texts: Texts = Object.fromEntries(
    leaf.parts.map(part => [part, reading.form.get(name + part) ?? had[part] ?? '']),
  );
  const isSame = leaf.parts.every(part => isSameText(getNamed(texts, part), had[part] ?? ''));
  const isBlank = leaf.isBlank(texts);
  const { kind, parts } = leaf;
  if (before !== undefined && isSame) {
    if (!isBlank) reading.leaves.push({ kind, parts, name, field, value: before, isSame });
    return { value: before, isBlank, problems: [] };
  }
  if (isBlank) return { value: undefined, isBlank, problems: [] };
  try {
    const understood: Understood[] = [];
    const value = leaf.parse(texts, { ...context, had, understood });
    reading.leaves.push({ kind, parts, name, field, value, isSame: false, understood: understood[0] });
    return { value, isBlank, problems: [] };
  } catch (wrong) {
    if (!(wrong instanceof Wrong)) throw wrong;
    const part = leaf.parts.includes(wrong.part) ? wrong.part : getFirst(leaf.parts);
    return { value: undefined, isBlank, problems: [{ name: name + part, text: wrong.message }] };
  }
}

function readList(
  field: Field,
  before: readonly unknown[] | undefined,
  name: string,
  reading: Reading,
): Outcome {
  if (!reading.form.has(`${name}.list`))
    return { value: before, isBlank: before === undefined, problems: [] };
  const values: unknown[] = [];
  const problems: FieldProblem[] = [];
  const entry = getEntry(field);
  let isBlank = true;
  let first: readonly FieldProblem[] = [];
  for (const id of listEntries(reading.form, name)) {
    const had = /^\d+$/.test(id) ? before?.[Number(id)] : undefined;
    const outcome = readField(entry, had, `${name}.${id}`, reading);
    const isKeptBlank = outcome.isBlank && had !== undefined && isAllBlank(entry, had, reading.language);
    if (outcome.isBlank && !isKeptBlank) {
      if (first.length === 0) first = outcome.problems;
      continue;
    }
    isBlank = false;
    if (isKeptBlank) values.push(had);
    else if (outcome.value !== undefined) values.push(outcome.value);
    problems.push(...outcome.problems);
  }
  if (isBlank && field.min > 0) return { value: undefined, isBlank, problems: first };
  return { value: values.length > 0 ? values : undefined, isBlank, problems };
}

/** One of several: the one that something was typed for. */
function readChoice(field: Field, before: unknown, name: string, reading: Reading): Outcome {
  const outcomes = field.fields
    .map(one => ({
      one,
      outcome: readField(one, (before as Values | undefined)?.[one.key], `${name}.${one.name}`, reading),
    }))
    .filter(
      ({ one, outcome }) => !outcome.isBlank || (outcome.value !== undefined && wasChosen(before, one)),
    );
  const [chosen, second] = outcomes;
  if (!chosen) return { value: undefined, isBlank: true, problems: [] };
  if (second) {
    const text = formWords(reading.language).onlyOne(field.label);
    return {
      value: undefined,
      isBlank: false,
      problems: [{ name: findFirstInput(second.one, `${name}.${second.one.name}`), text }],
    };
  }
  const { value, problems, isBlank } = chosen.outcome;
  return { value: value === undefined ? undefined : { [chosen.one.key]: value }, isBlank, problems };
}

function wasChosen(before: unknown, { key }: Field): boolean {
  return (before as Values | undefined)?.[key] !== undefined;
}

/** The name of the first input of a field. */
export function findFirstInput(field: Field, name: string): string {
  const leaf = findLeaf(field);
  if (leaf) return name + getFirst(leaf.parts);
  const [inside] = field.fields;
  return inside && !field.list ? findFirstInput(inside, `${name}.${inside.name}`) : name;
}

/** Does a form ask for one entry more or less? Answers with the form that has it, and the name of what was added. */
export function growForm(form: FormTexts): { form: FormTexts; added: string | undefined } | undefined {
  const add = form.get('add');
  const remove = form.get('remove');
  if (add === null && remove === null) return undefined;
  const changed = new FormTexts(form);
  changed.delete('add');
  changed.delete('remove');
  if (remove !== null) {
    const [, name = '', id = ''] = /^(.*)\.(n?\d+)$/.exec(remove) ?? [];
    const left = changed.getAll(name).filter(other => other !== id);
    changed.delete(name);
    for (const other of left) changed.append(name, other);
    for (const key of form.names()) if (key.startsWith(`${remove}.`) || key === remove) changed.delete(key);
    return { form: changed, added: undefined };
  }
  const taken = changed.getAll(add!).filter(id => id.startsWith('n'));
  const next = Math.max(0, ...taken.map(id => Number(id.slice(1)) || 0)) + 1;
  changed.append(add!, `n${next}`);
  changed.set(`${add!}.list`, '');
  return { form: changed, added: `${add!}.n${next}` };
}
