// What lines of a record's log did to resources: for each, the versions that the item it changed is a resource of. Read by history.ts and by
// subscriptions, within grant and scopes.
import type { Permission } from '../authorization/rules.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import { flag, type RecordOperation, type StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { settingsOfThings } from './attachments.ts';
import { isKnownType, isOfPatient, resourcesOfThing, type ToldSettings } from './mapping.ts';
import type { PastVersion } from './read.ts';
import { isOpen, withMeta } from './resources.ts';
import type { Resource } from './values.ts';

/** A version, and whose it is. */
export interface LineVersion extends PastVersion {
  readonly type: string;
  readonly id: string;
}

/** What of a line is asked. */
export type Line = Pick<RecordOperation, 'operation' | 'thingId' | 'versionStamp' | 'typeId'>;

/**
 * Of each line; nothing where the item is not open any more: applications see of what was deleted that it was.
 * @param takes is a resource one to be told of? Of what was deleted it is asked what it was.
 */
export async function readLines(
  db: Reader,
  access: FhirAccess,
  lines: readonly Line[],
  takes: (resource: Resource) => boolean,
  now: number,
): Promise<LineVersion[][]> {
  const { grant } = access;
  // The one Patient has no versions of its own.
  const isTold = ({ typeId }: Line) => isKnownType(typeId) && !isOfPatient(typeId);
  const told = lines.filter(isTold);
  const gone = told.filter(({ operation }) => operation === 'Delete').map(({ thingId }) => thingId);
  const keys = told
    .filter(({ operation }) => operation !== 'Delete')
    .map(({ thingId: id, versionStamp }) => ({ id, versionStamp }));
  const takeBreak = takeBreaks();
  const versions: StoredThing[] = [];
  for (let from = 0; from < keys.length; from += thingsAtOnce) {
    const some = { keys: keys.slice(from, from + thingsAtOnce), limit: thingsAtOnce };
    versions.push(...(await db.things(grant).query({ ...some, filters: [], currentOnly: false })));
    await takeBreak();
  }
  const open = gone.length > 0 ? await readDeleted(db, access, [...new Set(gone)], 'Read') : [];
  const settingsOf = await settingsOfThings(db, access, versions, { now, grant });
  const byStamp = new Map([...versions, ...open].map(thing => [thing.versionStamp, thing]));
  const found: LineVersion[][] = [];
  for (const line of lines) {
    const thing = isTold(line) ? byStamp.get(line.versionStamp) : undefined;
    found.push(thing ? listVersions(thing, line, settingsOf(thing), takes) : []);
    await takeBreak();
  }
  return found;
}

/** Things that are read together: each may be some megabytes. */
const thingsAtOnce = 4;

/**
 * What was deleted, where the application may know that it was.
 * @param permission what it would have been open for
 */
export async function findDeleted(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { type, id, permission }: { readonly type: string; readonly id: string; readonly permission: Permission },
): Promise<LineVersion | undefined> {
  const [thing] = await readDeleted(db, access, [id.split('.', 1)[0]?.toLowerCase() ?? ''], permission);
  if (thing?.state !== 'Deleted') return undefined;
  const interaction = permission === 'Delete' ? 'd' : 'r';
  const now = vault.clock.now();
  const settings = (await settingsOfThings(db, access, []))(thing);
  const versions = listVersions(thing, { operation: 'Delete' }, settings, resource =>
    isOpen(resource, access, interaction, now),
  );
  return versions.find(one => one.type === type && one.id === id);
}

async function readDeleted(
  db: Reader,
  { grant }: FhirAccess,
  ids: readonly string[],
  permission: Permission,
): Promise<StoredThing[]> {
  const past = db.unscoped(grant, 'what was deleted is told by its kind alone');
  return (await past.byIds(ids)).filter(
    ({ flags, typeId, effectiveDate }) =>
      (flags & flag.personal) === 0 && grant.permits(permission, typeId, effectiveDate),
  );
}

function listVersions(
  thing: StoredThing,
  { operation }: Pick<Line, 'operation'>,
  settings: ToldSettings,
  takes: (resource: Resource) => boolean,
): LineVersion[] {
  if (!isKnownType(thing.typeId)) return [];
  const { versionStamp: versionId, updated } = thing;
  return resourcesOfThing(thing, settings).flatMap(made => {
    const resource = withMeta(made, thing, updated.at);
    const { resourceType: type, id } = resource;
    if (id === undefined || !takes(resource)) return [];
    return [
      {
        ...{ type, id, versionId, updatedAt: updated.at, thing },
        action: ({ Create: 'Created', Update: 'Updated', Delete: 'Deleted' } as const)[operation],
        resource: operation === 'Delete' ? undefined : resource,
      },
    ];
  });
}
