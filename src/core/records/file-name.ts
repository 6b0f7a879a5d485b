// What a file of an item is called. The pages keep the name of what was uploaded in the item, beside a blob without one.
import file from '../../things/file.ts';
import { findVersion, type ThingType } from '../../things/index.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { readableName } from '../printable.ts';
import type { StoredThing } from '../things/thing.ts';
import { storedValue } from '../things/typed.ts';

/** Empty where nobody named it. What cannot be seen is left out: it would make a program read as a picture. */
export function fileName(
  thing: Pick<StoredThing, 'typeId' | 'dataXml'>,
  { name }: Pick<ThingBlob, 'name'>,
): string {
  const isFile = findVersion(thing.typeId)?.type === (file as ThingType<never>);
  return readableName(name === '' && isFile ? storedValue(file, thing).name : name);
}
