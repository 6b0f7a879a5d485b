// A thing in one line, as its type's definition has it, the note beside it, and how far its date is one of its own.

import { sayIn } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { getDecimalMark } from '../../locales/numbers.ts';
import { nameType } from '../../locales/type-names.ts';
import { readStored } from '../../schema/stored-xml.ts';
import { type DateValue, findKnownTo, type KnownTo } from '../../things/common/dates.ts';
import { putInOneLine } from '../../things/common/strings.ts';
import { readDate, readItem, readValue } from '../../things/data.ts';
import {
  currentVersion,
  getVersion,
  type ThingType,
  type ThingVersion,
  transform,
} from '../../things/index.ts';
import { readDocumentAbout } from '../documents/about.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { setDecimals } from './decimals.ts';
import type { StoredThing } from './thing.ts';

export interface ShortForm {
  /** What it is called: its kind, or the one thing of those that its kind holds. */
  readonly kind: string;
  readonly summary: string;
  /** As much of it as a list has room for; empty where there is none. */
  readonly note: string;
  /**
   * How far the date that it stands under is known. Undefined for things without one, or with words for one: they stand
   * under the moment they came, which says nothing about when the matter began.
   */
  readonly datedTo: KnownTo | undefined;
  /** When it began, where it stands under no date of its own. */
  readonly began: DateValue | undefined;
}

const noteCharactersMax = 500;

export function makeShortForm(
  thing: Pick<StoredThing, 'typeId' | 'dataXml' | 'commonXml'>,
  language: Language = 'en',
): ShortForm {
  const { type, version, value } = readItem(thing);
  const current = transform(type, value, version, currentVersion(type)) as never;
  return {
    kind: nameType({ name: type.nameOf?.(current) ?? type.name }, language),
    summary: summaryIn(type, current, language),
    note: putInOneLine(readNote(thing), noteCharactersMax),
    datedTo: findDatedTo(version, value) ?? (readDocumentAbout(thing).day === undefined ? undefined : 'day'),
    began: readDate(current, type.begins),
  };
}

/** Is it over, though no date says so? Most types know no other words for it, so that nothing need be read. */
export function isThingOver(thing: Pick<StoredThing, 'typeId' | 'dataXml'>): boolean {
  const { type } = getVersion(thing.typeId);
  return type.isOver?.(readValue(type, thing) as never) ?? false;
}

/** @param value in that version */
export function findDatedTo({ effectiveDate }: ThingVersion, value: unknown): KnownTo | undefined {
  const date = readDate(value, effectiveDate);
  return date && findKnownTo(date);
}

export function summarise(thing: Pick<StoredThing, 'typeId' | 'dataXml'>, language: Language = 'en'): string {
  const { type } = getVersion(thing.typeId);
  return summaryIn(type, readValue(type, thing), language);
}

function summaryIn(type: ThingType, value: unknown, language: Language): string {
  const told = localiseValue(value, language);
  return setDecimals(type.summary(told as never, sayIn(language)), told, getDecimalMark(language));
}

/** The whole of it; most things have none. */
export function readNote({ commonXml }: Pick<StoredThing, 'commonXml'>): string {
  // A start tag may hold more than its name.
  if (!commonXml.includes('<note')) return '';
  const at = readStored(commonXml).root();
  const close = at.enter();
  while (at.index < close && at.atElement()) {
    if (at.name === 'note') return at.text().trim();
    at.skip();
  }
  return '';
}
