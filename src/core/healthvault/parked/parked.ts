// Parking: an application's form comes across sites, without the browser's cookies, and for a page that the person sees
// only after signing up or in. What it carries waits here, sealed, for a short time, and only the same browser gets it.
import { getAddressKey } from '../../limits/rate-limit.ts';
import { hashSha256, isSameBytes } from '../../secrets.ts';
import type { Reader, Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { type PostedFields, parkedFieldLengthMax, postedFieldNames } from './fields.ts';

const tokenBytes = 32;

/** What the way to the page carries, and what the browser holds. */
export interface ParkingTicket {
  readonly id: string;
  readonly browserToken: string;
}

/** Undefined when the place is full: then the person types what the application would have filled in. */
export async function park(
  db: Writer,
  vault: Vault,
  { fields, address }: { fields: PostedFields; address: string },
): Promise<ParkingTicket | undefined> {
  const { parkedMax, parkedPerAddressMax, parkedTtlMs } = vault.limits;
  const now = vault.clock.now();
  const addressHash = hashSha256(getAddressKey(address));
  const { all, ofAddress } = await db.parked.count(addressHash, now);
  if (all >= parkedMax || ofAddress >= parkedPerAddressMax) return undefined;
  const token = vault.ids.bytes(tokenBytes);
  const id = vault.ids.guid();
  await db.parked.put({
    id,
    browserHash: hashSha256(token),
    addressHash,
    sealed: vault.keys.seal(Buffer.from(JSON.stringify({ kind: 'parked', fields: kept(fields) }))),
    expiresAt: now + parkedTtlMs,
  });
  return { id, browserToken: token.toString('base64url') };
}

/** Only what is known, and of each no more than it takes to show that it is too long. */
function kept(fields: PostedFields): PostedFields {
  const known = postedFieldNames.flatMap(name => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value.slice(0, parkedFieldLengthMax)]];
  });
  return Object.fromEntries(known);
}

/** Undefined when it is gone, too old, or another browser's. */
export async function findParked(
  db: Reader,
  vault: Vault,
  { id, browserToken }: ParkingTicket,
): Promise<PostedFields | undefined> {
  const found = await db.parked.find(id);
  if (!found || found.expiresAt <= vault.clock.now()) return undefined;
  if (!isSameBytes(hashSha256(Buffer.from(browserToken, 'base64url')), found.browserHash)) return undefined;
  return JSON.parse(vault.keys.open(found.sealed).toString()).fields;
}
