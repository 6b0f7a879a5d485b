// A thing as a store keeps it, for tests of the store.
import { randomUUID } from 'node:crypto';
import type { Stamp, StoredThing } from '../core/things/thing.ts';
import { typeIds } from './type-ids.ts';

const made: Stamp = {
  at: Date.parse('2026-11-25T12:00:00Z'),
  appId: undefined,
  personId: 'p',
  avenue: 'Online',
  action: 'Created',
};

export function storedThing(given: Partial<StoredThing> = {}): StoredThing {
  return {
    id: randomUUID(),
    versionStamp: randomUUID(),
    typeId: typeIds.weight,
    state: 'Active',
    flags: 0,
    effectiveDate: '2026-11-02T00:00:00',
    updatedEndDate: undefined,
    clientId: undefined,
    tags: undefined,
    dataXml: '<weight/>',
    commonXml: '',
    ordinal: 1,
    size: 9,
    created: made,
    updated: made,
    current: true,
    ...given,
  };
}
