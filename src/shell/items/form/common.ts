// The part of an item that every type shares, as far as the form shows it: the note. All else in it stays.

import { readStored } from '../../../schema/stored-xml.ts';
import { common } from '../../../things/common/common-part.ts';

export function readNote(commonXml: string): string {
  return commonXml === '' ? '' : (common.parse(readStored(commonXml).root()).note ?? '');
}

export function setNote(commonXml: string, note: string): string {
  if (readNote(commonXml) === note) return commonXml;
  const before = commonXml === '' ? {} : common.parse(readStored(commonXml).root());
  const after = { ...before, note: note === '' ? undefined : note };
  return Object.values(after).every(part => part === undefined) ? '' : common.print('common', after);
}
