// The keys of a vault as a process holds them: the vault's own, by which secrets and the keys of records are sealed, and those of
// the records that were lately asked for. A vault from before it was encrypted has one key, which seals in the old form.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { assume } from '../../assume.ts';
import { type Awaitable, after } from '../../core/awaitable.ts';
import { ForeignKey, MasterUnavailable } from '../../core/seals/foreign-key.ts';
import type { LockedKeys, VaultKeyRow, Wrapping } from '../../core/seals/ports.ts';
import type { ShownThing } from '../../core/things/query.ts';
import { makeRoom } from '../make-room.ts';
import type { Sql } from '../sql.ts';
import { sealingLimits } from './limits.ts';
import type { MasterKey } from './master.ts';
import { OpenedLately, type ThingTexts } from './opened-lately.ts';
import { keepPlain, readPlain } from './plain-text.ts';
import { unwrapKey, wrapKey } from './wrap.ts';
import { drawKey, keyBytes, nonceBytes, SealKey, tagBytes } from './xaes.ts';

/** The key by which texts are hashed and other keys derived, in vaults from before they were encrypted the only one. */
const rootId = 0;

/** Of the keys of a record, the one that hashes what is looked up; it stays the same as long as the record. */
const lookUpGeneration = 0;

/** By which what a vault key sealed is known from what was sealed in the old form, and the version of the form. */
const mark = Buffer.from('kws1');
/** Likewise, of what opens in one place only. */
const boundMark = Buffer.from('kws2');
const headBytes = mark.length + 4;

/** A text that is sealed begins so. */
export const textMark = 'kws1.';

const oldNonceBytes = 12;

export interface RecordKeyRow {
  readonly generation: number;
  readonly vaultKeyId: number;
  readonly wrapped: Buffer;
}

/** The keys of a record. */
export interface RecordKeys {
  readonly current: number;
  readonly generations: ReadonlyMap<number, SealKey>;
  /** Hashes what is looked up by its text. */
  hash(text: string): string;
  /** Bytes, with what they are. */
  sealBytes(bytes: Buffer, about: string): Buffer;
  /** @throws when they were sealed as something else */
  openBytes(sealed: Buffer, about: string): Buffer;
  /** A text as it is kept in a column, with what it belongs to. */
  sealText(text: string, about: string): string;
  /** @throws when it was sealed elsewhere */
  openText(kept: string, about: string): string;
}

interface VaultKey {
  readonly bytes: Buffer;
  readonly seal: SealKey;
  readonly wrap: ReturnType<typeof createSecretKey>;
}

export class KeyRing implements LockedKeys {
  #master: MasterKey | undefined;
  #root: Buffer | undefined;
  #hashKey = Buffer.alloc(0);
  readonly #vaultKeys = new Map<number, VaultKey>();
  #current: number | undefined;
  #change = 0;
  readonly #records = new Map<string, RecordKeys>();
  /** How often these were forgotten: what was asked for before is of no use after. */
  #cleared = 0;
  readonly #opened = new Map<string, Buffer>();
  /** Of versions of things that were opened lately, by the names of thing-texts.ts: their texts, and all that is shown of them. */
  readonly texts = new OpenedLately<ThingTexts>(sealingLimits.openedTextBytesMax / 2);
  readonly shown = new OpenedLately<ShownThing>(sealingLimits.openedTextBytesMax / 2);

  /** Told of each version whose bytes are not what was sealed. */
  onDamaged: (of: { readonly recordId: string; readonly id: string; readonly versionStamp: string }) => void =
    () => {};

  /** @param root what a vault from before it was encrypted has for its only key */
  setMaster(master: MasterKey, root?: Buffer): void {
    this.#master = master;
    if (root) this.#setRoot(root);
  }

