// The PKCS#11 modules that a process has loaded, by pkcs11js, which is optional: its types are told here, as it may not be there.
import { createRequire } from 'node:module';
import { MasterUnavailable } from '../../core/seals/foreign-key.ts';

/** A handle of a slot, a session or an object. */
export type Handle = Buffer;

export interface Mechanism {
  readonly mechanism: number;
  readonly parameter?: {
    readonly type: number;
    readonly iv: Buffer;
    readonly ivBits: number;
    readonly aad: Buffer;
    readonly tagBits: number;
  };
}

export interface Attribute {
  readonly type: number;
  readonly value?: number | boolean | string | Buffer;
}

/** What is asked of a module, by the names of PKCS#11. Each throws what isTokenError knows. */
export interface Module {
  load(path: string): void;
  C_Initialize(): void;
  C_GetSlotList(withToken: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { label: string; serialNumber: string; flags: number };
  C_GetMechanismInfo(slot: Handle, mechanism: number): { flags: number };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, user: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, max: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: readonly Attribute[],
  ): { readonly value: Buffer }[];
  C_GenerateKey(session: Handle, mechanism: Mechanism, template: readonly Attribute[]): Handle;
  C_EncryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Encrypt(session: Handle, plain: Buffer, room: Buffer): Buffer;
  C_DecryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Decrypt(session: Handle, sealed: Buffer, room: Buffer): Buffer;
}

/** Numbers of PKCS#11 2.40. */
export const numbers = {
  classOfKeys: { type: 0x000, value: 4 },
  typeOfAes: { type: 0x100, value: 0x1f },
  inToken: 0x001,
  isPrivate: 0x002,
  label: 0x003,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  /** Wrapping and unwrapping of keys within the token, signing, verifying. */
  otherUses: [0x106, 0x107, 0x108, 0x10a],
  valueBytes: 0x161,
  extractable: 0x162,
  makeAes: 0x1080,
  aesGcm: 0x1087,
  gcmParameter: 3,
  canBoth: 0x100 | 0x200,
  serialSession: 0x4,
  writableSession: 0x2,
  user: 1,
  finalTry: 0x20000,
  locked: 0x40000,
} as const;

const loaded = new Map<string, Module>();

/** A module is loaded and initialised once in a process. @throws MasterUnavailable */
export function loadModule(path: string): Module {
  const known = loaded.get(path);
  if (known) return known;
  const module = new (requirePackage().PKCS11)();
  try {
    module.load(path);
    module.C_Initialize();
  } catch (error) {
    throw new MasterUnavailable(
      `The PKCS#11 module ${path} does not load (${(error as Error).message}). Look at module of masterToken, and at what its maker wants set up.`,
    );
  }
  loaded.set(path, module);
  return module;
}

function requirePackage(): { readonly PKCS11: new () => Module } {
  try {
    return createRequire(import.meta.url)('pkcs11js');
  } catch {
    throw new MasterUnavailable(
      'The master key is in a token, and the package that speaks to tokens, pkcs11js, is not installed. It is optional and compiled when it is installed: `npm install` with python3, make and a C++ compiler brings it.',
    );
  }
}

/** What a token or its module answers, as `CKR_…`; undefined for any other error. */
export function readTokenError(error: unknown): string | undefined {
  return error instanceof Error && error.message.startsWith('CKR_') ? error.message : undefined;
}
