// The index of resources: tokens as numbers that only the key of their record makes of words, beside the place of their thing.
import { createHash } from 'node:crypto';
import type { ResourceIndexReader, ResourceIndexWriter } from '../core/fhir/ports.ts';
import type { KeyRing, RecordKeys } from './sealing/key-ring.ts';
import type { Sql } from './sql.ts';
import { among } from './thing-query.ts';

/** A number that JavaScript holds; two words of a record are one number once in many millions of records. */
const hexOfToken = 12;
const charactersOfToken = 8;

/** What makes numbers of the tokens of a record. */
export function blindBy(record: string, keys: RecordKeys | undefined): (token: string) => number {
  const known = new Map<string, number>();
  const blind = (token: string) =>
    keys
      ? Buffer.from(keys.hash(`fhir ${token}`).slice(0, charactersOfToken), 'base64url').readUIntBE(0, 6)
      : Number.parseInt(
          createHash('sha256').update(`${record} ${token}`).digest('hex').slice(0, hexOfToken),
          16,
        );
  return token => {
    const found = known.get(token);
    if (found !== undefined) return found;
    const made = blind(token);
    known.set(token, made);
    return made;
  };
}

/** What stands behind a mapping whose tokens were made by the key of the record. */
const byKey = ' by key';

/** Tokens that were made before a record had a key, or without it, are found by nobody: as if there were none. */
function readMapping(kept: string, keys: RecordKeys | undefined): string | undefined {
  const isByKey = kept.endsWith(byKey);
  if (isByKey !== (keys !== undefined)) return undefined;
  return isByKey ? kept.slice(0, -byKey.length) : kept;
}

const insert = `INSERT INTO fhir_token (record_id, token, effective_date, ordinal, part, thing_id)
  VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

export function openResourceIndex(sql: Sql, ring: KeyRing): ResourceIndexReader & ResourceIndexWriter {
  return {
    async progress(recordId) {
      const [row] = await sql.rows<[number, string | null, number, number]>(
        `SELECT r.sequence, i.mapping, i.sequence, i.position
         FROM record r LEFT JOIN fhir_index i ON i.record_id = r.id WHERE r.id = ?`,
        recordId,
      );
      if (!row) return { state: undefined, latest: undefined };
      const [latest, kept, sequence, position] = row;
      const mapping = kept === null ? undefined : readMapping(kept, await ring.recordKeys(sql, recordId));
      const place = { sequence: Number(sequence), position: Number(position) };
      return { state: mapping === undefined ? undefined : { mapping, ...place }, latest: Number(latest) };
    },
    async hasToken(recordId, token) {
      const blind = blindBy(recordId, await ring.recordKeys(sql, recordId));
      const rows = await sql.rows(
        'SELECT 1 FROM fhir_token WHERE record_id = ? AND token = ? LIMIT 1',
        recordId,
        blind(token),
      );
      return rows.length > 0;
    },
    async setState(recordId, { mapping, sequence, position }) {
      const keys = await ring.recordKeys(sql, recordId);
      await sql.put(
        `INSERT INTO fhir_index (record_id, mapping, sequence, position) VALUES (?, ?, ?, ?)
         ON CONFLICT (record_id) DO UPDATE SET
           mapping = excluded.mapping, sequence = excluded.sequence, position = excluded.position`,
        recordId,
        keys ? mapping + byKey : mapping,
        sequence,
        position,
      );
    },
    async put(recordId, things) {
      if (things.length === 0) return;
      const ids = things.map(({ id }) => id);
      const named = among('id', ids);
      const there = await sql.all<{ id: string }>(
        `SELECT id FROM thing WHERE record_id = ? AND ${named.text} AND (state || '') = 'Active'`,
        recordId,
        ...named.values,
      );
      for (const id of ids) await dropTokens(sql, recordId, id);
      const active = new Set(there.map(({ id }) => id));
      const blind = blindBy(recordId, await ring.recordKeys(sql, recordId));
      for (const { id, effectiveDate, ordinal, parts } of things) {
        if (!active.has(id)) continue;
        // Of one thing the first part comes first where the newest things do.
        for (const { part, tokens } of parts)
          for (const token of tokens)
            await sql.put(insert, recordId, blind(token), effectiveDate, ordinal, -part, id);
      }
    },
  };
}

/** Of a thing that goes for good. */
export function dropTokens(sql: Sql, record: string, thingId: string) {
  return sql.put('DELETE FROM fhir_token WHERE record_id = ? AND thing_id = ?', record, thingId);
}

/** Of a record that is given a key, which makes others of the same words. */
export async function forgetTokens(sql: Sql, record: string): Promise<void> {
  await sql.run('DELETE FROM fhir_token WHERE record_id = ?', record);
  await sql.run('DELETE FROM fhir_index WHERE record_id = ?', record);
}
