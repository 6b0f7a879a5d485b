// Is the patient whom pictures name the person whose record it is? What differs is told, and the person decides.
import { foldText } from '../../spelling.ts';
import personal from '../../things/personal.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import { findReadableSingleton } from '../things/typed.ts';
import type { InstanceHeader } from './intake.ts';

/** Whose the record is, as far as who asks may know. */
export interface RecordPerson {
  /** All that they are called. */
  readonly names: readonly string[];
  /** `1980-01-31`. */
  readonly birthDate: string | undefined;
}

export type Difference = 'name' | 'birthDate';

export async function findRecordPerson(db: Reader, grant: Grant): Promise<RecordPerson> {
  const record = knowsName(grant) ? await db.records.byId(grant.recordId) : undefined;
  const value = (await findReadableSingleton(db, grant, personal))?.value;
  const { name, birthdate } = value ?? {};
  const parts = [name?.first, name?.middle, name?.last].filter(part => part !== undefined).join(' ');
  const { y, m, d } = birthdate?.date ?? {};
  return {
    names: [record?.name, name?.full, parts].filter(one => one !== undefined && one !== '') as string[],
    birthDate: y === undefined ? undefined : `${y}-${pad(m)}-${pad(d)}`,
  };
}

/** People see whose record they are in; an application may try names until one is not refused. */
function knowsName(grant: Grant): boolean {
  return grant.app === undefined || personal.versions.some(({ id }) => grant.mayEver('Read', id));
}

function pad(number = 1): string {
  return String(number).padStart(2, '0');
}

/** What the pictures say that differs; what either side does not say differs from nothing. */
export function findDifferences(
  { name, birthDate }: InstanceHeader['patient'],
  person: RecordPerson,
): Difference[] {
  const differs: Difference[] = [];
  if (name !== undefined && person.names.length > 0 && !person.names.some(own => isSameName(name, own)))
    differs.push('name');
  if (birthDate !== undefined && person.birthDate !== undefined && birthDate !== person.birthDate)
    differs.push('birthDate');
  return differs;
}

/** In Latin letters, in those of the country, and as they sound: one of these is enough. */
function isSameName(dicom: string, own: string): boolean {
  const words = listWords(own);
  return dicom.split('=').some(group => {
    const said = listWords(group);
    const [fewer, more] = said.length <= words.length ? [said, words] : [words, said];
    return fewer.length > 0 && fewer.every(word => more.some(other => isSameWord(word, other)));
  });
}

/** A single letter stands for what begins with it. */
function isSameWord(a: string, b: string): boolean {
  return a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}

function listWords(name: string): string[] {
  return foldText(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A name as people write it: what DICOM has as `Family^Given^Middle^Prefix^Suffix`. */
export function printName(name: string): string {
  const [first = ''] = name.split('=').filter(group => group.replaceAll('^', '').trim() !== '');
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = first.split('^');
  return [prefix, given, middle, family, suffix]
    .map(part => part.trim())
    .filter(Boolean)
    .join(' ');
}
