// A passkey authenticator in software, for tests over HTTP: makes keys and signs what pages ask for, well or badly.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
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

export class Authenticator {
  readonly keys: Key[] = [];
  readonly #origin: string;

  constructor(shellUrl: string) {
    this.#origin = new URL(shellUrl).origin;
  }

  /** The fields of a page's form with a new passkey in it. */
  create(page: Page, flaws: Flaws = {}): { passkey: string } {
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
    const attestationObject = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return answer(key.id, {
      clientDataJSON: b64(this.#clientData('webauthn.create', options.challenge, flaws)),
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
  const map = value as Map<unknown, unknown>;
  return Buffer.concat([counted(5, map.size), ...[...map].flatMap(pair => pair.map(cbor))]);
}

function counted(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}
