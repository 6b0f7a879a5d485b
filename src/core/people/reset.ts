// Setting a new password by a mailed link. Whoever opened the account, or had it change its address, before the address was
// confirmed may not be who reads its mail: ways to sign in from before that end with the reset.
import { confirmAddress } from '../mail/confirm.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { setPassword } from './change.ts';
import { removeCodes } from './codes.ts';
import { getProviderLabel } from './identities.ts';
import type { Identity, Passkey, Person } from './person.ts';

export type OtherWay =
  | { readonly kind: 'passkey'; readonly key: string; readonly name: string; readonly of: Passkey }
  | { readonly kind: 'identity'; readonly key: string; readonly name: string; readonly of: Identity }
  | { readonly kind: 'codes' | 'recovery codes' };

export interface OtherWays {
  /** From before the address was confirmed: they end. */
  readonly ending: readonly OtherWay[];
  readonly staying: readonly OtherWay[];
}

export async function listOtherWays(db: Reader, vault: Vault, { id }: Person): Promise<OtherWays> {
  const confirmedAt = (await db.mail.addressOf(id))?.confirmedAt ?? Number.POSITIVE_INFINITY;
  const codeApp = await db.credentials.codeApp(id);
  const recoveryAt = await db.credentials.recoveryCodesMadeAt(id);
  const all: { at: number; way: OtherWay }[] = [
    ...(await db.credentials.passkeysOf(id)).map(of => ({
      at: of.createdAt,
      way: { kind: 'passkey' as const, key: of.id, name: of.name, of },
    })),
    ...(await db.credentials.identitiesOf(id)).map(of => {
      const name = getProviderLabel(vault, of.issuer);
      const key = JSON.stringify([of.issuer, of.subject]);
      return { at: of.createdAt, way: { kind: 'identity' as const, key, name, of } };
    }),
    ...(codeApp ? [{ at: codeApp.createdAt, way: { kind: 'codes' as const } }] : []),
    ...(recoveryAt === undefined ? [] : [{ at: recoveryAt, way: { kind: 'recovery codes' as const } }]),
  ];
  const ending = all.filter(({ at }) => at < confirmedAt);
  const staying = all.filter(({ at }) => !(at < confirmedAt));
  return { ending: ending.map(({ way }) => way), staying: staying.map(({ way }) => way) };
}

/**
 * Sets a password for who reads the mail to the address, which is confirmed by that.
 * @param drop keys of passkeys and accounts with providers that are to end too
 */
export async function resetPassword(
  db: Writer,
  vault: Vault,
  person: Person,
  { passwordHash, drop }: { passwordHash: string; drop: readonly string[] },
): Promise<void> {
  const { ending, staying } = await listOtherWays(db, vault, person);
  const chosen = staying.filter(way => 'key' in way && drop.includes(way.key));
  for (const way of [...ending, ...chosen]) await removeWay(db, vault, person, way);
  await confirmAddress(db, vault, person.id);
  await setPassword(db, vault, person, passwordHash);
}

async function removeWay(db: Writer, vault: Vault, person: Person, way: OtherWay): Promise<void> {
  if (way.kind === 'passkey') await db.credentials.removePasskey(way.of.id);
  else if (way.kind === 'identity') await db.credentials.removeIdentity(way.of.issuer, way.of.subject);
  else await removeCodes(db, vault, person, way.kind);
}
