// The index of resources: tokens as numbers that only the key of their record makes of words, beside the place of their thing.
import { createHash } from 'node:crypto';
import type { ResourceIndexReader, ResourceIndexWriter } from '../core/fhir/ports.ts';
import type { KeyRing, RecordKeys } from './sealing/key-ring.ts';
import { getRow, type Sql } from './sql.ts';
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

const insert = `INSERT INTO fhir_token (record_id, token, effective_date, ordinal, part, thing_id)
  VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

export function openResourceIndex(sql: Sql, ring: KeyRing): ResourceIndexReader & ResourceIndexWriter {
  return {
    async state(recordId) {
      const row = await sql.get<{ mapping: string; sequence: number; position: number }>(
        'SELECT mapping, sequence, position FROM fhir_index WHERE record_id = ?',
        recordId,
      );
      return row && { mapping: row.mapping, sequence: Number(row.sequence), position: Number(row.position) };
    },
    async latest(recordId) {
      const { sequence } = await getRow<{ sequence: number }>(
        sql,
        'SELECT COALESCE(MAX(sequence), 0) AS sequence FROM record WHERE id = ?',
        recordId,
      );
      return Number(sequence);
    },
    async setState(recordId, { mapping, sequence, position }) {
      await sql.put(
        `INSERT INTO fhir_index (record_id, mapping, sequence, position) VALUES (?, ?, ?, ?)
         ON CONFLICT (record_id) DO UPDATE SET
           mapping = excluded.mapping, sequence = excluded.sequence, position = excluded.position`,
        recordId,
        mapping,
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
