// Two who changed the same item: what both say, field by field, and the item that is put together of both. Whoever has one of
// them in an older version of the type gets both in the newer one, so that neither loses what only that version has.
import { getAt } from '../../../assume.ts';
import { type EditedThing, isSameContent, type ThingAtHand } from '../../../core/things/edit.ts';
import { labelFields } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import type { Schema } from '../../../schema/schema.ts';
import { type Field, fieldsOf, type ThingVersion, transform } from '../../../things/index.ts';
import { readNote, setNote } from './common.ts';
import type { FormTexts } from './form-texts.ts';
import { findDiffering, listLines } from './lines.ts';
import { joinLists } from './merge-lists.ts';
import { noteName, tagsName } from './read-form.ts';

/** All in one version of the type. */
export interface Sides {
  /** What both began with. */
  readonly from: ThingAtHand;
  readonly mine: EditedThing;
  readonly theirs: ThingAtHand;
}

/** @param mine in the version that `from` is in */
export function transformSides({ from, mine, theirs }: Sides): Sides {
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
export function isSaidAsBefore({ from, theirs }: Sides): boolean {
  return (
    from.stored.typeId === theirs.stored.typeId &&
    from.stored.signature?.xml === theirs.stored.signature?.xml &&
    isSameContent(from.version, from, theirs)
  );
}

export interface Row {
  readonly name: string;
  readonly label: string;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** Of a list: what both added and removed, where that goes together. */
  readonly both?: readonly string[];
  /** What stands chosen: what only one of both changed, or what both did. */
  readonly likely: 'mine' | 'theirs' | 'both';
}

type Values = Readonly<Record<string, unknown>>;

/** What differs, in the order of the form. */
export function listRows({ from, mine, theirs }: Sides, language: Language): Row[] {
  const w = formWords(language);
  const rows = labelFields(from.type, from.version, language).flatMap((field): Row[] => {
    const [base, own, other] = [from, mine, theirs].map(({ value }) => (value as Values)[field.key]);
    if (isSame(field, own, other)) return [];
    const linesIn = (value: unknown) => listLines(field, value, language);
    const both = joined(field, base, own, other);
    return [
      {
        name: field.name,
        label: field.label,
        ...findDiffering(linesIn(own), linesIn(other), language),
        ...(both && { both: findDiffering(linesIn(both), linesIn(base), language).mine }),
        likely: both ? 'both' : isSame(field, own, base) ? 'theirs' : 'mine',
      },
    ];
  });
  const beside = [
    {
      name: `+${noteName}`,
      label: w.note,
      texts: [from, mine, theirs].map(({ commonXml }) => readNote(commonXml)),
    },
    { name: `+${tagsName}`, label: w.tags, texts: [from, mine, theirs].map(({ tags }) => tags) },
  ];
  for (const { name, label, texts } of beside) {
    const [base = '', own = '', other = ''] = texts;
    if (own === other) continue;
    const likely = own === base ? 'theirs' : 'mine';
    rows.push({ name, label, ...findDiffering(lines(own), lines(other), language), likely });
  }
  return rows;
}

function lines(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

function isSame(field: Field, a: unknown, b: unknown): boolean {
  return printed(field, a).join('') === printed(field, b).join('');
}

/** A list by its entries. */
function printed({ name, schema, list }: Field, value: unknown): string[] {
  if (value === undefined) return [];
  const print = (one: unknown) =>
    schema ? (schema as Schema<unknown>).print(name, one) : JSON.stringify(one);
  return list ? (value as readonly unknown[]).map(print) : [print(value)];
}

/** A list that both changed, with what both did to it. */
function joined(field: Field, base: unknown, own: unknown, other: unknown): unknown[] | undefined {
  if (!field.list || isSame(field, own, base) || isSame(field, other, base)) return undefined;
  const mine = printed(field, own);
  const theirs = printed(field, other);
  const texts = joinLists(printed(field, base), mine, theirs);
  if (!texts || texts.length < Math.max(1, field.min) || texts.length > field.max) return undefined;
  const entries = new Map([
    ...((other ?? []) as readonly unknown[]).map((entry, index) => [getAt(theirs, index), entry] as const),
    ...((own ?? []) as readonly unknown[]).map((entry, index) => [getAt(mine, index), entry] as const),
  ]);
  return texts.map(text => entries.get(text));
}

/** The item as somebody put it together of both; undefined while there is something left to choose. */
export function mergeSides(form: FormTexts, { from, mine, theirs }: Sides): EditedThing | undefined {
  if (form.get('seen') !== theirs.stored.versionStamp) return undefined;
  const isMine = (name: string) => form.get(`pick.${name}`) === 'mine';
  const value: Record<string, unknown> = {};
  for (const field of fieldsOf(from.type, from.version)) {
    const { name, key } = field;
    const [base, own, other] = [from, mine, theirs].map(side => (side.value as Values)[key]);
    const both = form.get(`pick.${name}`) === 'both' ? joined(field, base, own, other) : undefined;
    const part = both ?? (isMine(name) ? own : other);
    if (part !== undefined) value[key] = part;
  }
  return {
    value: typeof theirs.value === 'string' ? theirs.value : value,
    commonXml: isMine(`+${noteName}`)
      ? setNote(theirs.commonXml, readNote(mine.commonXml))
      : theirs.commonXml,
    tags: isMine(`+${tagsName}`) ? mine.tags : theirs.tags,
  };
}
