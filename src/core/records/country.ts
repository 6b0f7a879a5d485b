// The country of a record, which answers name beside it, follows what its basic information says. What people keep from
// applications is not told that way: then it stays what it was.
import basicType, { type Basic, readCountryCode } from '../../things/basic.ts';
import { readValue } from '../../things/data.ts';
import { findVersion } from '../../things/index.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import type { Writer } from '../store.ts';
import { flag, type StoredThing } from '../things/thing.ts';

/** @param thing as it was written just now */
export const noteCountry = goOn(function* (db: Writer, recordId: string, thing: StoredThing): Work<void> {
  if (findVersion(thing.typeId)?.type.name !== basicType.name) return;
  if (thing.state !== 'Active' || (thing.flags & flag.personal) !== 0) return;
  const country = readCountryCode(readValue<Basic>(basicType, thing).country)?.toUpperCase();
  const record = yield* take(db.records.byId(recordId));
  if (country === undefined || !record || record.country === country) return;
  yield* take(db.records.update({ ...record, country }));
});
