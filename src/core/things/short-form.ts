// A thing in one line, as its type's definition has it, the note beside it, and how far its date is one of its own.

import { readStored } from '../../schema/stored-xml.ts';
import { type KnownTo, knownTo } from '../../things/common/dates.ts';
import { inEnglish, type Say } from '../../things/common/say.ts';
import { inOneLine } from '../../things/common/strings.ts';
import { readDate, readItem, readValue } from '../../things/data.ts';
import {
  currentVersion,
  getVersion,
  type ThingType,
  type ThingVersion,
  transform,
} from '../../things/index.ts';
import { withDecimals } from './decimals.ts';
import type { StoredThing } from './thing.ts';

/** How the reader's language tells an item: its words, and what stands before decimals. */
export interface Telling {
  readonly say: Say;
  readonly decimalMark: string;
  /** A value with its coded words in the language. */
  localised<Value>(value: Value): Value;
  /** What the kind of an item is called. */
  kind(typeId: string): string;
}

export const english: Telling = {
  say: inEnglish,
  decimalMark: '.',
  localised: value => value,
  kind: typeId => getVersion(typeId).type.name,
};

export interface ShortForm {
  readonly summary: string;
  /** As much of it as a list has room for; empty where there is none. */
  readonly note: string;
  /**
   * How far the date that it stands under is known. Undefined for things without one, or with words for one: they stand
   * under the moment they came, which says nothing about when the matter began.
   */
  readonly datedTo: KnownTo | undefined;
}

const noteCharactersMax = 500;

export function shortForm(
  thing: Pick<StoredThing, 'typeId' | 'dataXml' | 'commonXml'>,
  telling?: Telling,
): ShortForm {
  const { type, version, value } = readItem(thing);
  return {
    summary: summaryIn(type, transform(type, value, version, currentVersion(type)), telling),
    note: inOneLine(noteOf(thing), noteCharactersMax),
    datedTo: datedTo(version, value),
  };
}

/** @param value in that version */
export function datedTo({ effectiveDate }: ThingVersion, value: unknown): KnownTo | undefined {
  const date = readDate(value, effectiveDate);
  return date && knownTo(date);
}

export function summaryOf(thing: Pick<StoredThing, 'typeId' | 'dataXml'>, telling?: Telling): string {
  const { type } = getVersion(thing.typeId);
  return summaryIn(type, readValue(type, thing), telling);
}

function summaryIn(type: ThingType, value: unknown, { say, decimalMark, localised } = english): string {
  const told = localised(value);
  return withDecimals(type.summary(told as never, say), told, decimalMark);
}

/** The whole of it; most things have none. */
export function noteOf({ commonXml }: Pick<StoredThing, 'commonXml'>): string {
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
