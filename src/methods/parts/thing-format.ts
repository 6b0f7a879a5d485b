// How GetThings is to show what it finds: sections, data, and the versions of types. Printed by thing-print.ts.
import { fault } from '../../core/healthvault/status-fault.ts';
import { isTransform, type TransformName } from '../../core/healthvault/transforms/transforms.ts';
import type { Infer } from '../../schema/schema.ts';
import type { thingFormat1, thingFormat3 } from '../contracts/parts/thing-group.ts';
import type { BlobFormat } from './blob-print.ts';

/** The parts of a thing to print; its ids always are. */
export interface Sections {
  readonly core: boolean;
  readonly audits: boolean;
  readonly permissions: boolean;
  readonly tags: boolean;
  readonly signatures: boolean;
  /** Undefined where none are to be shown. */
  readonly blobs: BlobFormat | undefined;
  /** Is the data to be shown, in whatever form? */
  readonly data: boolean;
  /** As it is kept. */
  readonly plain: boolean;
  readonly transforms: readonly TransformName[];
}

/** @throws INVALID_TRANSFORM for what is no transform of the platform: a stylesheet or an address is never run */
export function readSections(format: Infer<typeof thingFormat1> | Infer<typeof thingFormat3>): Sections {
  const { section = [], xml = [] } = format;
  const blobs = 'blobPayloadRequest' in format ? format.blobPayloadRequest : undefined;
  const names = [...new Set(xml.map(name => name.trim()))];
  const transforms = names.filter(isTransform);
  if (names.some(name => name !== '' && !isTransform(name))) throw fault('INVALID_TRANSFORM');
  const has = (name: (typeof section)[number]) => (section as readonly string[]).includes(name);
  return {
    core: has('core'),
    audits: has('audits'),
    permissions: has('effectivepermissions'),
    tags: has('tags'),
    signatures: has('digitalsignatures'),
    blobs: has('otherdata') ? otherData : has('blobpayload') ? blobFormat(blobs) : undefined,
    data: xml.length > 0,
    plain: names.includes(''),
    transforms,
  };
}

const otherData: BlobFormat = { as: 'other-data', names: undefined };

/** Where nothing is said, addresses are what costs least. */
function blobFormat(asked: Infer<typeof thingFormat3>['blobPayloadRequest']): BlobFormat {
  const filters = asked?.blobFilters?.blobFilter;
  return {
    as: asked?.blobFormat.blobFormatSpec ?? 'streamed',
    names: filters && new Set(filters.map(({ blobName }) => blobName)),
  };
}
