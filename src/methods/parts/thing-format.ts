// How GetThings is to show what it finds: sections, data, and the versions of types. Printed by thing-print.ts.
import { fault } from '../../core/errors.ts';
import type { Infer } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, limitedString, string } from '../../schema/text.ts';
import { word } from './thing-filter.ts';

const shared = ['core', 'audits', 'effectivepermissions', 'digitalsignatures', 'tags'] as const;

/** As versions 1 and 2 of the method have it. */
export const thingFormat1 = seq({
  section: many(word(...shared, 'otherdata')),
  xml: many(string),
  'type-version-format': many(guid),
});

export const thingFormat3 = seq({
  section: many(word(...shared, 'blobpayload')),
  xml: many(string),
  'type-version-format': many(guid),
  'blob-payload-request': optional(
    seq({
      'blob-filters': optional(
        seq({ 'blob-filter': many(seq({ 'blob-name': limitedString({ maxLength: 64 }) }), { min: 1 }) }),
      ),
      'blob-format': seq({ 'blob-format-spec': word('information', 'inline', 'streamed') }),
    }),
  ),
});

/** The parts of a thing to print; its ids always are. */
export interface Sections {
  readonly core: boolean;
  readonly audits: boolean;
  readonly permissions: boolean;
  readonly tags: boolean;
  readonly data: boolean;
}

/** @throws INVALID_TRANSFORM for anything but the plain data: there are no transforms yet, and a stylesheet is never run */
export function sectionsOf({
  section = [],
  xml = [],
}: Infer<typeof thingFormat1> | Infer<typeof thingFormat3>): Sections {
  if (xml.some(name => name.trim() !== '')) throw fault('INVALID_TRANSFORM');
  const has = (name: (typeof section)[number]) => (section as readonly string[]).includes(name);
  return {
    core: has('core'),
    audits: has('audits'),
    permissions: has('effectivepermissions'),
    tags: has('tags'),
    data: xml.length > 0,
  };
}
