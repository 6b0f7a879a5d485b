// The objects of a backup: each named by an HMAC of what it holds, so that what is there already is not written again, and
// who has the target alone learns nothing of it.
import { createHash, createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip, gzipSync } from 'node:zlib';
import { Damaged, decryptWith, encryptTo } from './age.ts';
import type { Identity, Recipient } from './age-keys.ts';
import type { Target } from './target.ts';

const compress = promisify(gzip);
const inflate = promisify(gunzip);

const sampleBytes = 65_536;
/** What is not smaller by a tenth is kept as it is. */
const worthwhile = 0.9;
/** No object is larger inside: the largest is a part of a file, or a row. */
const plainBytesMax = 1_073_741_824;

export const objectsFolder = 'objects';

/** Puts objects that are not there. */
export class ObjectWriter {
  readonly #target: Target;
  readonly #recipients: readonly Recipient[];
  readonly #nameKey: Buffer;
  readonly #known: Set<string>;
  readonly #named = new Set<string>();
  /** Bytes that were sent. */
  written = 0;

  /** @param known names of objects that are there, and whole as far as is known */
  constructor(target: Target, recipients: readonly Recipient[], nameKey: Buffer, known: Set<string>) {
    this.#target = target;
    this.#recipients = recipients;
    this.#nameKey = nameKey;
    this.#known = known;
  }

  /** All that were asked for, whether they were there or not. */
  get names(): string[] {
    return [...this.#named].sort();
  }

  /** The name of an object that is there, by the SHA-256 of what it holds. */
  find(digest: Buffer): string | undefined {
    const base = nameOf(this.#nameKey, digest);
    const name = [`${base}.gz`, base].find(name => this.#known.has(name));
    if (name !== undefined) this.#named.add(name);
    return name;
  }

  /** @param plain is handed over. @returns its name */
  async put(plain: Buffer, digest = hashOf(plain)): Promise<string> {
    const found = this.find(digest);
    if (found !== undefined) return found;
    const isSmaller =
      gzipSync(plain.subarray(0, sampleBytes)).length < worthwhile * Math.min(plain.length, sampleBytes);
    const name = `${nameOf(this.#nameKey, digest)}${isSmaller ? '.gz' : ''}`;
    const bytes = await encryptTo(this.#recipients, isSmaller ? await compress(plain) : plain);
    await this.#target.put(pathOf(name), bytes);
    this.written += bytes.length;
    this.#known.add(name);
    this.#named.add(name);
    return name;
  }
}

export class ObjectReader {
  readonly #target: Target;
  readonly #identities: readonly Identity[];
  readonly #nameKey: Buffer;

  constructor(target: Target, identities: readonly Identity[], nameKey: Buffer) {
    this.#target = target;
    this.#identities = identities;
    this.#nameKey = nameKey;
  }

  /** What an object holds. @throws BadObject */
  async read(name: string): Promise<Buffer> {
    const bytes = await this.#target.get(pathOf(name));
    if (!bytes) throw new BadObject(name, 'is not there');
    let plain: Buffer;
    try {
      const opened = await decryptWith(this.#identities, bytes);
      plain = name.endsWith('.gz') ? await inflate(opened, { maxOutputLength: plainBytesMax }) : opened;
    } catch {
      throw new BadObject(name, 'is damaged');
    }
    if (nameOf(this.#nameKey, hashOf(plain)) !== baseOf(name)) throw new BadObject(name, 'is damaged');
    return plain;
  }
}

/** An object that is not there, or not what it was. */
export class BadObject extends Damaged {
  readonly object: string;

  constructor(object: string, what: 'is not there' | 'is damaged') {
    super(`The object ${object} of the backup ${what}.`);
    this.object = object;
  }
}

/** Names of all objects that are in the target. */
export async function listObjects(target: Target): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const path of target.list(objectsFolder)) {
    const name = path.slice(path.lastIndexOf('/') + 1, -'.age'.length);
    if (path === pathOf(name)) names.add(name);
  }
  return names;
}

export function pathOf(name: string): string {
  return `${objectsFolder}/${name.slice(0, 2)}/${name}.age`;
}

export function isObjectName(name: string): boolean {
  return /^[0-9a-f]{64}(\.gz)?$/.test(name);
}

export function hashOf(plain: Buffer): Buffer {
  return createHash('sha256').update(plain).digest();
}

function nameOf(nameKey: Buffer, digest: Buffer): string {
  return createHmac('sha256', nameKey).update(digest).digest('hex');
}

function baseOf(name: string): string {
  return name.replace(/\.gz$/, '');
}
