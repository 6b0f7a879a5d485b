/**
 * Where settings say that the master key of a vault is: in its data folder, or in the environment, for who keeps secrets elsewhere.
 * Where they name a token, it is there, unless it is in one of these still, or again: so a key is taken there and back.
 */
export type MasterPlace = (
  | { readonly kind: 'file' }
  /** @param from the variable that has it, or that names a file of it */
  | { readonly kind: 'given'; readonly key: Buffer; readonly from: string }
) & { readonly token?: TokenPlace | undefined };

/** A key in a PKCS#11 token: a hardware security module, a smart card, or a program that stands for one. */
export interface TokenPlace {
  /** The library of its maker, as a path. */
  readonly module: string;
  /** One of both. */
  readonly label: string | undefined;
  readonly serial: string | undefined;
  /** The label of the key. */
  readonly key: string;
  readonly pin: { readonly text: string; readonly from: string } | undefined;
}

const tokenMark = 'token ';

/** The id of a master key that is in a token; it names the key, and nothing of its value. */
export function makeTokenId(name: string): string {
  return `${tokenMark}${name}`;
}

export function isTokenId(masterId: string): boolean {
  return masterId.startsWith(tokenMark);
}
