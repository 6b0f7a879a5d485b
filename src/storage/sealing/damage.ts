// Opens every version that is sealed, some at a time, by the bytes that are in the database now.
import { Fault } from '../../core/faults.ts';
import type { DamageReader, OpenedSome, VersionPlace } from '../../core/things/damage.ts';
import { type Sql, writePlaces } from '../sql.ts';
import type { KeyRing } from './key-ring.ts';
import { openUnknown } from './thing-texts.ts';

/** A version may have megabytes. */
const atOnce = 20;

interface Row {
  readonly record_id: string;
  readonly id: string;
  readonly version_stamp: string;
  readonly sealed: Buffer;
}

const beforeAll = { recordId: '', id: '', versionStamp: '' };

export function openDamage(sql: Sql, ring: KeyRing): DamageReader {
  return {
    async openSome(after) {
      const isCurrent = after?.isCurrent ?? true;
      const place = after ?? beforeAll;
      const rows = await sql.all<Row>(
        `SELECT record_id, id, version_stamp, sealed FROM ${isCurrent ? 'thing' : 'thing_history'}
         WHERE sealed IS NOT NULL AND (record_id, id, version_stamp) > (${writePlaces(3)})
         ORDER BY record_id, id, version_stamp LIMIT ${atOnce}`,
        place.recordId,
        place.id,
        place.versionStamp,
      );
      const damaged: VersionPlace[] = [];
      for (const row of rows) {
        const of = { recordId: row.record_id, id: row.id, versionStamp: row.version_stamp };
        if (!(await isWhole(sql, ring, of, row.sealed))) damaged.push(of);
      }
      return { opened: rows.length, damaged, next: findNext(rows.at(-1), rows.length, isCurrent) };
    },
  };
}

function findNext(last: Row | undefined, count: number, isCurrent: boolean): OpenedSome['next'] {
  if (last && count === atOnce)
    return { recordId: last.record_id, id: last.id, versionStamp: last.version_stamp, isCurrent };
  return isCurrent ? { ...beforeAll, isCurrent: false } : undefined;
}

async function isWhole(sql: Sql, ring: KeyRing, of: VersionPlace, sealed: Buffer): Promise<boolean> {
  try {
    await openUnknown(ring, sql, of, sealed);
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}
