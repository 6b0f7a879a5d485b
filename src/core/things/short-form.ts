// A thing in one line, as its type's definition has it, and the note beside it.
import { findVersion } from '../../things/index.ts';
import { readStored } from './stored-xml.ts';
import type { StoredThing } from './thing.ts';
import { storedValue } from './typed.ts';

export interface ShortForm {
  readonly summary: string;
  /** Empty where there is none. */
  readonly note: string;
}

export function shortForm(thing: Pick<StoredThing, 'typeId' | 'dataXml' | 'commonXml'>): ShortForm {
  const { type } = findVersion(thing.typeId)!;
  return { summary: type.summary(storedValue(type, thing) as never), note: noteIn(thing.commonXml) };
}

/** The note of a common element; most things have none. */
function noteIn(commonXml: string): string {
  if (!commonXml.includes('<note>')) return '';
  const at = readStored(commonXml).root();
  const close = at.enter();
  while (at.index < close && at.atElement()) {
    if (at.name === 'note') return at.text().trim();
    at.skip();
  }
  return '';
}
