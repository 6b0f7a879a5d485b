// Accounts with OpenID providers that vouch for a person. What links is the issuer and its subject: an e-mail address says
// nothing of who owns the account here. The protocol is spoken by shell/pages/accounts/provider.ts.
import { fault } from '../faults.ts';
import { ownRows, type Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import type { Vouched } from './identity-provider.ts';
import { tell } from './letters.ts';
import type { Person, SignInPlace } from './person.ts';
import { type SignInResult, takeSecondStep } from './sign-in.ts';
import { watchSignIn } from './watch-sign-in.ts';
import { countWaysToSignIn } from './ways.ts';

/** @returns undefined when no account here is linked with it */
export function signInByIdentity(
  vault: Vault,
  vouched: Vouched,
  place: SignInPlace,
): Promise<SignInResult | undefined> {
  return watchSignIn(vault, { way: 'provider', address: place.address }, async noteWhose => {
    const person = await proveIdentity(vault, vouched);
    noteWhose(person?.id);
    return person && takeSecondStep(vault, person, place);
  });
}

export async function proveIdentity(
  vault: Vault,
  { issuer, subject }: Pick<Vouched, 'issuer' | 'subject'>,
): Promise<Person | undefined> {
  return vault.store.write(async db => {
    const known = await db.credentials.identity(issuer, subject);
    const person = known && (await db.people.byId(known.personId));
    if (!person) return undefined;
    await db.credentials.useIdentity(issuer, subject, vault.clock.now());
    return person;
  }, ownRows);
}

/**
 * @throws credentialTaken when it is linked with another account; limitReached when the account has as
 *   many as it may
 */
export async function addIdentity(db: Writer, vault: Vault, person: Person, vouched: Vouched): Promise<void> {
  const { issuer, subject, email } = vouched;
  const known = await db.credentials.identity(issuer, subject);
  if (known?.personId === person.id) return;
  if (known) throw fault('credentialTaken');
  const { waysToSignInMax } = vault.limits;
  if ((await db.credentials.identitiesOf(person.id)).length >= waysToSignInMax)
    throw fault('limitReached', `An account may be linked with ${waysToSignInMax} others.`);
  const now = vault.clock.now();
  await db.credentials.addIdentity({
    issuer,
    subject,
    email,
    personId: person.id,
    createdAt: now,
    lastUsedAt: now,
  });
  await noteAction(db, vault, 'AddIdentity', person.id);
  await tell(db, vault, person, 'identityAdded', { what: getProviderLabel(vault, issuer) });
}

export function getProviderLabel({ identityProviders }: Vault, issuer: string): string {
  return identityProviders.find(provider => provider.issuer === issuer)?.label ?? issuer;
}

/** @returns what it is called, or why it stays */
export async function removeIdentity(
  db: Writer,
  vault: Vault,
  person: Person,
  { issuer, subject }: Pick<Vouched, 'issuer' | 'subject'>,
): Promise<{ label: string } | 'last' | undefined> {
  const known = await db.credentials.identity(issuer, subject);
  if (known?.personId !== person.id) return undefined;
  if ((await countWaysToSignIn(db, vault, person, { kind: 'identity', issuer, subject })) === 0)
    return 'last';
  await db.credentials.removeIdentity(issuer, subject);
  const label = getProviderLabel(vault, issuer);
  await noteAction(db, vault, 'RemoveIdentity', person.id);
  await tell(db, vault, person, 'identityRemoved', { what: label });
  return { label };
}
