// A passkey authenticator in software, for tests over HTTP: makes keys and signs what pages ask for, well or badly.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Certified } from '../../testing/signatures.ts';
import type { Page } from './browser.ts';

interface Key {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  counter: number;
}

/** What may be wrong with an answer. */
export interface Flaws {
  readonly origin?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly challenge?: string;
}

/** How a device says what it is: by the new key itself, or by a certificate of its maker. */
type Attestation = 'none' | 'self' | Certified;

export class Authenticator {
  readonly keys: Key[] = [];
  readonly #origin: string;

  constructor(shellUrl: string) {
    this.#origin = new URL(shellUrl).origin;
  }

  /** The fields of a page's form with a new passkey in it. */
  create(page: Page, flaws: Flaws = {}, attestation: Attestation = 'none'): { passkey: string } {
    const options = optionsOf(page, 'create');
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(16);
    const key: Key = {
      id: b64(id),
      rpId: options.rp.id,
      userHandle: options.user.id,
      privateKey,
      counter: 0,
    };
    this.keys.push(key);
    const { x, y } = publicKey.export({ format: 'jwk' });
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]),
    );
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
    const authData = Buffer.concat([head(key.rpId, 0x40, flaws, 0), attested]);
    const clientData = this.#clientData('webauthn.create', options.challenge, flaws);
    const clientHash = createHash('sha256').update(clientData).digest();
    const [format, statement] = attest({ attestation, privateKey, authData, clientHash, id, x: x!, y: y! });
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', format],
        ['attStmt', statement],
        ['authData', authData],
      ]),
    );
    return answer(key.id, {
      clientDataJSON: b64(clientData),
      attestationObject: b64(attestationObject),
      transports: ['internal'],
    });
  }

  /** The fields of a page's form, signed with the last passkey. */
  sign(page: Page, flaws: Flaws = {}): { passkey: string } {
    const { challenge } = optionsOf(page, 'get');
    const key = this.keys.at(-1)!;
    key.counter += 1;
    const authData = head(key.rpId, 0, flaws, flaws.counter ?? key.counter);
    const clientData = this.#clientData('webauthn.get', challenge, flaws);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return answer(key.id, {
      clientDataJSON: b64(clientData),
      authenticatorData: b64(authData),
      signature: b64(sign('sha256', signed, key.privateKey)),
      userHandle: flaws.userHandle ?? key.userHandle,
    });
  }

  #clientData(type: string, challenge: string, flaws: Flaws): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: flaws.challenge ?? challenge,
        origin: flaws.origin ?? this.#origin,
        crossOrigin: false,
      }),
    );
  }
}

interface Attested {
  readonly attestation: Attestation;
  readonly privateKey: KeyObject;
  readonly authData: Buffer;
  readonly clientHash: Buffer;
  readonly id: Buffer;
  readonly x: string;
  readonly y: string;
}

/** The format and the statement: `none`, `packed` without certificates, or `fido-u2f`. */
function attest({
  attestation,
  privateKey,
  authData,
  clientHash,
  id,
  x,
  y,
}: Attested): [string, Map<string, unknown>] {
  if (attestation === 'none') return ['none', new Map()];
  if (attestation === 'self') {
    const sig = sign('sha256', Buffer.concat([authData, clientHash]), privateKey);
    return [
      'packed',
      new Map<string, unknown>([
        ['alg', -7],
        ['sig', sig],
      ]),
    ];
  }
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const signed = Buffer.concat([Buffer.from([0]), authData.subarray(0, 32), clientHash, id, point]);
  return [
    'fido-u2f',
    new Map<string, unknown>([
      ['sig', sign('sha256', signed, attestation.key)],
      ['x5c', [Buffer.from(attestation.certificate.rawData)]],
    ]),
  ];
}

function optionsOf(page: Page, kind: 'create' | 'get') {
  const button = page.tag(new RegExp(`data-passkey="${kind}"`));
  if (!button) throw new Error(`no passkey to ${kind} on ${page.url.pathname}: ${page.text.slice(0, 200)}`);
  return JSON.parse(button['data-options']!);
}

function head(rpId: string, flags: number, { userVerified = true }: Flaws, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const all = flags | 0x01 | (userVerified ? 0x04 : 0);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([all]), count]);
}

function answer(id: string, response: object): { passkey: string } {
  const credential = { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  return { passkey: JSON.stringify(credential) };
}

function b64(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** As much CBOR as passkeys need. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? counted(0, value) : counted(1, -1 - value);
  if (Buffer.isBuffer(value)) return Buffer.concat([counted(2, value.length), value]);
  if (typeof value === 'string') return Buffer.concat([counted(3, value.length), Buffer.from(value)]);
  if (Array.isArray(value)) return Buffer.concat([counted(4, value.length), ...value.map(cbor)]);
  const map = value as Map<unknown, unknown>;
  return Buffer.concat([counted(5, map.size), ...[...map].flatMap(pair => pair.map(cbor))]);
}

function counted(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}
