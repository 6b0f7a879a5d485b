// Somebody else saved the item first. Nothing is lost: what was typed and what is saved now stand side by side, field by
// field, with the likelier one chosen, and the form carries all that was typed.
import type { EditedThing, ThingAtHand } from '../../../../core/things/edit.ts';
import type { Schema } from '../../../../schema/schema.ts';
import { type Field, fieldsOf, transform } from '../../../../things/index.ts';
import { labelledFields } from '../../labels/labels.ts';
import type { Language } from '../../language.ts';
import { Form, Layout } from '../../layout.tsx';
import { show } from '../../respond.tsx';
import type { ShellContext } from '../../visit.ts';
import { noteOf, withNote } from './common.ts';
import type { FormTexts } from './form-texts.ts';
import { formWords } from './form-words.ts';
import { linesOf } from './lines.ts';
import { addHref, afterSaving, editHref } from './links.ts';
import type { Reached } from './reach.ts';
import { noteName, tagsName } from './read-form.ts';

interface Sides {
  /** What both began with. */
  readonly from: ThingAtHand;
  readonly mine: EditedThing;
  readonly theirs: ThingAtHand;
}

interface Row {
  readonly name: string;
  readonly label: string;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** What stands chosen: what only one of both changed. */
  readonly likely: 'mine' | 'theirs';
}

type Values = Readonly<Record<string, unknown>>;

/** What differs, in the order of the form. */
function rowsOf({ from, mine, theirs }: Sides, language: Language): Row[] {
  const w = formWords(language);
  const now = theirValue({ from, theirs });
  const rows = labelledFields(from.type, from.version, language).flatMap((field): Row[] => {
    const [base, own, other] = [from.value, mine.value, now].map(value => (value as Values)[field.key]);
    if (isSame(field, own, other)) return [];
    return [
      {
        name: field.name,
        label: field.label,
        mine: linesOf(field, own, language),
        theirs: linesOf(field, other, language),
        likely: isSame(field, own, base) ? 'theirs' : 'mine',
      },
    ];
  });
  const beside = [
    {
      name: `+${noteName}`,
      label: w.note,
      texts: [from, mine, theirs].map(({ commonXml }) => noteOf(commonXml)),
    },
    { name: `+${tagsName}`, label: w.tags, texts: [from, mine, theirs].map(({ tags }) => tags) },
  ];
  for (const { name, label, texts } of beside) {
    const [base = '', own = '', other = ''] = texts;
    if (own === other) continue;
    const likely = own === base ? 'theirs' : 'mine';
    rows.push({ name, label, mine: lines(own), theirs: lines(other), likely });
  }
  return rows;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** What is saved now, in the version of the type that the form is of. */
function theirValue({ from, theirs }: Pick<Sides, 'from' | 'theirs'>): unknown {
  return transform(from.type, theirs.value, theirs.version, from.version);
}

function isSame(field: Field, a: unknown, b: unknown): boolean {
  return printed(field, a) === printed(field, b);
}

function printed({ name, schema, list }: Field, value: unknown): string {
  if (value === undefined) return '';
  if (!schema) return JSON.stringify(value);
  const print = (one: unknown) => (schema as Schema<unknown>).print(name, one);
  return list ? (value as readonly unknown[]).map(print).join('') : print(value);
}

/** The item as somebody put it together of both; undefined while there is something left to choose. */
export function merged(form: FormTexts, { from, mine, theirs }: Sides): EditedThing | undefined {
  if (form.get('seen') !== theirs.stored.versionStamp) return undefined;
  const now = theirValue({ from, theirs });
  const pick = (name: string) => form.get(`pick.${name}`);
  const value: Record<string, unknown> = {};
  for (const { name, key } of fieldsOf(from.type, from.version)) {
    const side = pick(name) === 'mine' ? mine.value : now;
    const part = (side as Values)[key];
    if (part !== undefined) value[key] = part;
  }
  const isMine = (name: string) => pick(`+${name}`) === 'mine';
  return {
    value: typeof now === 'string' ? theirs.value : transform(from.type, value, from.version, theirs.version),
    commonXml: isMine(noteName) ? withNote(theirs.commonXml, noteOf(mine.commonXml)) : theirs.commonXml,
    tags: isMine(tagsName) ? mine.tags : theirs.tags,
  };
}

export function conflictPage(
  c: ShellContext,
  { form, ...sides }: Sides & { form: FormTexts },
): Promise<Response> {
  const { visit } = c.var;
  const w = formWords(visit.language);
  const { stored } = sides.from;
  const rows = rowsOf(sides, visit.language);
  const page = (
    <Layout title={w.conflictTitle} visit={visit} place="items">
      <h1>{w.conflictTitle}</h1>
      <p class="lead">{w.conflictLead}</p>
      <Form visit={visit} action={editHref(stored)}>
        <Carried form={form} />
        <input type="hidden" name="seen" value={sides.theirs.stored.versionStamp} />
        {rows.map(row => (
          <Choice row={row} language={visit.language} />
        ))}
        <p>{w.same}</p>
        <div class="decision">
          <button type="submit" name="decision" value="save">
            {w.save}
          </button>
          <a class="button second" href={afterSaving(stored)}>
            {w.cancel}
          </a>
        </div>
      </Form>
    </Layout>
  );
  return show(c, page, { status: 409 });
}

function Choice({ row, language }: { row: Row; language: Language }) {
  const w = formWords(language);
  const sides = [
    { side: 'mine', title: w.yours, lines: row.mine },
    { side: 'theirs', title: w.theirs, lines: row.theirs },
  ] as const;
  return (
    <fieldset>
      <legend>{row.label}</legend>
      {sides.map(({ side, title, lines }) => {
        const id = `pick.${row.name}.${side}`;
        return (
          <div class="choice">
            <input
              type="radio"
              id={id}
              name={`pick.${row.name}`}
              value={side}
              checked={side === row.likely}
            />
            <label for={id}>
              <strong>{title}</strong>
              {(lines.length === 0 ? [w.nothing] : lines).map(line => (
                <span class="line">{line}</span>
              ))}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}

/** All that was typed, without what forms carry of their own, and without choices made before. */
function Carried({ form }: { form: FormTexts }) {
  const own = /^(?:form|decision|seen|pick\..*)$/;
  return (
    <>
      {[...form]
        .filter(([name]) => !own.test(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

/** It was deleted in the meantime: what was typed can become a new item. */
export function deletedPage(
  c: ShellContext,
  { of }: Reached,
  { type }: ThingAtHand,
  form: FormTexts,
): Promise<Response> {
  const { visit } = c.var;
  const w = formWords(visit.language);
  const page = (
    <Layout title={w.conflictTitle} visit={visit} place="items">
      <div class="narrow">
        <h1>{w.conflictTitle}</h1>
        <p class="lead">{w.conflictDeleted}</p>
        <Form visit={visit} action={addHref(type)}>
          <Carried form={form} />
          <input type="hidden" name="record" value={of.record.id} />
          <div class="decision">
            <button type="submit" name="decision" value="save">
              {w.saveAsNew}
            </button>
            <a class="button second" href={`/records/${of.record.id}`}>
              {w.cancel}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: 409 });
}
