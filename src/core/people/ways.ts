// How a person can sign in. The last way cannot be taken away; codes and recovery codes are none of their own.
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Person } from './person.ts';

export type Way =
  | { readonly kind: 'password' }
  | { readonly kind: 'passkey'; readonly id: string }
  | { readonly kind: 'identity'; readonly issuer: string; readonly subject: string };

/** How many ways there are, but for one. A provider that the operator took away is none. */
export async function countWaysToSignIn(
  db: Reader,
  vault: Vault,
  person: Person,
  but?: Way,
): Promise<number> {
  const passkeys = (await db.credentials.passkeysOf(person.id)).filter(
    ({ id }) => !(but?.kind === 'passkey' && but.id === id),
  );
  const identities = (await db.credentials.identitiesOf(person.id)).filter(
    ({ issuer, subject }) =>
      vault.identityProviders.some(provider => provider.issuer === issuer) &&
      !(but?.kind === 'identity' && but.issuer === issuer && but.subject === subject),
  );
  // It may have been removed since the person was read.
  const { passwordHash } = (await db.people.byId(person.id)) ?? person;
  const hasPassword = passwordHash !== undefined && but?.kind !== 'password';
  return passkeys.length + identities.length + (hasPassword ? 1 : 0);
}
