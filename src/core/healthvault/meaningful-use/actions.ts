// What people do with clinical documents: counted for the reports. Called for GetThings, for packages that are picked up,
// and by whatever else shows, hands out or sends documents: pages of the Shell, Direct messages.
import type { Grant } from '../../authorization/grant.ts';
import type { Awaitable } from '../../awaitable.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { isClinicalDocument } from './clinical-document.ts';
import type { MeaningfulUseAction } from './ports.ts';

/** Counts what the person of a grant does with those of the things that are clinical documents. */
export async function countActions(
  db: Writer,
  { clock }: Vault,
  { recordId, personId, app }: Grant,
  things: readonly { readonly id: string; readonly typeId: string }[],
  actions: readonly MeaningfulUseAction[],
): Promise<void> {
  const at = clock.now();
  const ids = new Set(things.filter(isClinicalDocument).map(({ id }) => id));
  for (const thingId of ids) {
    for (const action of new Set(actions))
      await db.meaningfulUse.addAction({ recordId, thingId, personId, appId: app?.id, action, at });
  }
}

/** What an application wants documents for: what it says, else to show them to the person who is there. */
export function listMeantActions(
  { avenue }: Grant,
  intents: readonly MeaningfulUseAction[] | undefined,
): readonly MeaningfulUseAction[] {
  return intents ?? (avenue === 'Online' ? ['view'] : []);
}

/** Counts in a transaction of its own, if there is anything to count. */
export function countShown(
  vault: Vault,
  grant: Grant,
  shown: readonly {
    readonly things: readonly { readonly id: string; readonly typeId: string }[];
    readonly actions: readonly MeaningfulUseAction[];
  }[],
): Awaitable<void> {
  const counted = shown.filter(
    ({ things, actions }) => actions.length > 0 && things.some(isClinicalDocument),
  );
  if (counted.length === 0) return undefined;
  return vault.store.write(async db => {
    for (const { things, actions } of counted) await countActions(db, vault, grant, things, actions);
  }, grant);
}