  get master(): MasterKey {
    return assume(this.#master, 'a master key');
  }

  /** Has the vault keys of its own, so that what people write is sealed? */
  get isSealing(): boolean {
    return this.#current !== undefined;
  }

  /** The vault key that seals from now on. */
  get currentId(): number | undefined {
    return this.#current;
  }

  /** Takes the keys of a vault; what was known of records may be out of date. @throws ForeignKey */
  async unlock(rows: readonly VaultKeyRow[], change = 0): Promise<void> {
    for (const { id, wrapped } of rows) {
      if (this.#vaultKeys.has(id) || (id === rootId && this.#isUnlocked)) continue;
      const key = await this.#unwrapVaultKey(id, wrapped);
      if (id === rootId) this.#setRoot(key);
      else this.#vaultKeys.set(id, makeVaultKey(key));
    }
    const current = Math.max(rootId, ...rows.filter(({ isReady }) => isReady).map(({ id }) => id));
    this.#current = current === rootId ? undefined : current;
    this.expectChange(change);
    this.#change = change;
  }

  /** Asks for the keys of records anew where the vault is in another state than this knows; said in the transaction of a write. */
  expectChange(change: number): void {
    if (change === this.#change) return;
    this.#records.clear();
    this.#cleared++;
  }

  get #isUnlocked(): boolean {
    return this.#vaultKeys.size > 0;
  }

  /** Which state of the keys this has; another one is to be taken by unlock. */
  get change(): number {
    return this.#change;
  }

  /**
   * Keys for a vault that has none; they are this one's once it is unlocked with them.
   * @param madeAt milliseconds since 1970, UTC
   * @param keepsRoot is there what the only key of before has sealed and hashed?
   */
  async makeVaultKeys(madeAt: number, keepsRoot = false): Promise<VaultKeyRow[]> {
    const keys = [keepsRoot ? this.#rootKey : drawKey(), drawKey()];
    return Promise.all(keys.map((key, id) => this.wrapVaultKey(id, key, madeAt)));
  }

  async wrapVaultKey(id: number, key: Buffer, madeAt: number): Promise<VaultKeyRow> {
    const { master } = this;
    return { id, masterId: master.id, wrapped: await master.wrap(key, id), madeAt, isReady: true };
  }

  /** The same keys, wrapped by another: of what is known no master key is asked. @throws as unlock does */
  async wrapElse(rows: readonly VaultKeyRow[], by: Wrapping): Promise<VaultKeyRow[]> {
    const wrapped: VaultKeyRow[] = [];
    for (const row of rows) {
      const known = row.id === rootId ? this.#root : this.#vaultKeys.get(row.id)?.bytes;
      const key = known ?? (await this.#unwrapVaultKey(row.id, row.wrapped));
      wrapped.push({ ...row, masterId: by.id, wrapped: await by.wrap(key, row.id) });
    }
    return wrapped;
  }

  async #unwrapVaultKey(id: number, wrapped: Buffer): Promise<Buffer> {
    try {
      return await this.master.unwrap(wrapped, id);
    } catch (error) {
      if (error instanceof MasterUnavailable) throw error;
      throw new ForeignKey();
    }
  }

  /** @param about the one place where it opens; any, where it is left out */
  seal(plain: Buffer, about?: string): Buffer {
    if (this.#current === undefined) return this.#sealOldForm(plain);
    const head = Buffer.alloc(headBytes);
    (about === undefined ? mark : boundMark).copy(head);
    head.writeUInt32BE(this.#current, mark.length);
    return Buffer.concat([
      head,
      this.#vaultKey(this.#current).seal.seal(plain, writeAssociated(head, about)),
    ]);
  }

  /** @throws when the bytes were not sealed with a key of this vault, or for another place */
  open(sealed: Buffer, about?: string): Buffer {
    // A mail is opened once and may be large.
    if (sealed.length > sealingLimits.rememberedBytesMax) return this.#open(sealed, about);
    const name = `${about ?? ''} ${sealed.toString('latin1')}`;
    let plain = this.#opened.get(name);
    if (!plain) {
      plain = this.#open(sealed, about);
      makeRoom(this.#opened, sealingLimits.rememberedMax);
      this.#opened.set(name, plain);
    }
    return plain;
  }

  /** A text as it is kept in a column; as it is, in a vault that is not encrypted. */
  sealText(text: string, about: string): string {
    return this.isSealing
      ? `${textMark}${this.seal(Buffer.from(text), about).toString('base64url')}`
      : keepPlain(text);
  }

  /** @throws as open does */
  openText(kept: string, about: string): string {
    if (!kept.startsWith(textMark)) return readPlain(kept);
    return this.open(Buffer.from(kept.slice(textMark.length), 'base64url'), about).toString();
  }

  /** Is it sealed with the key that seals now, for one place? */
  isTextCurrent(kept: string): boolean {
    return kept.startsWith(textMark) && this.isCurrent(Buffer.from(kept.slice(textMark.length), 'base64url'));
  }

  /** Likewise. */
  isCurrent(sealed: Buffer): boolean {
    return isBound(sealed) && readVaultKeyId(sealed) === this.#current;
  }

  #open(sealed: Buffer, about: string | undefined): Buffer {
    const id = readVaultKeyId(sealed);
    const key = id === undefined ? undefined : this.#vaultKeys.get(id);
    if (!key) return this.#openOldForm(sealed);
    const head = sealed.subarray(0, headBytes);
    return key.seal.open(
      sealed.subarray(headBytes),
      writeAssociated(head, isBound(sealed) ? about : undefined),
    );
  }

  hash(text: string): Buffer {
    return createHmac('sha256', this.#hashKey).update(text).digest();
  }

  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#rootKey, '', `keepwell key: ${purpose}`, keyBytes));
  }

  /** The keys of a record that is new: they are in the store once the record is. */
  makeRecordKeys(): RecordKeyRow[] {
    return [lookUpGeneration, lookUpGeneration + 1].map(generation =>
      this.wrapRecordKey(generation, drawKey()),
    );
  }

  wrapRecordKey(generation: number, key: Buffer): RecordKeyRow {
    const vaultKeyId = assume(this.#current, 'a vault key');
    return { generation, vaultKeyId, wrapped: wrapKey(this.#vaultKey(vaultKeyId).wrap, key) };
  }

  unwrapRecordKey({ vaultKeyId, wrapped }: RecordKeyRow): Buffer {
    return unwrapKey(this.#vaultKey(vaultKeyId).wrap, wrapped);
  }

  /** Undefined where the record is not encrypted. @param generation one that must be among them */
  recordKeys(sql: Sql, recordId: string, generation?: number): Awaitable<RecordKeys | undefined> {
    if (this.#current === undefined) return undefined;
    const known = this.#records.get(recordId);
    if (known && (generation === undefined || known.generations.has(generation))) return known;
    const cleared = this.#cleared;
    const rows = sql.rows<readonly [number, number, Buffer]>(
      'SELECT generation, vault_key_id, wrapped FROM record_key WHERE record_id = ?',
      recordId,
    );
    return after(rows, rows => {
      if (rows.length === 0) return undefined;
      const keys = this.#openRecordKeys(rows);
      if (cleared !== this.#cleared) return keys;
      makeRoom(this.#records, sealingLimits.recordKeysMax);
      this.#records.set(recordId, keys);
      return keys;
    });
  }

  #openRecordKeys(rows: readonly (readonly [number, number, Buffer])[]): RecordKeys {
    const generations = new Map<number, SealKey>();
    let lookUp: ReturnType<typeof createSecretKey> | undefined;
    for (const [generation, vaultKeyId, wrapped] of rows) {
      const row = { generation: Number(generation), vaultKeyId: Number(vaultKeyId), wrapped };
      const key = this.unwrapRecordKey(row);
      if (row.generation === lookUpGeneration) lookUp = createSecretKey(key);
      else generations.set(row.generation, new SealKey(key));
    }
    const by = assume(lookUp, 'a key for what is looked up');
    const current = Math.max(...generations.keys());
    return {
      current,
      generations,
      hash: text => createHmac('sha256', by).update(text).digest('base64url'),
      sealBytes: (bytes, about) =>
        sealBytes(current, assume(generations.get(current), 'a key'), bytes, about),
      openBytes: (sealed, about) => openBytes(generations, sealed, about),
      sealText: (text, about) => sealText(current, assume(generations.get(current), 'a key'), text, about),
      openText: (kept, about) => openText(generations, kept, about),
    };
  }

  /** What a record that begins or ends is known by no more. */
  forgetRecord(recordId: string): void {
    this.#records.delete(recordId);
    this.#cleared++;
    this.texts.forget(recordId);
    this.shown.forget(recordId);
  }

  #vaultKey(id: number): VaultKey {
    return assume(this.#vaultKeys.get(id), `the vault key ${id}`);
  }

  get #rootKey(): Buffer {
    return assume(this.#root, 'a key of the vault');
  }

  #setRoot(root: Buffer): void {
    this.#root = root;
    this.#hashKey = Buffer.from(hkdfSync('sha256', root, '', 'keepwell hash', keyBytes));
  }

  #sealOldForm(plain: Buffer): Buffer {
    const nonce = randomBytes(oldNonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#rootKey, nonce);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  #openOldForm(sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#rootKey, sealed.subarray(0, oldNonceBytes));
    decipher.setAuthTag(sealed.subarray(oldNonceBytes, oldNonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(oldNonceBytes + tagBytes)), decipher.final()]);
  }
}

function sealBytes(generation: number, key: SealKey, bytes: Buffer, about: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(generation);
  return Buffer.concat([head, key.seal(bytes, Buffer.concat([head, Buffer.from(about)]))]);
}

function openBytes(generations: ReadonlyMap<number, SealKey>, sealed: Buffer, about: string): Buffer {
  const key = assume(generations.get(sealed.readUInt32BE()), 'the key that sealed it');
  const head = sealed.subarray(0, 4);
  return key.open(sealed.subarray(4), Buffer.concat([head, Buffer.from(about)]));
}

function sealText(generation: number, key: SealKey, text: string, about: string): string {
  const head = `${textMark}${generation}.`;
  return `${head}${key.seal(Buffer.from(text), Buffer.from(`${head}${about}`)).toString('base64url')}`;
}

function openText(generations: ReadonlyMap<number, SealKey>, kept: string, about: string): string {
  const [, head, generation, sealed] = /^(kws1\.(\d+)\.)([\w-]+)$/.exec(kept) ?? [];
  if (head === undefined || sealed === undefined) return readPlain(kept);
  const key = assume(generations.get(Number(generation)), 'the key that sealed it');
  return key.open(Buffer.from(sealed, 'base64url'), Buffer.from(`${head}${about}`)).toString();
}

/** Which vault key sealed it; undefined for what is in the old form, which says nothing. */
export function readVaultKeyId(sealed: Buffer): number | undefined {
  const isMarked =
    sealed.length >= headBytes + nonceBytes + tagBytes &&
    (isBound(sealed) || sealed.subarray(0, mark.length).equals(mark));
  return isMarked ? sealed.readUInt32BE(mark.length) : undefined;
}

function isBound(sealed: Buffer): boolean {
  return sealed.subarray(0, mark.length).equals(boundMark);
}

function writeAssociated(head: Buffer, about: string | undefined): Buffer {
  return about === undefined ? head : Buffer.concat([head, Buffer.from(about)]);
}

function makeVaultKey(bytes: Buffer): VaultKey {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', bytes, '', `keepwell vault key: ${purpose}`, keyBytes));
  return { bytes, seal: new SealKey(derive('seal')), wrap: createSecretKey(derive('wrap')) };
}
