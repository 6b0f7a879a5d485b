// What of a version somebody wrote, as its row has it: sealed where the record has keys.
import type { StoredThing } from '../../core/things/thing.ts';
import { type Dialect, type Sql, toNull } from '../sql.ts';
import type { KeyRing, RecordKeys } from './key-ring.ts';
import type { ThingTexts } from './opened-lately.ts';
import { type OfVersion, sealTexts } from './thing-texts.ts';

/** What is sealed of a record is opened and sealed with its keys. */
export interface SealedRecord {
  readonly sql: Sql;
  readonly ring: KeyRing;
  readonly dialect: Pick<Dialect, 'hex'>;
  readonly record: string;
}

/** The columns of a row. */
export type KeptTexts = ThingTexts & { readonly sealed: Buffer | null };

export function keepTexts(recordId: string, version: StoredThing, keys: RecordKeys | undefined): KeptTexts {
  const { id, versionStamp, clientId, tags, dataXml, commonXml, signature } = version;
  const texts = {
    dataXml,
    commonXml,
    tags: toNull(tags),
    clientId: toNull(clientId),
    signatureXml: toNull(signature?.xml),
    signedXml: toNull(signature?.dataXml),
  };
  return keys ? sealRow(keys, { recordId, id, versionStamp }, texts) : { ...texts, sealed: null };
}

export function sealRow(keys: RecordKeys, of: OfVersion, texts: ThingTexts): KeptTexts {
  return {
    dataXml: '',
    commonXml: '',
    tags: null,
    clientId: texts.clientId === null ? null : keys.hash(texts.clientId),
    signatureXml: null,
    signedXml: null,
    sealed: sealTexts(keys, of, texts),
  };
}
