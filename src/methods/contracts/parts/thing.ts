// The thing element: what clients write and are shown. Its item stands in data-xml as XML, to be read by its type.
import { secret } from '../../../schema/schema.ts';
import { any, many, optional, seq } from '../../../schema/sequence.ts';
import { boolean, guid, oneOf, string, textWithAttributes, unsignedInt } from '../../../schema/text.ts';
import { tags } from '../../../things/common/common-part.ts';
import { blobPayload, dataOther } from './blob-payload.ts';
import { moment } from './moments.ts';
import { signatureInfo } from './signature-info.ts';

/** The stamp of the version meant. A write that lacks it has a status of its own. */
export const thingKey = textWithAttributes(guid, { 'version-stamp': { optional: guid } });
export const typeId = textWithAttributes(guid, { name: { optional: string } });
const named = textWithAttributes(guid, { name: { optional: string } });

const audit = {
  timestamp: moment,
  'app-id': named,
  'person-id': named,
  'impersonator-id': optional(named),
  'access-avenue': optional(oneOf('Online', 'Offline')),
  'audit-action': string,
};
const audit1 = seq(audit);
const audit2 = seq({ ...audit, 'master-app-id': optional(guid) });

/** The item, and after it the element `common`. */
const dataXml = seq({ content: any() }, { transform: { optional: string } });

const effectivePermissions = seq(
  { permission: many(oneOf('All', 'Read', 'Update', 'Create', 'Delete'), { min: 1, max: 5 }) },
  { immutable: { optional: boolean } },
);

const head = {
  'thing-id': optional(thingKey),
  'type-id': optional(typeId),
  'thing-state': optional(oneOf('Active', 'Deleted')),
  flags: optional(unsignedInt()),
  /** A local date-time. */
  'eff-date': optional(string),
} as const;

/** As PutThings 1, GetThings 1 and 2 have it. */
export const thing1 = seq({
  ...head,
  created: optional(audit1),
  updated: optional(audit1),
  'data-xml': many(dataXml),
  'data-other': optional(dataOther),
  'eff-permissions': optional(effectivePermissions),
  tags: optional(tags),
  signature: any(),
});

/** As PutThings 2 and GetThings 3 have it. */
export const thing2 = seq({
  ...head,
  created: optional(audit2),
  updated: optional(audit2),
  'data-xml': many(dataXml),
  'blob-payload': optional(blobPayload),
  'eff-permissions': optional(effectivePermissions),
  tags: optional(tags),
  'signature-info': optional(secret(signatureInfo)),
  'updated-end-date': optional(string),
});

/** A thing that is found but not shown. */
export const unprocessedThing = seq({
  'thing-id': thingKey,
  'type-id': typeId,
  'eff-date': string,
  'updated-end-date': optional(string),
});
