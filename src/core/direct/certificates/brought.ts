// Keys that a HISP made for the vault, as files: PEM with a key and its certificates, or PKCS #12. Called by the command line.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fault } from '../../faults.ts';
import type { Limits } from '../../limits/limits.ts';
import { decodeBase64 } from '../../secrets.ts';
import { isStrong, type Parts } from '../../signatures/parts.ts';
import type { Vault } from '../../vault.ts';
import { isDer, readBlocks } from '../../x509.ts';
import { readBindings } from './binding.ts';
import { takeApart } from './judge.ts';
import type { DirectKey } from './key.ts';
import { openPkcs12, openShroudedKey } from './pkcs12.ts';

export interface KeyFile {
  readonly bytes: Buffer;
  readonly passphrase: string;
}

/**
 * A key for each address and domain that its certificate is bound to.
 * @throws invalid, certificateUnusable, tooLarge, limitReached
 */
export function readKeyFile(vault: Pick<Vault, 'limits' | 'ids'>, file: KeyFile): DirectKey[] {
  const { keys, certificates } = readFile(vault, file);
  const [privateKey, ...others] = keys;
  if (!privateKey || others.length > 0) throw tooManyKeys();
  const parts = certificates.flatMap(der => takeApart(der) ?? []);
  const own = parts.find(({ certificate }) => certificate.checkPrivateKey(privateKey));
  if (!own) throw fault('invalid', 'The file has no certificate of its key.');
  demandUsable(own);
  const { addresses, domains } = readBindings(own);
  const chain = parts.filter(one => one !== own).map(({ certificate }) => certificate.raw);
  return [...new Set([...addresses, ...domains])].map(boundTo => ({
    id: vault.ids.guid(),
    boundTo,
    certificate: own.certificate.raw,
    chain,
    privateKey,
    notBefore: own.startsAt,
    notAfter: own.endsAt,
  }));
}

function demandUsable(own: Parts): void {
  const { publicKey } = own.certificate;
  if (publicKey.asymmetricKeyType !== 'rsa' || !isStrong(publicKey))
    throw fault('certificateUnusable', 'A key for Direct messages must be RSA of at least 2048 bits.');
  if (own.isAuthority) throw fault('certificateUnusable', 'It is that of an authority.');
  const { addresses, domains } = readBindings(own);
  if (addresses.length + domains.length === 0)
    throw fault('certificateUnusable', 'It is bound to no address and no domain.');
}

function readFile(
  { limits }: Pick<Vault, 'limits'>,
  { bytes, passphrase }: KeyFile,
): { keys: KeyObject[]; certificates: Buffer[] } {
  const { directKeyFileBytesMax: bytesMax } = limits;
  if (bytes.length > bytesMax) throw fault('tooLarge', `A file of a key may have ${bytesMax} bytes.`);
  // PKCS #12 may be BER, which no certificate is.
  if (isDer(bytes) || bytes[0] === 0x30) {
    const { keys, certificates } = openPkcs12(bytes, passphrase, limits);
    return { keys: [...keys], certificates: [...certificates] };
  }
  const blocks = [...bytes.toString('latin1').matchAll(keyPattern)];
  if (blocks.length > 1) throw tooManyKeys();
  const certificates = readBlocks(bytes, ['CERTIFICATE'])?.filter(der => der !== undefined) ?? [];
  return { keys: blocks.map(block => readPem(block, passphrase, limits)), certificates };
}

function tooManyKeys(): Error {
  return fault('invalid', 'The file must have one private key.');
}

const keyPattern = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END \1PRIVATE KEY-----/g;

/** One that is encrypted as PKCS #8 may ask for any number of rounds. */
function readPem([key, label, body]: RegExpExecArray, passphrase: string, limits: Limits): KeyObject {
  if (label === 'ENCRYPTED ') {
    const shrouded = decodeBase64(body ?? '');
    if (shrouded) return openShroudedKey(shrouded, passphrase, limits);
  }
  try {
    return createPrivateKey({ key, passphrase });
  } catch {
    throw fault('invalid', 'The key of the file cannot be read, or not by this passphrase.');
  }
}
