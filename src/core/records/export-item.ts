// One item of an export: as XML as GetThings gives it, with all its sections, and what lists show of it.
import { assume } from '../../assume.ts';
import { escapeAttribute, escapeText } from '../../schema/xml-reader.ts';
import { readValue } from '../../things/data.ts';
import { findVersion } from '../../things/index.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { printSignatureInfo } from '../signatures/signature.ts';
import type { ShownThing } from '../things/query.ts';
import { readNote, summarise } from '../things/short-form.ts';
import { printStamp, type Writers } from '../things/stamps.ts';
import type { Stamp } from '../things/thing.ts';

/** An item, or what it was, with what stands beside it. */
export interface ExportedThing {
  /** With who wrote it. */
  readonly thing: ShownThing;
  readonly blobs: readonly ThingBlob[];
  readonly writerOf: (stamp: Stamp) => Writers;
}

export interface Shown {
  readonly summary: string;
  readonly note: string;
  /** Of the current version of its type; null for a type that is not known here. */
  readonly value: unknown;
}

export function chooseShown(thing: ShownThing): Shown {
  const found = findVersion(thing.typeId);
  if (!found) return { summary: '', note: '', value: null };
  return { summary: summarise(thing), note: readNote(thing), value: readValue(found.type, thing) };
}

/** `Blood pressure` as a name of files: `blood-pressure`. */
export function getFamilyName(typeId: string): string {
  const name = findVersion(typeId)?.type.name ?? 'other';
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export function printThingXml({ thing, blobs, writerOf }: ExportedThing): string {
  const { id, versionStamp, typeId, state, flags, effectiveDate, updatedEndDate, tags, signature } = thing;
  const typeName = escapeAttribute(findVersion(typeId)?.type.name ?? '');
  const blobXml = blobs.map(blobInfo).join('');
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<thing><thing-id version-stamp="${versionStamp}">${id}</thing-id>`,
    `<type-id name="${typeName}">${typeId}</type-id><thing-state>${state}</thing-state><flags>${flags}</flags>`,
    `<eff-date>${effectiveDate}</eff-date>`,
    printStamp('created', assume(thing.created, 'who made it'), writerOf, true),
    printStamp('updated', assume(thing.updated, 'who changed it'), writerOf, true),
    // What was signed, to the character.
    signature?.dataXml ?? `<data-xml>${thing.dataXml}${thing.commonXml}</data-xml>`,
    blobXml && `<blob-payload>${blobXml}</blob-payload>`,
    tags && `<tags>${escapeText(tags)}</tags>`,
    signature && printSignatureInfo(signature),
    updatedEndDate && `<updated-end-date>${updatedEndDate}</updated-end-date>`,
    '</thing>\n',
  ]
    .filter(Boolean)
    .join('');
}

function blobInfo({ name, contentType, length, hash, hashAlgorithm, blockSize }: ThingBlob): string {
  return (
    `<blob><blob-info><name>${escapeText(name)}</name><content-type>${escapeText(contentType)}</content-type>` +
    `<hash-info><algorithm>${hashAlgorithm}</algorithm><params><block-size>${blockSize}</block-size></params>` +
    `<hash>${hash}</hash></hash-info></blob-info><content-length>${length}</content-length></blob>`
  );
}
