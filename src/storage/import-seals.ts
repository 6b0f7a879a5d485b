// How imports are pressed and sealed with the key of their record, and hashed for what is looked up. Used by imports.ts.
import { deflateSync, inflateSync } from 'node:zlib';
import type { SourceItem } from '../core/imports/ports.ts';
import { hashSha256 } from '../core/secrets.ts';
import type { KeyRing, RecordKeys } from './sealing/key-ring.ts';
import type { Sql, SqlValue } from './sql.ts';

export interface Seals {
  readonly sql: Sql;
  readonly ring: KeyRing;
}

export function hashItem(
  keys: RecordKeys | undefined,
  { sourceId, content }: SourceItem,
): { source: string; content: string } {
  return { source: hashText(keys, `source ${sourceId}`), content: hashText(keys, `content ${content}`) };
}

export function hashText(keys: RecordKeys | undefined, text: string): string {
  return keys ? keys.hash(text) : hashSha256(text).toString('base64url');
}

export function aboutImport(id: string): string {
  return `import ${id}`;
}

export function aboutSlice(id: string, position: number): string {
  return `slice ${position} of import ${id}`;
}

export function aboutMapping(hash: string): string {
  return `mapping ${hash}`;
}

/** What is pressed begins with this; the generation of a key, with which begins what is sealed, is never so high. */
const pressedMark = 0x78;

export function pack(keys: RecordKeys | undefined, value: unknown, about: string): Buffer {
  const pressed = deflateSync(JSON.stringify(value));
  return keys ? keys.sealBytes(pressed, about) : pressed;
}

export function unpack<T>(keys: RecordKeys | undefined, kept: Buffer, about: string): T {
  return JSON.parse(inflateSync(openKept(keys, kept, about)).toString());
}

function openKept(keys: RecordKeys | undefined, kept: Buffer, about: string): Buffer {
  return keys && kept[0] !== pressedMark ? keys.openBytes(kept, about) : kept;
}

type Kept = Readonly<Record<string, SqlValue>>;

/** What each table seals, by what its rows are of. */
export const sealedOfImports: Readonly<Record<string, (row: Kept) => string>> = {
  import: row => aboutImport(String(row.id)),
  import_slice: row => aboutSlice(String(row.import_id), Number(row.position)),
  import_mapping: row => aboutMapping(String(row.header_hash)),
};

/** A row as it is to be kept; undefined where it is so. */
export async function resealImport(
  { sql, ring }: Seals,
  row: Kept,
  about: (row: Kept) => string,
): Promise<{ set: { sealed: Buffer }; was: string } | undefined> {
  const kept = row.sealed;
  if (!Buffer.isBuffer(kept)) return undefined;
  const keys = await ring.recordKeys(sql, String(row.record_id));
  if (!keys || (kept[0] !== pressedMark && kept.readUInt32BE() === keys.current)) return undefined;
  return {
    set: { sealed: keys.sealBytes(openKept(keys, kept, about(row)), about(row)) },
    was: 'sealed',
  };
}
