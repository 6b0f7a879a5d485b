// One item of an export: as XML much as GetThings gives it, and what lists show of it.
import { escapeText } from '../../schema/xml-reader.ts';
import { findVersion } from '../../things/index.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import type { ShownThing } from '../things/query.ts';
import { noteOf, summaryOf } from '../things/short-form.ts';
import { storedValue } from '../things/typed.ts';

export interface Shown {
  readonly summary: string;
  readonly note: string;
  /** Of the current version of its type; null for a type that is not known here. */
  readonly value: unknown;
}

export function shownAs(thing: ShownThing): Shown {
  const found = findVersion(thing.typeId);
  if (!found) return { summary: '', note: '', value: null };
  return { summary: summaryOf(thing), note: noteOf(thing), value: storedValue(found.type, thing) };
}

/** `Blood pressure` as a name of files: `blood-pressure`. */
export function familyName(typeId: string): string {
  const name = findVersion(typeId)?.type.name ?? 'other';
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export function thingXml(thing: ShownThing, blobs: readonly ThingBlob[]): string {
  const { id, versionStamp, typeId, state, flags, effectiveDate, dataXml, commonXml } = thing;
  const typeName = escapeText(findVersion(typeId)?.type.name ?? '').replaceAll('"', '&quot;');
  const blobXml = blobs
    .map(
      ({ name, contentType, length, hash, hashAlgorithm, blockSize }) =>
        `<blob><blob-info><name>${escapeText(name)}</name><content-type>${escapeText(contentType)}</content-type>` +
        `<hash-info><algorithm>${hashAlgorithm}</algorithm><params><block-size>${blockSize}</block-size></params>` +
        `<hash>${hash}</hash></hash-info></blob-info><content-length>${length}</content-length></blob>`,
    )
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<thing><thing-id version-stamp="${versionStamp}">${id}</thing-id>` +
    `<type-id name="${typeName}">${typeId}</type-id><thing-state>${state}</thing-state><flags>${flags}</flags>` +
    `<eff-date>${effectiveDate}</eff-date><data-xml>${dataXml}${commonXml}</data-xml>` +
    `${blobXml === '' ? '' : `<blob-payload>${blobXml}</blob-payload>`}</thing>\n`
  );
}
