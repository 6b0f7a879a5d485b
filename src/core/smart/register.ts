// An application that registers itself, where the operator lets it: an application like any other, which in production waits for
// the operator.
import { findApplicationProblem } from '../applications/check.ts';
import { registerApplication } from '../applications/register.ts';
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import { findSmartProblem } from './check.ts';
import type { SmartClient } from './client.ts';
import { withSystemRules } from './types.ts';

interface SelfRegistration {
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
): Promise<void> {
  const problem = findSmartProblem(vault, smart);
  if (problem !== undefined) throw fault('invalid', problem);
  await vault.store.write(async db => {
    const there = await db.applications.registered();
    if (there.filter(other => other.smart?.isSelfRegistered).length >= vault.limits.smartSelfRegisteredMax)
      throw fault('tooManyApps', 'So many applications have registered themselves: ask the operator.');
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
