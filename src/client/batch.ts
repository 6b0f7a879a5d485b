// Things of any types, written by one request: all of them or none.
import { assume } from '../assume.ts';
import { many, seq } from '../schema/sequence.ts';
import { guid, textWithAttributes } from '../schema/text.ts';
import { currentVersion } from '../things/item.ts';
import type { ThingType } from '../things/thing-type.ts';
import type { Caller } from './caller.ts';
import { readInfo } from './envelope.ts';
import { printKnown } from './known-fields.ts';
import type { CallFor } from './options.ts';
import type { Thing } from './thing-query.ts';
import { type PutOptions, type ThingKey, writeNewThing, writeNextVersion } from './thing-xml.ts';

/** A thing that is not there yet. */
export interface NewThing<Value> extends PutOptions {
  readonly type: ThingType<Value>;
  readonly value: Value;
}

/** A new value for one that is. Its note, relations, extensions and other blobs stay. */
export interface NextVersion<Value> extends Pick<PutOptions, 'blobs'> {
  readonly replaces: Pick<Thing<Value>, 'id' | 'versionStamp' | 'type' | 'commonXml'>;
  readonly value: Value;
}

/** What one of the things that are put together is: a new one, or a new value of one that is there. */
export type ToPut<Value> = NewThing<Value> | NextVersion<Value>;

export async function putThings(
  app: Caller,
  how: CallFor,
  items: readonly ToPut<never>[],
): Promise<ThingKey[]> {
  if (items.length === 0) return [];
  return sendThings(app, how, { things: items.map(writeItem), isOnce: items.every(isKnownAgain) });
}

const putAnswer = seq({ 'thing-id': many(textWithAttributes(guid, { 'version-stamp': guid }), { min: 1 }) });

export async function sendThings(
  app: Caller,
  how: CallFor,
  { things, isOnce }: { things: readonly string[]; isOnce: boolean },
): Promise<ThingKey[]> {
  const info = things.join('');
  const answer = await app.callXml('PutThings', 2, info, { repeat: isOnce, ...how, isOnce });
  const { thingId } = readInfo(putAnswer, answer, { method: 'PutThings' });
  return assume(thingId, 'what was written').map(({ value: id, 'version-stamp': versionStamp }) => ({
    id,
    versionStamp,
  }));
}

/** Does the platform know it when it comes a second time? By the client id, or by the version that it replaces. */
function isKnownAgain(item: ToPut<never>): boolean {
  return 'replaces' in item ? item.blobs === undefined : item.clientId !== undefined;
}

function writeItem(item: ToPut<never>): string {
  const type: ThingType = 'replaces' in item ? item.replaces.type : item.type;
  const version = currentVersion(type);
  const element = printKnown(version.schema, version.root, item.value);
  if (!('replaces' in item)) return writeNewThing(version.id, element, item);
  const dataXml = `<data-xml>${element}${item.replaces.commonXml}</data-xml>`;
  return writeNextVersion(item.replaces, version.id, dataXml, item.blobs);
}
