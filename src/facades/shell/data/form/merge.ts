// Two who changed the same item: what both say, field by field, and the item that is put together of both. Whoever has one of
// them in an older version of the type gets both in the newer one, so that neither loses what only that version has.
import { type EditedThing, saysSame, type ThingAtHand } from '../../../../core/things/edit.ts';
import type { Schema } from '../../../../schema/schema.ts';
import { type Field, fieldsOf, type ThingVersion, transform } from '../../../../things/index.ts';
import { labelledFields } from '../../labels/labels.ts';
import type { Language } from '../../language.ts';
import { noteOf, withNote } from './common.ts';
import type { FormTexts } from './form-texts.ts';
import { formWords } from './form-words.ts';
import { differing, linesOf } from './lines.ts';
import { noteName, tagsName } from './read-form.ts';

/** All in one version of the type. */
export interface Sides {
  /** What both began with. */
  readonly from: ThingAtHand;
  readonly mine: EditedThing;
  readonly theirs: ThingAtHand;
}

/** @param mine in the version that `from` is in */
export function sidesOf({ from, mine, theirs }: Sides): Sides {
  const { type } = from;
  const version = from.version.number > theirs.version.number ? from.version : theirs.version;
  const moved = <Thing extends EditedThing>(thing: Thing, own: ThingVersion): Thing => ({
    ...thing,
    value: transform(type, thing.value, own, version),
  });
  return {
    from: { ...moved(from, from.version), version },
    mine: moved(mine, from.version),
    theirs: { ...moved(theirs, theirs.version), version },
  };
}

/** Did somebody do to the item what changes nothing of what it says, such as making it personal? */
export function saysAsBefore({ from, theirs }: Sides): boolean {
  return (
    from.stored.typeId === theirs.stored.typeId &&
    from.stored.signature?.xml === theirs.stored.signature?.xml &&
    saysSame(from.version, from, theirs)
  );
}

export interface Row {
  readonly name: string;
  readonly label: string;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** What stands chosen: what only one of both changed. */
  readonly likely: 'mine' | 'theirs';
}

type Values = Readonly<Record<string, unknown>>;

/** What differs, in the order of the form. */
export function rowsOf({ from, mine, theirs }: Sides, language: Language): Row[] {
  const w = formWords(language);
  const rows = labelledFields(from.type, from.version, language).flatMap((field): Row[] => {
    const [base, own, other] = [from, mine, theirs].map(({ value }) => (value as Values)[field.key]);
    if (isSame(field, own, other)) return [];
    return [
      {
        name: field.name,
        label: field.label,
        ...differing(linesOf(field, own, language), linesOf(field, other, language), language),
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
    rows.push({ name, label, ...differing(lines(own), lines(other), language), likely });
  }
  return rows;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n');
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
  const isMine = (name: string) => form.get(`pick.${name}`) === 'mine';
  const value: Record<string, unknown> = {};
  for (const { name, key } of fieldsOf(from.type, from.version)) {
    const part = ((isMine(name) ? mine : theirs).value as Values)[key];
    if (part !== undefined) value[key] = part;
  }
  return {
    value: typeof theirs.value === 'string' ? theirs.value : value,
    commonXml: isMine(`+${noteName}`) ? withNote(theirs.commonXml, noteOf(mine.commonXml)) : theirs.commonXml,
    tags: isMine(`+${tagsName}`) ? mine.tags : theirs.tags,
  };
}
