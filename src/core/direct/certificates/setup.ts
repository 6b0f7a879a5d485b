// Sets Direct messages up for a domain of the vault: an authority of its own, which the domain trusts, and a key; and puts new
// keys in the place of those that come to their end. Called by the command line.
import { fault } from '../../faults.ts';
import type { Reader } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { findAuthority, issueKey, makeAuthority } from './authority.ts';
import { foldAddress, foldDomain } from './binding.ts';
import { takeApart } from './judge.ts';
import { type DirectKey, findKeyOf, keepKey, openKey } from './key.ts';
import { getListAddress } from './list-address.ts';
import { putOwnList, renewOwnList } from './own-list.ts';
import { addTrust } from './trusting.ts';

const keyDays = 2 * 365;

export interface SetUp {
  /** Folded. */
  readonly domain: string;
  readonly authority: DirectKey;
  readonly isNewAuthority: boolean;
  /** For the domain, or for each of the addresses. */
  readonly keys: readonly { readonly key: DirectKey; readonly isNew: boolean }[];
}

/** What is there is left as it is. @throws invalid for what is no domain, or none of its addresses */
export async function setUpDirect(
  vault: Vault,
  { domain, addresses }: { readonly domain: string; readonly addresses: readonly string[] },
): Promise<SetUp> {
  const folded = foldBound(domain);
  const bound = addresses.length === 0 ? [folded] : addresses.map(foldBound);
  if (bound.some(one => one !== folded && !one.endsWith(`@${folded}`)))
    throw fault('invalid', `Each address must be one of ${folded}.`);
  const found = await vault.store.read(db => findAuthority(db, vault));
  const authority = found ?? (await makeAuthority(vault, `Direct authority of ${folded}`));
  const known = await vault.store.read(async db => {
    const keys = [];
    for (const one of bound) keys.push(await findKeyOf(db, vault, one));
    return keys;
  });
  const keys: { key: DirectKey; isNew: boolean }[] = [];
  for (const [i, boundTo] of bound.entries()) {
    const key = known[i];
    keys.push(key ? { key, isNew: false } : { key: await issue(vault, boundTo, authority), isNew: true });
  }
  const root = takeApart(authority.certificate);
  const list = await renewOwnList(vault, authority, undefined);
  await vault.store.write(async db => {
    if (!found) await keepKey(db, vault, authority, 'authority');
    // One that is there names who was revoked, and stays.
    await putOwnList(db, list, undefined);
    for (const { key, isNew } of keys) if (isNew) await keepKey(db, vault, key);
    // People of the vault write to each other, too.
    if (root) await addTrust(db, vault, { domain: folded, trust: { anchors: [root], lists: [] } });
  }, ofJob('direct trust'));
  return { domain: folded, authority, isNewAuthority: !found, keys };
}

/**
 * A new key beside the one there is, which signs from now on; the earlier one opens what was encrypted to it.
 * @throws invalid where the vault has no authority, or there is no key to put another in the place of
 */
export async function renewKey(vault: Vault, bound: string): Promise<DirectKey> {
  const boundTo = foldBound(bound);
  const { authority, current } = await vault.store.read(async db => ({
    authority: await findAuthority(db, vault),
    current: await findKeyOf(db, vault, boundTo),
  }));
  if (!authority)
    throw fault('invalid', 'The vault has no authority of its own. Bring the new key that your HISP made.');
  if (!current) throw fault('invalid', `There is no key of ${boundTo}.`);
  const key = await issue(vault, boundTo, authority);
  const list = await renewOwnList(vault, authority, undefined);
  await vault.store.write(async db => {
    // An authority from before there were lists gets its first.
    await putOwnList(db, list, undefined);
    await keepKey(db, vault, key);
  }, ofJob('direct trust'));
  return key;
}

function issue(vault: Vault, boundTo: string, authority: DirectKey): Promise<DirectKey> {
  return issueKey(vault, {
    ...{ boundTo, days: keyDays, authority },
    listAddress: getListAddress(vault, authority.id),
  });
}

function foldBound(text: string): string {
  const folded = text.includes('@') ? foldAddress(text) : foldDomain(text);
  if (folded === undefined || !folded.includes('.'))
    throw fault('invalid', `${text} is no domain and no address.`);
  return folded;
}

/** All keys of the vault, for people who look. */
export async function listKeys(db: Reader, vault: Vault): Promise<DirectKey[]> {
  return (await db.directCertificates.keys('own')).map(kept => openKey(vault, kept));
}
