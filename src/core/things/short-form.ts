// A thing in one line, as its type's definition has it, and the note beside it.
import { inOneLine } from '../../things/common/strings.ts';
import { findVersion } from '../../things/index.ts';
import { readStored } from './stored-xml.ts';
import type { StoredThing } from './thing.ts';
import { storedValue } from './typed.ts';

export interface ShortForm {
  readonly summary: string;
  /** As much of it as a list has room for; empty where there is none. */
  readonly note: string;
}

const noteCharactersMax = 500;

export function shortForm(thing: Pick<StoredThing, 'typeId' | 'dataXml' | 'commonXml'>): ShortForm {
  return { summary: summaryOf(thing), note: inOneLine(noteOf(thing), noteCharactersMax) };
}

export function summaryOf(thing: Pick<StoredThing, 'typeId' | 'dataXml'>): string {
  const { type } = findVersion(thing.typeId)!;
  return type.summary(storedValue(type, thing) as never);
}

/** The whole of it; most things have none. */
export function noteOf({ commonXml }: Pick<StoredThing, 'commonXml'>): string {
  if (!commonXml.includes('<note>')) return '';
  const at = readStored(commonXml).root();
  const close = at.enter();
  while (at.index < close && at.atElement()) {
    if (at.name === 'note') return at.text().trim();
    at.skip();
  }
  return '';
}
