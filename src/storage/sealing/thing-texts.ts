// What of a version of a thing somebody wrote, sealed as one value: a head of format and generation of the key, then nonce, tag and
// what was encrypted. It belongs to its record, thing and version, and opens nowhere else.
import { assume } from '../../assume.ts';
import { type Awaitable, after, tryOr } from '../../core/awaitable.ts';
import { fault } from '../../core/faults.ts';
import { isDamage } from '../../core/things/damage.ts';
import type { Dialect, Sql } from '../sql.ts';
import type { KeyRing, RecordKeys } from './key-ring.ts';
import type { ThingTexts } from './opened-lately.ts';
import { nonceBytes } from './xaes.ts';

const format = 1;
const headBytes = 5;

export interface OfVersion {
  readonly recordId: string;
  readonly id: string;
  readonly versionStamp: string;
}

/** By what a version that was opened is found again, as a database says it: its stamp, and the nonce of what is sealed. */
export function nameColumn(hex: Dialect['hex']): string {
  return `concat(version_stamp, ${hex(`substr(sealed, ${headBytes + 1}, ${nonceBytes})`)})`;
}

/** The same, of what a row has. */
export function nameVersion(versionStamp: string, sealed: Buffer | null): string {
  const nonce = sealed?.toString('hex', headBytes, headBytes + nonceBytes).toUpperCase() ?? '';
  return `${versionStamp}${nonce}`;
}

/** Lengths of the texts come before them; this one says that there is none. */
const none = 0xffff_ffff;
const lengthsBytes = 6 * 4;

export function sealTexts(keys: RecordKeys, of: OfVersion, texts: ThingTexts): Buffer {
  const key = keys.generations.get(keys.current);
  if (!key) throw new Error('A record is without its key.');
  const head = Buffer.alloc(headBytes);
  head[0] = format;
  head.writeUInt32BE(keys.current, 1);
  return Buffer.concat([head, key.seal(joinTexts(texts), writeAssociated(head, of))]);
}

/** @throws thingDamaged when these bytes were not sealed for this version; when its key is gone with its record */
export function openTexts(ring: KeyRing, sql: Sql, of: OfVersion, sealed: Buffer): Awaitable<ThingTexts> {
  const name = `${of.id}${nameVersion(of.versionStamp, sealed)}`;
  const known = ring.texts.find(name, of.recordId);
  if (known) return known;
  return after(openUnknown(ring, sql, of, sealed), texts => {
    ring.texts.keep(name, of.recordId, texts, sealed.length);
    return texts;
  });
}

/** As openTexts; undefined where they are damaged. */
export function openUndamaged(
  ring: KeyRing,
  sql: Sql,
  of: OfVersion,
  sealed: Buffer,
): Awaitable<ThingTexts | undefined> {
  return tryOr<ThingTexts | undefined>(
    () => openTexts(ring, sql, of, sealed),
    error => {
      if (!isDamage(error)) throw error;
      return undefined;
    },
  );
}

/** As openTexts, of the bytes as they are now, whatever was opened before. */
export function openUnknown(ring: KeyRing, sql: Sql, of: OfVersion, sealed: Buffer): Awaitable<ThingTexts> {
  return after(ring.recordKeys(sql, of.recordId, findGeneration(sealed)), keys => {
    if (!keys) throw new Error(`The key of the record ${of.recordId} is not there: it was erased.`);
    const head = sealed.subarray(0, headBytes);
    try {
      const key = assume(keys.generations.get(readGeneration(sealed)), 'a key of that generation');
      return splitTexts(key.open(sealed.subarray(headBytes), writeAssociated(head, of)));
    } catch {
      ring.onDamaged(of);
      throw fault(
        'thingDamaged',
        `The thing ${of.id}, of version ${of.versionStamp}, is damaged in the database. A backup may have it whole.`,
      );
    }
  });
}

/** Undefined where there are too few bytes to say it. */
function findGeneration(sealed: Buffer): number | undefined {
  return sealed.length < headBytes ? undefined : sealed.readUInt32BE(1);
}

/** The generation of the record's key that sealed it. */
export function readGeneration(sealed: Buffer): number {
  if (sealed[0] !== format) throw new Error('It was sealed by a newer Keepwell.');
  return sealed.readUInt32BE(1);
}

function writeAssociated(head: Buffer, { recordId, id, versionStamp }: OfVersion): Buffer {
  return Buffer.concat([head, Buffer.from(`thing ${recordId} ${id} ${versionStamp}`)]);
}

function listTexts(texts: ThingTexts): readonly (string | null)[] {
  const { dataXml, commonXml, tags, clientId, signatureXml, signedXml } = texts;
  return [dataXml, commonXml, tags, clientId, signatureXml, signedXml];
}

function joinTexts(texts: ThingTexts): Buffer {
  const list = listTexts(texts);
  const joined = Buffer.allocUnsafe(
    lengthsBytes + list.reduce((sum, text) => sum + (text === null ? 0 : Buffer.byteLength(text)), 0),
  );
  let at = lengthsBytes;
  for (const [i, text] of list.entries()) {
    const length = text === null ? none : joined.write(text, at);
    joined.writeUInt32BE(length, 4 * i);
    if (text !== null) at += length;
  }
  return joined;
}

function splitTexts(joined: Buffer): ThingTexts {
  let at = lengthsBytes;
  const next = (i: number) => {
    const length = joined.readUInt32BE(4 * i);
    if (length === none) return null;
    at += length;
    return joined.toString('utf8', at - length, at);
  };
  return {
    dataXml: next(0) ?? '',
    commonXml: next(1) ?? '',
    tags: next(2),
    clientId: next(3),
    signatureXml: next(4),
    signedXml: next(5),
  };
}
