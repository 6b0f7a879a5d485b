// Authorisations end with the access they rest on: whoever gets it anew is asked anew. What was is handed back, so that an
// undo can bring it back too; nothing else keeps it.
import type { Reader, Writer } from '../store.ts';
import type { Authorization } from './authorization.ts';

export interface EndedAuthorization extends Authorization {
  /** What the application called the record. */
  readonly alternateIds: readonly string[];
}

/** Ends what one person let applications do, or what everybody did on a record; both where both are named. */
export async function endAuthorizations(
  db: Writer,
  of: { readonly personId: string; readonly recordId?: string } | { readonly recordId: string },
): Promise<EndedAuthorization[]> {
  const all =
    'personId' in of
      ? await db.authorizations.everyOfPerson(of.personId)
      : await db.authorizations.everyOnRecord(of.recordId);
  const ending = of.recordId === undefined ? all : all.filter(({ recordId }) => recordId === of.recordId);
  const ended: EndedAuthorization[] = [];
  for (const authorization of ending) {
    const { appId, personId, recordId } = authorization;
    ended.push({ ...authorization, alternateIds: await db.alternateIds.ofRecord(authorization) });
    await db.authorizations.remove(appId, personId, recordId);
    await db.alternateIds.removeOf(authorization);
  }
  return ended;
}

/** What ended at a time, for an undo. */
export interface EndedTogether {
  readonly authorizations: readonly EndedAuthorization[];
  readonly endedAt: number;
}

/** Undoes their end, where the person has access and has decided nothing since: an undo can be sent again. */
export async function giveBackAuthorizations(
  db: Writer,
  { authorizations, endedAt }: EndedTogether,
  now: number,
): Promise<void> {
  for (const { alternateIds, ...authorization } of authorizations) {
    const { appId, personId, recordId } = authorization;
    const access = await db.records.access(personId, recordId);
    const person = await db.people.byId(personId);
    const isThere = await db.authorizations.find(appId, personId, recordId);
    const isKnown = await db.applications.byId(appId);
    if (!access || person?.state !== 'active' || isThere || !isKnown) continue;
    if (await hasDecided(db, authorization, endedAt)) continue;
    await db.authorizations.put(authorization);
    for (const alternateId of alternateIds)
      if (!(await db.alternateIds.find(appId, alternateId)))
        await db.alternateIds.add({ appId, personId, recordId, alternateId }, now);
  }
}

const decisions = ['AuthorizeApplication', 'ChangeOptionalRules', 'RemoveApplicationRecordAuthorization'];

async function hasDecided(
  db: Reader,
  { appId, personId, recordId }: Authorization,
  after: number,
): Promise<boolean> {
  const query = { recordId, personId, appId, actions: decisions, from: after + 1, limit: 1 };
  return (await db.audit.ofRecord(query)).length > 0;
}
