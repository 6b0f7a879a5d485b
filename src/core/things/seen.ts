// The version of its type that an application sees a thing in: its own, or the one it asks for. Used by methods/get-things.ts.

import { getLast } from '../../assume.ts';
import { type KeptItem, readItem } from '../../things/data.ts';
import {
  findVersion,
  getVersion,
  printThing,
  type ThingType,
  type ThingVersion,
  transform,
} from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import { flag } from './thing.ts';

export interface Seen {
  readonly type: ThingType;
  readonly kept: ThingVersion;
  readonly version: ThingVersion;
  /** The flag that tells of a change of version, or 0. */
  readonly flag: number;
}

/**
 * Answers, by the version a thing is kept in, the one to show.
 * @param formats version-type-ids the caller wants its things in
 * @throws formatVersionUnknown for one that is unknown
 */
export function chooseVersions(grant: Grant, formats: readonly string[]): (keptTypeId: string) => Seen {
  const wanted = formats.map(id => findVersion(id)?.version ?? unknownFormat());
  const known = new Map<string, Seen>();
  return keptTypeId => {
    const before = known.get(keptTypeId);
    if (before) return before;
    const { type, version: kept } = getVersion(keptTypeId);
    const choice = type.versions.filter(version => wanted.includes(version));
    if (choice.length === 0 && type.versions.length > 1) choice.push(...ownVersions(grant, type));
    // Where several will do, a thing keeps its own.
    const version = choice.length === 0 || choice.includes(kept) ? kept : getLast(choice);
    const change = version.number - kept.number;
    const seen = {
      type,
      kept,
      version,
      flag: change < 0 ? flag.downVersioned : change > 0 ? flag.upVersioned : 0,
    };
    known.set(keptTypeId, seen);
    return seen;
  };
}

/** The versions that the application's own rules name; none where a rule is for all types. */
function ownVersions({ app }: Grant, type: ThingType): ThingVersion[] {
  const named = (app?.rules ?? []).flatMap(rule => rule.targets.map(target => target.typeIds));
  if (named.includes('all')) return [];
  return type.versions.filter(version => named.some(typeIds => typeIds.includes(version.id)));
}

function unknownFormat(): never {
  throw fault('formatVersionUnknown');
}

/** The thing's own element in the version to show. Byte for byte as it was sent where that is the kept one. */
export function printData(thing: KeptItem, { type, kept, version }: Seen): string {
  if (version === kept) return thing.dataXml;
  return printThing(version, transform(type, readItem(thing).value, kept, version));
}
