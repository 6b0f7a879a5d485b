// A master key that is in a PKCS#11 token and never leaves it: the token seals and opens the keys of the vault with AES-GCM. Of a
// key that can be taken out nothing would be gained, so it is refused.
import { randomBytes } from 'node:crypto';
import { MasterUnavailable } from '../../core/seals/foreign-key.ts';
import { makeTokenId, type TokenPlace } from '../../core/seals/master-place.ts';
import type { MasterKey } from './master.ts';
import { type Handle, type Mechanism, numbers, readTokenError } from './token-library.ts';
import { type Login, logIn, sayToken } from './token-login.ts';
import { keyBytes, tagBytes } from './xaes.ts';

const nonceBytes = 12;
const idBytes = 8;
/** Of what is found by a label one is right and two are too many. */
const foundMax = 2;

/**
 * The key that settings name.
 * @param how whether it is made where it is not there
 * @throws MasterUnavailable in words that say what to mend
 */
export async function openTokenMaster(
  data: string,
  place: TokenPlace,
  how: 'find' | 'make' = 'find',
): Promise<MasterKey> {
  const found = await findTokenMaster(data, place);
  if (found) return found;
  if (how === 'find')
    throw new MasterUnavailable(
      `${sayToken(place)} has no key labelled "${place.key}". Look at key of masterToken, and whether it is the token that the vault was sealed with.`,
    );
  const login = await logIn(data, place);
  return ask(place, () => {
    demandGcm(login, place);
    return openKey(data, place, login, makeKey(login, place.key));
  });
}

/** Undefined where the token has no key of that label. @throws MasterUnavailable */
export async function findTokenMaster(data: string, place: TokenPlace): Promise<MasterKey | undefined> {
  const login = await logIn(data, place);
  return ask(place, () => {
    const handle = findKey(login, place);
    if (handle) demandGcm(login, place);
    return handle && openKey(data, place, login, handle);
  });
}

function findKey({ module, session }: Login, place: TokenPlace): Handle | undefined {
  const { key } = place;
  module.C_FindObjectsInit(session, [numbers.classOfKeys, { type: numbers.label, value: key }]);
  const found = module.C_FindObjects(session, foundMax);
  module.C_FindObjectsFinal(session);
  if (found.length === foundMax)
    throw new MasterUnavailable(
      `${sayToken(place)} has several keys labelled "${key}". Give the one that is meant a label of its own.`,
    );
  return found[0];
}

function makeKey({ module, session }: Login, label: string): Handle {
  return module.C_GenerateKey(session, { mechanism: numbers.makeAes }, [
    numbers.classOfKeys,
    numbers.typeOfAes,
    { type: numbers.valueBytes, value: keyBytes },
    { type: numbers.label, value: label },
    { type: numbers.id, value: randomBytes(idBytes) },
    { type: numbers.inToken, value: true },
    { type: numbers.isPrivate, value: true },
    { type: numbers.sensitive, value: true },
    { type: numbers.extractable, value: false },
    { type: numbers.encrypt, value: true },
    { type: numbers.decrypt, value: true },
    ...numbers.otherUses.map(type => ({ type, value: false })),
  ]);
}

function openKey(data: string, place: TokenPlace, { module, session }: Login, handle: Handle): MasterKey {
  const read = (type: number) => module.C_GetAttributeValue(session, handle, [{ type }])[0]?.value;
  const is = (type: number) => read(type)?.[0] === 1;
  if (!is(numbers.sensitive) || is(numbers.extractable) || read(numbers.valueBytes)?.[0] !== keyBytes)
    throw new MasterUnavailable(
      `The key "${place.key}" is none that may be a master key: it must be of AES with 256 bits, sensitive and not extractable. Name another label, under which Keepwell makes one.`,
    );
  const id = read(numbers.id);
  return new TokenMaster(data, place, makeTokenId(id?.length ? id.toString('hex') : `"${place.key}"`));
}

function demandGcm({ module, slot }: Login, place: TokenPlace): void {
  let flags = 0;
  try {
    flags = module.C_GetMechanismInfo(slot, numbers.aesGcm).flags;
  } catch (error) {
    if (readTokenError(error) === undefined) throw error;
  }
  if ((flags & numbers.canBoth) !== numbers.canBoth)
    throw new MasterUnavailable(
      `${sayToken(place)} does not do CKM_AES_GCM, by which it would wrap keys. Take another token.`,
    );
}

/** Of any other answer it is not told by all modules alike that the key was another. */
const isGone = /^CKR_(DEVICE|HOST|SESSION|SLOT|TOKEN|USER)_/;

class TokenMaster implements MasterKey {
  readonly id: string;
  readonly #data: string;
  readonly #place: TokenPlace;

  constructor(data: string, place: TokenPlace, id: string) {
    this.#data = data;
    this.#place = place;
    this.id = id;
  }

  async wrap(key: Buffer, vaultKeyId: number): Promise<Buffer> {
    const nonce = randomBytes(nonceBytes);
    const sealed = await this.#use((login, handle) => {
      const { module, session } = login;
      module.C_EncryptInit(session, this.#mechanism(nonce, vaultKeyId), handle);
      return module.C_Encrypt(session, key, Buffer.alloc(key.length + tagBytes));
    });
    const wrapped = Buffer.concat([nonce, sealed]);
    // Modules there are that take a nonce of their own in place of this: what is kept has to open.
    const opened = await this.unwrap(wrapped, vaultKeyId).catch(() => undefined);
    if (!opened?.equals(key))
      throw new MasterUnavailable(
        `${sayToken(this.#place)} does not open what it sealed a moment ago. It may insist on nonces of its own for CKM_AES_GCM, which does not go here.`,
      );
    return wrapped;
  }

  async unwrap(wrapped: Buffer, vaultKeyId: number): Promise<Buffer> {
    const mechanism = this.#mechanism(wrapped.subarray(0, nonceBytes), vaultKeyId);
    return this.#use(({ module, session }, handle) => {
      module.C_DecryptInit(session, mechanism, handle);
      const sealed = wrapped.subarray(nonceBytes);
      return module.C_Decrypt(session, sealed, Buffer.alloc(sealed.length));
    });
  }

  async #use<T>(work: (login: Login, handle: Handle) => T): Promise<T> {
    const login = await logIn(this.#data, this.#place);
    const handle = await ask(this.#place, () => findKey(login, this.#place));
    if (!handle)
      throw new MasterUnavailable(
        `${sayToken(this.#place)} has the key labelled "${this.#place.key}" no more.`,
      );
    try {
      return work(login, handle);
    } catch (error) {
      const code = readTokenError(error);
      if (code === undefined || !isGone.test(code)) throw error;
      throw new MasterUnavailable(
        `${sayToken(this.#place)} was there a moment ago, and is no more (${code}).`,
      );
    }
  }

  /** What is sealed is bound to the key that sealed it, and to which key of the vault it is. */
  #mechanism(iv: Buffer, vaultKeyId: number): Mechanism {
    return {
      mechanism: numbers.aesGcm,
      parameter: {
        type: numbers.gcmParameter,
        iv,
        ivBits: nonceBytes * 8,
        aad: Buffer.from(`keepwell ${this.id} ${vaultKeyId}`),
        tagBits: tagBytes * 8,
      },
    };
  }
}

/** What a token answers is told with its name. @throws MasterUnavailable */
function ask<T>(place: TokenPlace, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = readTokenError(error);
    if (code === undefined) throw error;
    throw new MasterUnavailable(`${sayToken(place)} does not do what it is asked (${code}).`);
  }
}
