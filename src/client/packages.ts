// Drop-off and pick-up: things left for a person whom the application cannot reach, closed with the answer to a
// question. The layout is told in docs/packages.md; the platform learns the answer when the person picks them up.
import { closeChunk } from '../core/healthvault/packages/crypto/chunk-cipher.ts';
import { closePackage } from '../core/healthvault/packages/crypto/package-cipher.ts';
import { deriveSecret, type Secret } from '../core/healthvault/packages/crypto/secret.ts';
import { currentVersion, printThing } from '../things/item.ts';
import passwordProtectedPackage from '../things/password-protected-package.ts';
import type { ThingType } from '../things/thing-type.ts';
import {
  type BlobSource,
  defaultBlockBytes,
  sendBlob,
  type TransferOptions,
  type UploadedBlob,
} from './blobs.ts';
import type { Caller } from './caller.ts';
import { encodeBase64 } from './sign.ts';
import { type PutOptions, writeNewThing } from './thing-xml.ts';

export interface PackageOptions {
  /** Whom the package is from or for, as the person reads it. */
  readonly friendlyName: string;
  readonly question: string;
  /** In any case; blanks count. It never leaves this program. */
  readonly answer: string;
  /** What the application knows the person by. */
  readonly externalId: string;
  /** One that AllocatePackageId reserved; otherwise there is a new one. */
  readonly identityCode?: string;
  /** Rounds of key derivation. */
  readonly iterations?: number;
}

const algorithm = 'hmac-sha256-aes256';
const saltBytes = 16;

export async function makePackage(app: Caller, options: PackageOptions): Promise<ConnectPackage> {
  const salt = encodeBase64(crypto.getRandomValues(new Uint8Array(saltBytes)).buffer);
  const lock = { algorithm, salt, iterations: options.iterations ?? 20_000 } as const;
  return new ConnectPackage(app, options, lock, await deriveSecret(lock, options.answer, 'SHA-256'));
}

interface Lock {
  readonly algorithm: typeof algorithm;
  readonly salt: string;
  readonly iterations: number;
}

export class ConnectPackage {
  readonly #app: Caller;
  readonly #options: PackageOptions;
  readonly #lock: Lock;
  readonly #secret: Secret;
  readonly #things: string[] = [];
  readonly #blobs: string[] = [];

  constructor(app: Caller, options: PackageOptions, lock: Lock, secret: Secret) {
    this.#app = app;
    this.#options = options;
    this.#lock = lock;
    this.#secret = secret;
  }

  /**
   * @throws InvalidValueError when the value has a field that the type does not have
   * @example
   * const question = 'What was the name of your first pet?';
   * const parcel = await app.newPackage({ friendlyName: 'Ada', question, answer: 'Rex', externalId: 'visit 8' });
   * parcel.add(medication, { name: { text: 'Aspirin' } }, { note: 'in the morning' });
   */
  add<Value>(type: ThingType<Value>, value: Value, options: PutOptions = {}): void {
    const version = currentVersion(type);
    this.#things.push(writeNewThing(version.id, printThing(version, value), options));
  }

  /**
   * Sends bytes ahead of the thing that names them among its blobs, each chunk closed with the answer.
   * @example
   * const question = 'What was the name of your first pet?';
   * const parcel = await app.newPackage({ friendlyName: 'Ada', question, answer: 'Rex', externalId: 'visit 9' });
   * const uploaded = await parcel.uploadBlob(new TextEncoder().encode('hello'));
   * const blobs = [{ ...uploaded, name: '', contentType: 'text/plain' }];
   * parcel.add(file, { name: 'hello.txt', size: uploaded.length }, { blobs });
   */
  async uploadBlob(source: BlobSource, options?: TransferOptions): Promise<UploadedBlob> {
    const put = await this.#app.call('BeginPutConnectPackageBlob', 1);
    const target = {
      url: put.blobRefUrl,
      chunkBytes: put.blobPreEncryptionChunkSize,
      blockBytes: put.blobHashParameters.blockSize ?? defaultBlockBytes,
      max: put.maxBlobSize,
      close: (chunk: Uint8Array) => closeChunk(this.#secret, chunk),
    };
    const uploaded = await sendBlob(this.#app, target, source, options);
    this.#blobs.push(uploaded.url);
    return uploaded;
  }

  /**
   * Drops it off.
   * @returns the identity code, for the person: they enter it in the Shell, at the target PICKUP
   * @example
   * const question = 'What was the name of your first pet?';
   * const parcel = await app.newPackage({ friendlyName: 'Ada', question, answer: 'Rex', externalId: 'visit 10' });
   * parcel.add(medication, { name: { text: 'Aspirin' } });
   * console.log(shellUrl(shell, 'PICKUP', { packageid: await parcel.leave() }).includes('PICKUP')); // true
   */
  async leave(): Promise<string> {
    const { friendlyName, question, externalId, identityCode: reserved } = this.#options;
    const { salt, iterations } = this.#lock;
    const contents = new TextEncoder().encode(this.#things.join(''));
    const closed = await closePackage(this.#lock, this.#secret, contents);
    const parameters = { salt, iterationCount: iterations, keyLength: 256 };
    const blob = {
      blobInfo: { name: '', contentType: 'application/octet-stream' },
      data: { base64data: encodeBase64(new Uint8Array(closed).buffer) },
    };
    const { identityCode } = await this.#app.call('CreateConnectPackage', 2, {
      ...(reserved !== undefined && { identityCode: reserved }),
      friendlyName,
      question,
      externalId,
      package: {
        typeId: { value: currentVersion(passwordProtectedPackage).id },
        dataXml: { passwordProtectedPackage: { encryptAlgorithm: { algorithmName: algorithm, parameters } } },
        blobPayload: { blob: [blob] },
      },
      ...(this.#blobs.length > 0 && { streamedPackageBlobs: { blobInPackageRefUrl: this.#blobs } }),
    });
    return identityCode;
  }
}
