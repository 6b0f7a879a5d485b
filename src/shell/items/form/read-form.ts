// What a posted form says of an item: its value, note and tags, or what is wrong with them.
import { type EditedThing, isSameContent } from '../../../core/things/edit.ts';
import type { Vault } from '../../../core/vault.ts';
import { labelFields } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import { toCamel } from '../../../schema/schema.ts';
import { readXml, XmlFault } from '../../../schema/xml-reader.ts';
import { parseThing, printThing, type ThingType, type ThingVersion } from '../../../things/index.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { findCodes } from './codes.ts';
import { readNote, setNote } from './common.ts';
import { type Doubt, type Doubts, findDoubts } from './doubts.ts';
import { FormTexts, rootName } from './form-texts.ts';
import { type CodeToFind, isSameText, type ReadLeaf, toPlain, Wrong } from './leaf.ts';
import { Room } from './room.ts';
import { demandPrintable } from './text-leaves.ts';
import { findFirstInput, isAllBlank, readValue, writeTexts } from './values.ts';

export const noteName = 'note';
export const tagsName = 'tags';

const tagsMax = 512;
const noteMax = 20_000;

export const nothing: EditedThing = { value: undefined, commonXml: '', tags: '' };

/** What a new item begins with. */
export function begin({ starts }: Pick<ThingType, 'starts'>): EditedThing {
  return Object.keys(starts).length === 0 ? nothing : { ...nothing, value: starts };
}

/** What the inputs hold for an item; a note without room for it is kept. */
export function fillForm(
  type: ThingType,
  version: ThingVersion,
  thing: EditedThing,
  language: Language,
): FormTexts {
  const fields = labelFields(type, version, language);
  const room = new Room(fields);
  const note = readNote(thing.commonXml);
  const showsNote = room.takeTexts([note]);
  const form = writeTexts(fields, thing.value, language, room);
  if (showsNote) form.set(noteName, note);
  form.set(tagsName, thing.tags);
  return form;
}

export interface ReadForm {
  readonly thing: EditedThing;
  /** By the name of the input; none when the item can be saved. */
  readonly errors: FieldErrors;
  /** What to ask before it is saved. */
  readonly doubts: Doubts;
  /** The form, with the dates that were understood. */
  readonly filled: FormTexts;
}

interface Sent {
  readonly type: ThingType;
  readonly version: ThingVersion;
  /** What the form was drawn from. */
  readonly before: EditedThing;
  readonly form: FormTexts;
  readonly language: Language;
  /** Of the clock of whoever types. */
  readonly zone: string;
}

export async function readItemForm(
  vault: Vault,
  { type, version, before, form, language, zone }: Sent,
): Promise<ReadForm> {
  // Loaded here, for the library takes a while and only forms need it.
  const units = await import('../../../things/common/units.ts');
  const codesToFind: CodeToFind[] = [];
  const leaves: ReadLeaf[] = [];
  const fields = labelFields(type, version, language);
  const isDocument = version.schema.shape.kind === 'document';
  const read = isDocument
    ? { value: before.value, problems: [] }
    : readValue(fields, before.value, {
        ...{ form, language, units, codesToFind, leaves },
        typedAt: { now: vault.clock.now(), zone, looksAhead: type.looksAhead },
      });
  const errors: Record<string, string> = {};
  for (const { name, text } of read.problems) errors[name] ??= text;
  const commonXml = noteIn(form, before, errors, language);
  const tags = tagsIn(form, before, errors, language);
  if (Object.keys(errors).length === 0) {
    await findCodes(vault, codesToFind, language);
    Object.assign(errors, problemsOf(type, version, read.value, language));
  }
  const thing = { value: read.value, commonXml, tags };
  if (isDocument || Object.keys(errors).length > 0) return { thing, errors, doubts: {}, filled: form };
  const little = saysLittle({ type, version, before, language }, thing);
  if (little === 'nothing')
    return { thing, errors: { [rootName]: formWords(language).sayMore }, doubts: {}, filled: form };
  const doubts = findDoubts({ type, version, leaves }, vault.clock.now(), language);
  return {
    thing,
    errors,
    doubts: { ...(little && { [rootName]: little }), ...doubts },
    filled: fillUnderstood(form, leaves),
  };
}

function fillUnderstood(form: FormTexts, leaves: readonly ReadLeaf[]): FormTexts {
  const filled = new FormTexts(form);
  for (const { name, understood } of leaves)
    for (const [part, text] of Object.entries(understood?.fills ?? {})) filled.set(name + part, text);
  return filled;
}

/** Does an item say nothing at all, or no more than when it was? */
function saysLittle(
  { type, version, before, language }: Pick<Sent, 'type' | 'version' | 'before' | 'language'>,
  thing: EditedThing,
): 'nothing' | Doubt | undefined {
  if (before.value !== undefined && isSameContent(version, before, thing)) return undefined;
  if (readNote(thing.commonXml) !== '' || thing.tags !== '') return undefined;
  const values = thing.value as Readonly<Record<string, unknown>>;
  const fields = labelFields(type, version, language);
  const said = fields.filter(field => !isAllBlank(field, values[field.key], language));
  if (said.length === 0) return fields.length === 0 ? undefined : 'nothing';
  const [{ name, label }] = said as [(typeof said)[number]];
  if (said.length > 1 || name !== version.effectiveDate || type.isOccasion) return undefined;
  return { text: formWords(language).onlyDate(label), about: name };
}

function noteIn(
  form: FormTexts,
  before: EditedThing,
  errors: Record<string, string>,
  language: Language,
): string {
  const w = formWords(language);
  const had = readNote(before.commonXml);
  const note = toPlain(form.get(noteName) ?? had);
  if (note === toPlain(had)) return before.commonXml;
  if (note.length > noteMax) errors[noteName] = w.tooLong(w.note, noteMax);
  try {
    return setNote(before.commonXml, demandPrintable(note, w.note, language));
  } catch (wrong) {
    if (!(wrong instanceof Wrong)) throw wrong;
    errors[noteName] = wrong.message;
    return before.commonXml;
  }
}

function tagsIn(
  form: FormTexts,
  before: EditedThing,
  errors: Record<string, string>,
  language: Language,
): string {
  const w = formWords(language);
  const tags = toPlain(form.get(tagsName) ?? before.tags);
  if (isSameText(tags, before.tags)) return before.tags;
  if ([...tags].length > tagsMax) errors[tagsName] = w.tooLong(w.tags, tagsMax);
  try {
    return demandPrintable(tags, w.tags, language);
  } catch (wrong) {
    if (!(wrong instanceof Wrong)) throw wrong;
    errors[tagsName] = wrong.message;
    return before.tags;
  }
}

/** The item is read as one that an application sends, so that nothing is saved which the schema does not allow. */
function problemsOf(type: ThingType, version: ThingVersion, value: unknown, language: Language): FieldErrors {
  try {
    parseThing(version, readXml(printThing(version, value)).root());
    return {};
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    const name = fault.path.split('/')[1];
    const field = labelFields(type, version, language).find(
      one => one.name === name || one.key === toCamel(name ?? ''),
    );
    const at = field ? findFirstInput(field, `${rootName}.${field.name}`) : rootName;
    const w = formWords(language);
    return { [at]: field ? w.wrongText(field.label) : w.general };
  }
}
