// Things by their typed values, for the vault's own pages and the demo: what clients send as XML is read by methods/.
import { escapeText } from '../../schema/xml-reader.ts';
import { readValue, writeItem } from '../../things/data.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { ThingWrite } from './plan.ts';
import { findSingleton } from './singleton.ts';
import type { StoredThing } from './thing.ts';

/** A new thing of a type, with a note if there is something to say. */
export function makeThing<Value>(type: ThingType<Value>, value: Value, note?: string): ThingWrite {
  const version = currentVersion(type);
  const commonXml = note === undefined ? '' : `<common><note>${escapeText(note)}</note></common>`;
  return { typeId: version.id, data: { ...writeItem(version, value), commonXml, clientId: undefined } };
}

/** A thing with another value; its note and whatever else stands beside the value stay. */
export function changeThing<Value>(type: ThingType<Value>, stored: StoredThing, value: Value): ThingWrite {
  const version = currentVersion(type);
  const { id, versionStamp, commonXml, clientId } = stored;
  return {
    id,
    versionStamp,
    typeId: version.id,
    data: { ...writeItem(version, value), commonXml, clientId },
  };
}

/** The one thing of a singleton type that a record has, if it has one, whoever may see it. */
export async function readSingleton<Value>(
  db: Reader,
  grant: Grant,
  type: ThingType<Value>,
): Promise<{ stored: StoredThing; value: Value } | undefined> {
  const stored = await findSingleton(db, grant, type);
  return stored && { stored, value: readValue(type, stored) };
}

/** The same, as far as the grant lets it be read. */
export async function findReadableSingleton<Value>(
  db: Reader,
  grant: Grant,
  type: ThingType<Value>,
): Promise<{ stored: StoredThing; value: Value } | undefined> {
  const ids = type.versions.map(({ id }) => id);
  const [stored] = await db.things(grant).ofTypes(ids, 1);
  return stored && { stored, value: readValue(type, stored) };
}
