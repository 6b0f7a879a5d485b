// What a file of an item is called. The pages keep the name of what was uploaded in the item, beside a blob without one.

import { readValue } from '../../things/data.ts';
import file from '../../things/file.ts';
import { findVersion, type ThingType } from '../../things/index.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { makeReadableName } from '../printable.ts';
import type { StoredThing } from '../things/thing.ts';

/** Empty where nobody named it. What cannot be seen is left out: it would make a program read as a picture. */
export function getFileName(
  thing: Pick<StoredThing, 'typeId' | 'dataXml'>,
  { name }: Pick<ThingBlob, 'name'>,
): string {
  const isFile = findVersion(thing.typeId)?.type === (file as ThingType<never>);
  return makeReadableName(name === '' && isFile ? readValue(file, thing).name : name);
}

/**
 * As RFC 6266 has it in Content-Disposition: in ASCII for old browsers, and whole. Paths, and what cannot be seen, do not
 * get through.
 */
export function printFileNameHeader(name: string): string {
  const safe = shortened(makeReadableName(name).replace(/[\u0000-\u001f\u007f/\\"]+/g, '_'));
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/%/g, '_');
  const whole = encodeURIComponent(safe).replace(/['()*]/g, x => `%${x.charCodeAt(0).toString(16)}`);
  return `filename="${ascii}"; filename*=UTF-8''${whole}`;
}

const charactersMax = 150;

/** Without its ending a file opens nowhere. */
function shortened(name: string): string {
  const [, stem = '', ending = ''] = /^(.+?)(\.[^. ]{1,8})?$/su.exec(name) ?? [];
  return [...stem].slice(0, charactersMax - ending.length).join('') + ending;
}
