// One card: a signature by ECDSA on P-256 over JSON that is deflated. The key is that of an issuer who is trusted, never one
// that the card brings.
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import {
  base64url,
  type CompactJWSHeaderParameters,
  compactVerify,
  decodeProtectedHeader,
  type JWK,
} from 'jose';
import { type ReadingOptions, type RevokedCards, UnreadableFile } from '../format.ts';
import { get, getNumber, getText, isObject, list } from './json.ts';
import { cardBytesMax } from './limits.ts';

export interface Card {
  /** The address of who issued it, by the card. */
  readonly issuer: string;
  /** What who vouches for it is called; undefined where the signature could not be checked. */
  readonly vouchedBy: string | undefined;
  /** Does it hold at this time, by itself? */
  readonly isCurrent: boolean;
  /** FHIR. */
  readonly entries: readonly unknown[];
}

/** @throws UnreadableFile `untrusted` for a signature that is not that of its issuer; `revoked` for a card that it took back */
export async function readCard(
  signed: string,
  { issuers = [], now }: Pick<ReadingOptions, 'issuers' | 'now'>,
): Promise<Card> {
  const header = readHeader(signed);
  const payload = await inflate(readPayload(signed));
  const issuer = getText(payload, 'iss');
  const types = list(get(payload, 'vc', 'type'));
  const entries = get(payload, 'vc', 'credentialSubject', 'fhirBundle', 'entry');
  if (issuer === undefined || !types.some(isHealthCard) || !Array.isArray(entries))
    throw new UnreadableFile('not-this-format');
  const isCurrent = now === undefined || holdsAt(payload, now);
  const trusted = issuers.find(one => dropSlash(one.issuer) === dropSlash(issuer));
  const key = trusted?.keys.find(one => one.kid === header.kid);
  if (!trusted || !key) return { issuer, vouchedBy: undefined, isCurrent, entries };
  await verify(signed, key);
  if (isRevoked(payload, trusted.revoked?.filter(({ kid }) => kid === header.kid) ?? []))
    throw new UnreadableFile('revoked');
  return { issuer, vouchedBy: trusted.name ?? issuer, isCurrent, entries };
}

/** Cards say in seconds from when on they hold, and some until when. Clocks differ by some minutes. */
function holdsAt(payload: object, now: number): boolean {
  const [from, until] = [getNumber(payload, 'nbf'), getNumber(payload, 'exp')];
  const isDue = from === undefined || from * 1000 <= now + clockDriftMs;
  return isDue && (until === undefined || until * 1000 > now - clockDriftMs);
}

const clockDriftMs = 5 * 60_000;

/** By its own number, which an issuer may take back for those of before a time alone: `abc`, `abc.1640995200`. */
function isRevoked(payload: object, lists: readonly RevokedCards[]): boolean {
  const rid = getText(payload, 'vc', 'rid');
  if (rid === undefined) return false;
  const madeAt = getNumber(payload, 'nbf') ?? 0;
  return lists.some(({ rids }) =>
    rids.some(said => {
      const [id, before] = said.split('.');
      return id === rid && (before === undefined || madeAt < Number(before));
    }),
  );
}

function readHeader(signed: string): { readonly kid: string } {
  // A signed text has two dots, a key is base64url, and so is what is signed: all of it is one word.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(signed)) throw new UnreadableFile('damaged');
  let header: CompactJWSHeaderParameters;
  try {
    header = decodeProtectedHeader(signed) as CompactJWSHeaderParameters;
  } catch {
    throw new UnreadableFile('damaged');
  }
  if (header.alg !== 'ES256' || header.zip !== 'DEF' || typeof header.kid !== 'string' || header.crit)
    throw new UnreadableFile('untrusted');
  return { kid: header.kid };
}

function readPayload(signed: string): Uint8Array {
  try {
    return base64url.decode(signed.split('.')[1] ?? '');
  } catch {
    throw new UnreadableFile('damaged');
  }
}

async function inflate(bytes: Uint8Array): Promise<object> {
  let text: string;
  try {
    const inflated = await promisify(inflateRaw)(bytes, { maxOutputLength: cardBytesMax });
    text = new TextDecoder('utf-8', { fatal: true }).decode(inflated);
  } catch (error) {
    const isLarge = isObject(error) && get(error, 'code') === 'ERR_BUFFER_TOO_LARGE';
    throw new UnreadableFile(isLarge ? 'unpacks-too-large' : 'damaged');
  }
  try {
    const payload: unknown = JSON.parse(text);
    if (isObject(payload)) return payload;
  } catch {
    // Told below.
  }
  throw new UnreadableFile('damaged');
}

async function verify(signed: string, key: Readonly<Record<string, unknown>>): Promise<void> {
  const { kty, crv, x, y } = key;
  const jwk = { kty, crv, x, y, alg: 'ES256' } as JWK;
  try {
    await compactVerify(signed, jwk, { algorithms: ['ES256'] });
  } catch {
    throw new UnreadableFile('untrusted');
  }
}

function isHealthCard(type: unknown): boolean {
  return type === 'https://smarthealth.cards#health-card';
}

function dropSlash(address: string): string {
  return address.replace(/\/$/, '');
}
