// An application that registers itself, where the operator lets it: an application like any other, which in production waits for
// the operator.
import { isDeepStrictEqual } from 'node:util';
import { noteAppAction } from '../applications/admins.ts';
import type { Application } from '../applications/application.ts';
import { findApplicationProblem } from '../applications/check.ts';
import { registerApplication } from '../applications/register.ts';
import { fault } from '../faults.ts';
import { countTries, getAddressKey, getNetworkKey, TooManyTries } from '../limits/rate-limit.ts';
import { foldLooks } from '../lookalikes.ts';
import type { Vault } from '../vault.ts';
import { findSmartProblem } from './check.ts';
import type { SmartClient } from './client.ts';
import { withSystemRules } from './types.ts';

export interface SelfRegistration {
  readonly id: string;
  readonly name: string;
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  readonly smart: SmartClient;
}

/** @throws invalid with what is wrong; tooManyApps */
export async function registerItself(
  vault: Vault,
  { id, name, privacyUrl, termsUrl, smart }: SelfRegistration,
  address: string,
): Promise<void> {
  const problem = findNameProblem(vault, name) ?? findSmartProblem(vault, smart);
  if (problem !== undefined) throw fault('invalid', problem);
  const { limits } = vault;
  // Nobody who writes waits for it; those that register at the same moment may pass the limit.
  if ((await vault.store.read(db => db.applications.countSelfRegistered())) >= limits.smartSelfRegisteredMax)
    throw fault('tooManyApps', 'So many applications have registered themselves: ask the operator.');
  await countOfAddress(vault, address);
  await vault.store.write(async db => {
    const app = await registerApplication(db, vault, {
      id,
      name,
      kind: 'web',
      state: vault.mode === 'sandbox' ? 'active' : 'pending',
      privacyUrl,
      termsUrl,
      rules: withSystemRules([], smart),
      smart,
    });
    const wrong = findApplicationProblem(app);
    if (wrong !== undefined) throw fault('invalid', wrong);
    await db.audit.add({
      at: vault.clock.now(),
      action: 'ConfigureApplication',
      personId: undefined,
      appId: id,
      recordId: undefined,
      avenue: undefined,
      details: { created: 'by itself' },
    });
  });
}

/** Several who share a network of IPv6 have so many times what one address has. */
const networkFactor = 3;

/** So that nobody registers so many that nobody else may, until those lapse. @throws tooManyApps */
async function countOfAddress(vault: Vault, address: string): Promise<void> {
  const { smartSelfRegisteredPerAddressMax: max, smartSelfRegisteredUnusedMs: windowMs } = vault.limits;
  const kind = 'applications registered from';
  const key = getAddressKey(address);
  const network = getNetworkKey(address);
  const counts = [{ kind, key, isEndless: true, max, windowMs }];
  if (network !== key)
    counts.push({ kind, key: network, isEndless: true, max: networkFactor * max, windowMs });
  try {
    await countTries(vault, counts);
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    throw fault('tooManyApps', 'From this network so many have registered themselves: ask the operator.');
  }
}

/** Removes applications that registered themselves and that nobody has authorised in their time. */
export async function sweepSelfRegistered(vault: Vault): Promise<void> {
  const { store, clock, limits } = vault;
  const before = clock.now() - limits.smartSelfRegisteredUnusedMs;
  for (const appId of await store.read(db => db.applications.selfRegisteredBefore(before)))
    await store.write(async db => {
      if (await db.applications.isTakenUp(appId)) return;
      await db.applications.remove(appId);
      await noteAppAction(db, vault, {
        action: 'DeleteApplication',
        personId: undefined,
        appId,
        details: { deleted: 'unused' },
      });
    });
}

/**
 * One that says what it is in a document of its own: made, or changed where the document was. In production whatever but its keys
 * changed waits for the operator again.
 * @throws invalid with what is wrong; tooManyApps
 */
export async function keepDescribed(vault: Vault, given: SelfRegistration, address: string): Promise<void> {
  const before = await vault.store.read(db => db.applications.byId(given.id));
  if (!before) return registerItself(vault, given, address);
  if (isSame(before, given)) return;
  const { name, privacyUrl, termsUrl, smart } = given;
  const problem = findNameProblem(vault, name) ?? findSmartProblem(vault, smart);
  if (problem !== undefined) throw fault('invalid', problem);
  const { jwks, jwksUri } = smart;
  const isOfKeys =
    before.smart !== undefined && isSame({ ...before, smart: { ...before.smart, jwks, jwksUri } }, given);
  const waits = vault.mode === 'production' && before.state === 'active' && !isOfKeys;
  const app: Application = {
    ...{ ...before, name, privacyUrl, termsUrl, smart },
    rules: withSystemRules(before.rules, smart),
    state: waits ? 'pending' : before.state,
    updatedAt: vault.clock.now(),
  };
  const wrong = findApplicationProblem(app, before);
  if (wrong !== undefined) throw fault('invalid', wrong);
  await vault.store.write(db => db.applications.put(app));
}

/**
 * Nobody's name has what the vault is called in it, nor what looks like that, and none reads like a site: people would take what they
 * ask for as asked by the vault, or by that site.
 */
function findNameProblem({ instance, brand }: Vault, name: string): string | undefined {
  const folded = foldLooks(name);
  const taken = ['Keepwell', instance.name, String(brand?.name ?? '')].map(foldLooks);
  if (taken.some(own => own !== '' && (folded === own || (own.length >= nameLeast && folded.includes(own)))))
    return 'The name has that of the vault in it.';
  if (vaultWords.some(words => folded.includes(words))) return 'The name reads as if the vault itself asked.';
  if (siteName.test(name.normalize('NFKC'))) return 'The name reads like a site.';
  return undefined;
}

/** A shorter name stands within many others. */
const nameLeast = 6;
const vaultWords = ['your vault', 'my vault', 'the vault', 'vault security', 'vault support'].map(foldLooks);
const siteName = /^\s*[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\s*$/u;

type Described = Pick<Application, 'name' | 'privacyUrl' | 'termsUrl' | 'smart'>;

function isSame(a: Described, b: Described): boolean {
  const parts = ({ name, privacyUrl, termsUrl, smart }: Described) =>
    // What is undefined is not there.
    JSON.parse(JSON.stringify({ name, privacyUrl, termsUrl, smart }));
  return isDeepStrictEqual(parts(a), parts(b));
}
