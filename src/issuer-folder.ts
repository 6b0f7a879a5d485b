// Who signs health cards and is trusted by the operator, from a folder: for each the address that cards name, and its keys as it
// publishes them. Put together by main.ts.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RevokedCards, TrustedIssuer } from './formats/format.ts';

/** No file of keys is larger. */
const bytesMax = 1_048_576;

/** A folder that is not there holds nobody. @throws an error that names the file and what is wrong with it */
export function readIssuers(folder: string): readonly TrustedIssuer[] {
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : [];
  const issuers = names.sort().map(name => readFile(join(folder, name), name));
  const twice = issuers.find(({ issuer }, index) => issuers.findIndex(one => one.issuer === issuer) < index);
  if (twice) throw new Error(`${folder}: two files are of the issuer ${twice.issuer}.`);
  return issuers;
}

function readFile(path: string, name: string): TrustedIssuer {
  if (statSync(path).size > bytesMax) throw new Error(`${name} is larger than ${bytesMax} bytes.`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`${name}: it is no JSON.`);
  }
  return readIssuer(name, content);
}

function readIssuer(name: string, content: unknown): TrustedIssuer {
  const { issuer, name: called, keys, revoked = [] } = (content ?? {}) as Record<string, unknown>;
  if (typeof issuer !== 'string' || !issuer.startsWith('https://'))
    throw new Error(`${name}: issuer must be the address that its cards name, https://….`);
  if (called !== undefined && (typeof called !== 'string' || called.trim() === ''))
    throw new Error(`${name}: name must be what people call the issuer, or be left out.`);
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey))
    throw new Error(`${name}: keys must be a list of public keys (EC, P-256), each with kid, x and y.`);
  if (!Array.isArray(revoked) || !revoked.every(isRevocation))
    throw new Error(
      `${name}: revoked must be the lists of cards that the issuer took back, each with kid, method "rid" and rids.`,
    );
  return { issuer, name: called, keys, ...(revoked.length > 0 && { revoked }) };
}

/** As it stands at `/.well-known/crl/<kid>.json` of the issuer. */
function isRevocation(list: unknown): list is RevokedCards {
  if (typeof list !== 'object' || list === null) return false;
  const { kid, method, rids } = list as Record<string, unknown>;
  return (
    typeof kid === 'string' &&
    method === 'rid' &&
    Array.isArray(rids) &&
    rids.every(rid => typeof rid === 'string' && /^[\w-]{1,24}(\.\d{1,12})?$/.test(rid))
  );
}

function isKey(key: unknown): key is Readonly<Record<string, unknown>> {
  if (typeof key !== 'object' || key === null || 'd' in key) return false;
  const { kty, crv, kid, x, y } = key as Record<string, unknown>;
  return (
    kty === 'EC' && crv === 'P-256' && [kid, x, y].every(part => typeof part === 'string' && part !== '')
  );
}
