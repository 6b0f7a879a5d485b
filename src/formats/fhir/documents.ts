// What items that are documents share as DocumentReference: their kind, their content, and files that they hold.

import { currentVersion, type ThingType } from '../../things/index.ts';
import { hasRoot } from '../clinical/read-document.ts';
import { isWritable, loinc, makeConcept } from './codes.ts';
import { absent, isMarked, makeMark } from './elements.ts';
import { type Draft, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import { defineMapping, type Mapping, type Row, rowsOf } from './mapping.ts';
import { getAtPath, putAtPath } from './paths.ts';

export const documentProfile = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference';

/** A document of which no code says what it is. */
export const anyKind: JsonObject = {
  coding: [
    { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK', display: 'unknown' },
  ],
};

export const summaryKind = makeConcept(loinc, '34133-9', 'Summary of episode note');
export const dischargeKind = makeConcept(loinc, '18842-5', 'Discharge summary');

export const clinicalNote: JsonObject = {
  coding: [
    {
      system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
      code: 'clinical-note',
      display: 'Clinical Note',
    },
  ],
};

export function makeDocument<Value>(
  type: ThingType<Value>,
  { kind = anyKind, isNote = false }: { kind?: JsonObject; isNote?: boolean } = {},
): Pick<Mapping, 'resourceType' | 'subject' | 'fixed'> & { profile: string } {
  return {
    resourceType: 'DocumentReference',
    profile: documentProfile,
    subject: 'subject',
    fixed: {
      status: 'current',
      type: kind,
      category: isNote ? [clinicalNote, makeMark(type)] : [makeMark(type)],
      // What has no content says so.
      content: [{ attachment: { _url: absent } }],
    },
  };
}

export const attachment = 'content[0].attachment';

/** The bytes of an attachment as text; undefined where it is none. */
function decodeText(data: Json | undefined): string | undefined {
  if (typeof data !== 'string' || data === '') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(data, 'base64'));
  } catch {
    return undefined;
  }
}

function encodeText(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** What stands in an attachment, in place of what said that there is nothing. */
export function putContent(resource: Draft, content: JsonObject): void {
  const { _url: _, ...rest } = (getAtPath(resource, attachment) ?? {}) as JsonObject;
  putAtPath(resource, attachment, { ...rest, ...content });
}

/** Words that are the document, in a field. */
export function textIn(field: string): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource) {
      const said = item[field];
      if (typeof said === 'string' && said !== '')
        putContent(resource, { contentType: 'text/plain', data: encodeText(said) });
    },
    read(resource, item) {
      const said = decodeText(getAtPath(resource, `${attachment}.data`));
      if (said !== undefined) item[field] = said;
    },
  };
}

export function hasText(resource: JsonObject): boolean {
  const kind = getAtPath(resource, `${attachment}.contentType`);
  const isText = typeof kind === 'string' && /^text\/plain\b/i.test(kind);
  return isText && decodeText(getAtPath(resource, `${attachment}.data`)) !== undefined;
}

/** The files that an item holds, each an attachment. */
export const files: Pick<Row, 'write' | 'read'> = {
  write(_, resource, { attachments = [] }) {
    for (const [at, { name: title, contentType, size, url }] of attachments.entries()) {
      const file = { contentType, url, size, title };
      if (at === 0) putContent(resource, file);
      else resource.content = [...listOf(resource.content), { attachment: file }];
    }
  },
  read() {},
};

/** A type whose items are one XML document each, which travels in the attachment byte for byte. */
export function makeXmlDocument(
  type: ThingType<string>,
  { contentType, kind }: { contentType: string; kind: JsonObject },
  takesOthers: (resource: Resource) => boolean = () => false,
): Mapping {
  const { root, namespace } = currentVersion(type as ThingType);
  const { rowBy } = rowsOf(type as unknown as ThingType<{ document: string }>);
  const readDocument = (resource: JsonObject) => {
    const text = decodeText(getAtPath(resource, `${attachment}.data`));
    if (text === undefined || !isWritable(text)) return undefined;
    const head = Buffer.from(text.slice(0, 65_536));
    return hasRoot({ head }, root, namespace) ? text : undefined;
  };
  return defineMapping(type, {
    ...makeDocument(type, { kind, isNote: true }),
    rows: [
      rowBy(
        'document',
        `${attachment}.data`,
        {
          write(item, resource) {
            const text: unknown = item;
            if (typeof text === 'string') putContent(resource, { contentType, data: encodeText(text) });
          },
          read() {},
        },
        'The document, byte for byte.',
      ),
    ],
    readDocument,
    takes: resource =>
      readDocument(resource) !== undefined && (isMarked(resource, type) || takesOthers(resource)),
  });
}
