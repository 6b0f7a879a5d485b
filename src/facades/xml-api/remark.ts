// What is remarked in the trace of a call: found after the pipeline, and only where somebody looks at what it finds.

import type { Application } from '../../core/applications/application.ts';
import { addInheritance } from '../../core/applications/inheritance.ts';
import { status } from '../../core/healthvault/statuses.ts';
import { type Remark, remarkOnCall, remarkOnLeftOut } from '../../core/healthvault/tracing/remark.ts';
import { isTraced } from '../../core/healthvault/tracing/traces.ts';
import type { Reader } from '../../core/store.ts';
import type { getThings } from '../../methods/contracts/get-things.ts';
import type { Infer } from '../../schema/schema.ts';
import type { Exchange } from './exchange.ts';

export async function findRemark(x: Exchange): Promise<Remark | undefined> {
  const { vault, app, claimedAppId, refusal, grant } = x;
  if (![app?.id, app?.masterId, claimedAppId].some(id => id !== undefined && isTraced(vault, id)))
    return undefined;
  // With a detail, it is about something else.
  if (refusal) return refusal.message === status('INVALID_APP').message ? onApp(x) : undefined;
  return grant && x.method?.name === 'GetThings' ? remarkOnLeftOut(grant, typesAsked(x)) : undefined;
}

async function onApp({ vault, app, claimedAppId, address }: Exchange): Promise<Remark | undefined> {
  const found = app ?? (claimedAppId && (await vault.store.read(db => findApp(db, claimedAppId))));
  return found ? remarkOnCall(found, vault, address) : undefined;
}

async function findApp(db: Reader, id: string): Promise<Application | undefined> {
  const app = await db.applications.byId(id);
  return app && addInheritance(db, app);
}

/** Of each group that filters, the types of its filters and of its order. */
function typesAsked({ info }: Exchange): string[][][] {
  const { group } = info as Infer<(typeof getThings)[3]['request']>;
  return group
    .filter(({ filter = [] }) => filter.length > 0)
    .map(({ filter = [], orderBy }) => {
      const order = orderBy?.orderByProperty['type-id'];
      return [...filter.flatMap(({ typeId }) => (typeId ? [typeId] : [])), ...(order ? [[order]] : [])];
    });
}
