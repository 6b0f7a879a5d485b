// All fields of a form in their order: what is asked first, the note, and the rest behind “More”.

import type { EditedThing } from '../../../core/things/edit.ts';
import { formWords, frameWords } from '../../../locales/words.ts';
import type { Field, Preset, ThingType, ThingVersion } from '../../../things/index.ts';
import { Input, TextArea } from '../../kit/fields.tsx';
import type { AskedField } from './asked.ts';
import { readNote } from './common.ts';
import { DrawAsked, DrawFields, Kept } from './draw.tsx';
import { FormTexts, rootName } from './form-texts.ts';
import { begin, fillForm, noteName, tagsName } from './read-form.ts';
import type { Drawing } from './wired.tsx';

/** A form of an item. */
export interface ItemForm {
  readonly type: ThingType;
  readonly version: ThingVersion;
  /** Of what the type holds. */
  readonly preset?: Preset | undefined;
  /** What the inputs hold. */
  readonly form: FormTexts;
  readonly before: EditedThing;
  readonly isNew: boolean;
}

interface ItemFieldsProps {
  readonly item: ItemForm;
  readonly fields: readonly Field[];
  readonly asked: readonly AskedField[];
  readonly drawing: Drawing;
}

/** The note is asked for everywhere; tags are for who likes them. */
export function ItemFields({ item, fields, asked, drawing }: ItemFieldsProps) {
  const { type, version, before, form } = item;
  if (version.schema.shape.kind === 'document')
    return (
      <>
        <p class="hint">{formWords(drawing.language).kept}</p>
        <Note before={before} drawing={drawing} />
        <Tags drawing={drawing} />
      </>
    );
  const all = <DrawFields fields={fields} name={rootName} before={before.value} drawing={drawing} />;
  if (asked.length === 0)
    return (
      <>
        {all}
        <Note before={before} drawing={drawing} />
        <Tags drawing={drawing} />
      </>
    );
  const begun = item.isNew
    ? fillForm(type, version, begin(item.preset ?? type), drawing.language)
    : new FormTexts();
  // The input of a list holds the ids of its entries.
  const own = [...typedNames(form)].filter(
    name => form.get(name) !== begun.get(name) && !form.has(`${name}.list`),
  );
  const told = [...Object.keys(drawing.errors), ...Object.keys(drawing.doubts), drawing.added ?? ''];
  const isOpen = [...own, ...told].some(name => isInRest(name, asked));
  return (
    <>
      <DrawAsked asked={asked} drawing={drawing} />
      <Note before={before} drawing={drawing} />
      <details class="part" open={isOpen}>
        <summary>{formWords(drawing.language).more}</summary>
        {all}
        <Tags drawing={drawing} />
      </details>
    </>
  );
}

function isInRest(name: string, asked: readonly AskedField[]): boolean {
  if (name === tagsName) return true;
  if (!name.startsWith(`${rootName}.`) || name.endsWith('.list')) return false;
  return !asked.some(
    ({ name: own, unit }) =>
      `${name}.`.startsWith(`${own}.`) || name === unit?.name || own.startsWith(`${name}.`),
  );
}

function Note({ before, drawing: { form, errors, language } }: { before: EditedThing; drawing: Drawing }) {
  const w = formWords(language);
  const isKept = !form.has(noteName) && readNote(before.commonXml) !== '';
  if (isKept) return <Kept label={w.note} text={w.keptNote} />;
  return (
    <TextArea
      name={noteName}
      label={w.note}
      hint={w.noteHint}
      errors={errors}
      optional={frameWords(language).optional}
      value={`\n${form.get(noteName) ?? ''}`}
      rows={3}
    />
  );
}

function Tags({ drawing: { form, errors, language } }: { drawing: Drawing }) {
  const w = formWords(language);
  return (
    <Input
      name={tagsName}
      label={w.tags}
      hint={w.tagsHint}
      errors={errors}
      optional={frameWords(language).optional}
      autocomplete="off"
      value={form.get(tagsName) ?? ''}
    />
  );
}

export function* typedNames(form: FormTexts): Iterable<string> {
  for (const [name, text] of form) if (text !== '' && !name.endsWith('.unit')) yield name;
}
