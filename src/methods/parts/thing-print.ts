// Prints things as the versions of GetThings have them: straight to text, for this is what most requests ask for.
import { assume } from '../../assume.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { permissions } from '../../core/authorization/rules.ts';
import type { Transforms } from '../../core/healthvault/transforms/transforms.ts';
import type { ShownThing, ThingKeyRow } from '../../core/things/query.ts';
import { printData, type Seen } from '../../core/things/seen.ts';
import { printStamp, type Writers } from '../../core/things/stamps.ts';
import { flag, type Stamp } from '../../core/things/thing.ts';
import { escapeAttribute, escapeText } from '../../schema/xml-reader.ts';
import type { PrintBlobs } from './blob-print.ts';
import type { Sections } from './thing-format.ts';
import { printSignature } from './thing-signature.ts';

export interface PrintOptions {
  readonly grant: Grant;
  readonly methodVersion: 1 | 2 | 3;
  readonly sections: Sections;
  /** The version of its type to show a thing in, by the one it is kept in. */
  readonly seen: (keptTypeId: string) => Seen;
  /** Needed for the audits section. */
  readonly writers: ((stamp: Stamp) => Writers) | undefined;
  /** Prints what transforms make of a thing, where some are asked for. */
  readonly transforms?: Transforms | undefined;
  /** Prints a thing's blobs, where they are asked for. */
  readonly blobs?: PrintBlobs | undefined;
}

/** As things were printed last, without what may be another the next time: of a version that is kept, nothing changes. */
const printedBefore = new WeakMap<ShownThing, Printed>();

interface Printed {
  readonly form: number;
  readonly version: Seen['version'];
  readonly text: string;
}

export function printThing(thing: ShownThing, options: PrintOptions): string {
  const form = formOf(options);
  const seen = options.seen(thing.typeId);
  if (form === undefined) return print(thing, seen, options);
  const before = printedBefore.get(thing);
  if (before?.form === form && before.version === seen.version) return before.text;
  const text = print(thing, seen, options);
  printedBefore.set(thing, { form, version: seen.version, text });
  return text;
}

/** What is printed, as a number; undefined where more than the thing says it. */
function formOf({ sections, methodVersion, writers, transforms, blobs }: PrintOptions): number | undefined {
  const { core, plain, tags, signatures, permissions } = sections;
  if (writers || transforms || blobs || permissions) return undefined;
  return methodVersion | (core ? 4 : 0) | (plain ? 8 : 0) | (tags ? 16 : 0) | (signatures ? 32 : 0);
}

/** Joined, so that it is one text in memory too, and not a tree of all its pieces. */
function print(thing: ShownThing, seen: Seen, options: PrintOptions): string {
  const { sections, methodVersion, writers, transforms, blobs, grant } = options;
  const out = [`<thing>${ids(thing, seen)}`];
  if (sections.core) {
    const flags = thing.flags | seen.flag;
    out.push(
      `<thing-state>${thing.state}</thing-state><flags>${flags}</flags><eff-date>${thing.effectiveDate}</eff-date>`,
    );
  }
  if (writers) {
    // Versions 1 and 2 tell of the last change only.
    if (methodVersion === 3)
      out.push(printStamp('created', assume(thing.created, 'who made it'), writers, true));
    out.push(printStamp('updated', assume(thing.updated, 'who changed it'), writers, methodVersion === 3));
  }
  if (sections.plain) out.push(dataXml(thing, seen));
  if (transforms) out.push(transforms(thing));
  if (blobs) out.push(blobs(thing));
  if (sections.permissions) out.push(effectivePermissions(thing, seen, grant));
  if (sections.tags && thing.tags) out.push(`<tags>${escapeText(thing.tags)}</tags>`);
  // It signs the thing in the version it is kept in.
  if (sections.signatures && thing.signature && seen.version === seen.kept)
    out.push(printSignature(thing.signature, methodVersion));
  if (sections.core && methodVersion === 3) out.push(endDate(thing.updatedEndDate));
  out.push('</thing>');
  return out.join('');
}

/** What was signed is shown with every character it was signed with. */
function dataXml(thing: ShownThing, seen: Seen): string {
  const signed = seen.version === seen.kept ? thing.signature?.dataXml : undefined;
  return signed ?? `<data-xml>${printData(thing, seen)}${thing.commonXml}</data-xml>`;
}

/** A thing that is found but not shown: clients ask for it by its key. */
export function printThingKey(row: ThingKeyRow, seen: Seen): string {
  const dates = `<eff-date>${row.effectiveDate}</eff-date>${endDate(row.updatedEndDate)}`;
  return `<unprocessed-thing-key-info>${ids(row, seen)}${dates}</unprocessed-thing-key-info>`;
}

function ids({ id, versionStamp }: { id: string; versionStamp: string }, { type, version }: Seen): string {
  return (
    `<thing-id version-stamp="${versionStamp}">${id}</thing-id>` +
    `<type-id name="${escapeAttribute(type.name)}">${version.id}</type-id>`
  );
}

function endDate(updatedEndDate: string | undefined): string {
  return updatedEndDate === undefined ? '' : `<updated-end-date>${updatedEndDate}</updated-end-date>`;
}

function effectivePermissions(
  { typeId, effectiveDate, flags }: ShownThing,
  { type }: Seen,
  grant: Grant,
): string {
  const granted = permissions.filter(permission => grant.permits(permission, typeId, effectiveDate));
  const immutable = type.immutable || (flags & flag.readOnly) !== 0;
  const all = granted.map(permission => `<permission>${permission}</permission>`).join('');
  return `<eff-permissions${immutable ? ' immutable="true"' : ''}>${all}</eff-permissions>`;
}
