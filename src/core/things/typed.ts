// Things by their typed values, for the vault's own pages and the demo: what clients send as XML is read by methods/.
import { camel } from '../../schema/schema.ts';
import { escapeText } from '../../schema/xml-reader.ts';
import { type DateValue, earliest } from '../../things/common/dates.ts';
import {
  currentVersion,
  findVersion,
  parseThing,
  printThing,
  type ThingType,
  transform,
} from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader, ThingsReader } from '../ports.ts';
import type { ThingData, ThingWrite } from './plan.ts';
import { mayRead } from './rights.ts';
import { readStored } from './stored-xml.ts';
import type { StoredThing } from './thing.ts';

/** A new thing of a type, with a note if there is something to say. */
export function newThing<Value>(type: ThingType<Value>, value: Value, note?: string): ThingWrite {
  const commonXml = note === undefined ? '' : `<common><note>${escapeText(note)}</note></common>`;
  return { typeId: currentVersion(type).id, data: dataOf(type, value, { commonXml, clientId: undefined }) };
}

/** A thing with another value; its note and whatever else stands beside the value stay. */
export function changedThing<Value>(type: ThingType<Value>, stored: StoredThing, value: Value): ThingWrite {
  const { id, versionStamp, commonXml, clientId } = stored;
  return {
    id,
    versionStamp,
    typeId: currentVersion(type).id,
    data: dataOf(type, value, { commonXml, clientId }),
  };
}

function dataOf<Value>(
  type: ThingType<Value>,
  value: Value,
  beside: Pick<ThingData, 'commonXml' | 'clientId'>,
): ThingData {
  const version = currentVersion(type);
  const dateIn = (name: string | undefined) => {
    const date =
      name === undefined ? undefined : (value as Record<string, DateValue | undefined>)[camel(name)];
    return date && earliest(date);
  };
  return {
    ...beside,
    xml: printThing(version, value),
    effectiveDate: dateIn(version.effectiveDate),
    endDate: dateIn(version.endDate),
  };
}

/** The value of a stored thing, in the current version of its type. */
export function storedValue<Value>(
  type: ThingType<Value>,
  stored: Pick<StoredThing, 'typeId' | 'dataXml'>,
): Value {
  const { version } = findVersion(stored.typeId)!;
  const value = parseThing(version, readStored(stored.dataXml).root());
  return transform(type as ThingType, value, version, currentVersion(type as ThingType)) as Value;
}

/** The one thing of a singleton type that a record has, if it has one. */
export async function singletonOf<Value>(
  things: ThingsReader,
  type: ThingType<Value>,
): Promise<{ stored: StoredThing; value: Value } | undefined> {
  const ids = type.versions.map(({ id }) => id);
  const [stored] = await things.ofTypes(ids, 1);
  return stored && { stored, value: storedValue(type, stored) };
}

/** The same, as far as the grant lets it be read. */
export async function readableSingleton<Value>(
  db: Reader,
  grant: Grant,
  type: ThingType<Value>,
): Promise<{ stored: StoredThing; value: Value } | undefined> {
  const found = await singletonOf(db.things(grant), type);
  return found && mayRead(grant, found.stored) ? found : undefined;
}
