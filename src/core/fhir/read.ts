// One resource by its id, as it is or as it was, within grant and scopes.
import { makeSystemGrant } from '../authorization/grant.ts';
import type { Permission } from '../authorization/rules.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import type { ThingWrite } from '../things/plan.ts';
import { isVisible, mayRead } from '../things/rights.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Written } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { demandScope, type FhirAccess } from './access.ts';
import { settingsOfThings } from './attachments.ts';
import { isKnownType, resourcesOfThing, type ToldSettings } from './mapping.ts';
import { FhirProblem } from './problem.ts';
import { isOpen, withMeta } from './resources.ts';
import type { Resource } from './values.ts';

export interface FoundOne {
  readonly resource: Resource;
  readonly thing: StoredThing;
  /** Of the part of the thing that it is; undefined for the thing itself. */
  readonly key: string | undefined;
}

/** `<id>` or `<id>.<key>`. */
function splitId(id: string): { thingId: string; key: string | undefined } {
  const at = id.indexOf('.');
  return at === -1
    ? { thingId: id.toLowerCase(), key: undefined }
    : { thingId: id.slice(0, at).toLowerCase(), key: id.slice(at + 1) };
}

/** To be read, or, whether or not it may be, to be changed or deleted. @throws FhirProblem 404, 403 */
export async function readOne(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  {
    type,
    id,
    interaction = 'r',
    pending,
  }: {
    readonly type: string;
    readonly id: string;
    readonly interaction?: keyof typeof permissionOf;
    readonly pending?: Pending | undefined;
  },
): Promise<FoundOne> {
  demandScope(access, type, interaction);
  const [kept] = await findThing(db, access, splitId(id).thingId, permissionOf[interaction]);
  const thing = kept && pending ? asPending(kept, pending) : kept;
  const found = thing?.state === 'Active' ? await findIn(db, vault, thing, access, { type, id }) : undefined;
  if (!found || !isOpen(found.resource, access, interaction, vault.clock.now())) throw notFound(type);
  return found;
}

/** What one request is going to change, by the ids of things: entries that come later go by it. */
export interface Pending {
  readonly writes: ReadonlyMap<string, ThingWrite>;
  readonly removed: ReadonlySet<string>;
}

function asPending(thing: StoredThing, { writes, removed }: Pending): StoredThing | undefined {
  if (removed.has(thing.id)) return undefined;
  const write = writes.get(thing.id);
  if (!write?.data) return thing;
  const { xml: dataXml, commonXml, effectiveDate = thing.effectiveDate } = write.data;
  const { typeId = thing.typeId, tags } = write;
  return { ...thing, typeId, dataXml, commonXml, effectiveDate, tags: tags === '' ? undefined : tags };
}

const permissionOf = { r: 'Read', u: 'Update', d: 'Delete' } as const;

/** What may be read, so that a write is refused as such, and what may be written. */
async function findThing(
  db: Reader,
  { grant }: FhirAccess,
  id: string,
  permission: Permission,
): Promise<StoredThing[]> {
  if (permission === 'Read') return db.things(grant).byIds([id]);
  const things = await db.unscoped(grant, 'what a write names is judged by its plan').byIds([id]);
  return things.filter(
    thing =>
      isVisible(grant, thing) &&
      (mayRead(grant, thing) || grant.permits(permission, thing.typeId, thing.effectiveDate)),
  );
}

/** May it be told to the application, by whatever way it came to have it? */
export function isShown({ resource, thing }: FoundOne, access: FhirAccess, now: number): boolean {
  return mayRead(access.grant, thing) && isOpen(resource, access, 'r', now);
}

/** @throws FhirProblem 404, 403 */
export async function readVersion(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { type, id, version }: { readonly type: string; readonly id: string; readonly version: string },
): Promise<FoundOne> {
  demandScope(access, type, 'r');
  const keys = [{ id: splitId(id).thingId, versionStamp: version.toLowerCase() }];
  const [thing] = await db.things(access.grant).query({ keys, filters: [], currentOnly: false, limit: 1 });
  const found = thing?.state === 'Active' ? await findIn(db, vault, thing, access, { type, id }) : undefined;
  if (!found || !isOpen(found.resource, access, 'r', vault.clock.now())) throw notFound(type);
  return found;
}

export interface PastVersion {
  readonly versionId: string;
  readonly updatedAt: number;
  readonly action: StoredThing['updated']['action'];
  /** Undefined of what was deleted. */
  readonly resource: Resource | undefined;
  readonly thing: StoredThing;
}

/** The versions of one resource, the last first, as many as a page may be long. @throws FhirProblem 404, 403 */
export async function readHistory(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  {
    type,
    id,
    limit,
    since,
  }: { readonly type: string; readonly id: string; readonly limit: number; readonly since: number },
): Promise<PastVersion[]> {
  await readOne(db, vault, access, { type, id });
  const now = vault.clock.now();
  let bytes = 0;
  const fits = (size: number) => {
    const isFirst = bytes === 0;
    bytes += size;
    return isFirst || bytes <= vault.limits.pageBytesMax;
  };
  const asked = { ids: [splitId(id).thingId], filters: [], currentOnly: false, limit } as const;
  const things = await db.things(access.grant).query({ ...asked, order: 'last made first' }, fits);
  const settingsOf = await settingsOfThings(db, access, things, { now, grant: access.grant });
  const versions: PastVersion[] = [];
  const takeBreak = takeBreaks();
  for (const thing of things) {
    if (thing.updated.at < since) continue;
    await takeBreak();
    const found = findMade(thing, settingsOf(thing), type, id);
    const resource = found && isOpen(found.resource, access, 'r', now) ? found.resource : undefined;
    if (!resource && thing.state === 'Active') continue;
    const { versionStamp: versionId, updated } = thing;
    const told = thing.state === 'Deleted' ? undefined : resource;
    versions.push({ versionId, updatedAt: updated.at, action: updated.action, resource: told, thing });
  }
  return versions;
}

/** Of whatever kind it is; undefined where none is open. */
export async function readAnyKind(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  id: string,
): Promise<FoundOne | undefined> {
  const [thing] = await db.things(access.grant).byIds([splitId(id).thingId]);
  const found =
    thing?.state === 'Active' ? await findIn(db, vault, thing, access, { type: undefined, id }) : undefined;
  // A scope that lacks would tell the kind.
  if (!found || !isShown(found, access, vault.clock.now())) return undefined;
  return found;
}

/** The versions that were just written, though the application may not read them: as much as it wrote. */
export async function readWritten(
  db: Reader,
  { clock }: Vault,
  access: FhirAccess,
  keys: readonly Written[],
): Promise<(type: string, id: string) => FoundOne | undefined> {
  const { grant: judgedFor } = access;
  const grant = makeSystemGrant('what was just written', judgedFor.recordId, judgedFor.personId);
  const things: StoredThing[] = [];
  for (let from = 0; from < keys.length; from += writtenAtOnce) {
    const some = keys.slice(from, from + writtenAtOnce);
    const asked = { keys: some, filters: [], currentOnly: false, limit: some.length };
    things.push(...(await db.things(grant).query(asked)));
  }
  const judged = { now: clock.now(), grant: judgedFor };
  const settingsOf = await settingsOfThings(db, { ...access, grant }, things, judged);
  const byId = new Map(things.map(thing => [thing.id, thing]));
  return (type, id) => {
    const thing = byId.get(splitId(id).thingId);
    return thing && findMade(thing, settingsOf(thing), type, id);
  };
}

const writtenAtOnce = 100;

async function findIn(
  db: Reader,
  { clock }: Vault,
  thing: StoredThing,
  access: FhirAccess,
  { type, id }: { readonly type: string | undefined; readonly id: string },
): Promise<FoundOne | undefined> {
  const judged = { now: clock.now(), grant: access.grant };
  return findMade(thing, (await settingsOfThings(db, access, [thing], judged))(thing), type, id);
}

function findMade(
  thing: StoredThing,
  settings: ToldSettings,
  /** Undefined for any. */
  type: string | undefined,
  id: string,
): FoundOne | undefined {
  if (!isKnownType(thing.typeId)) return undefined;
  const { key } = splitId(id);
  const made = resourcesOfThing(thing, settings).find(one => one.key === key);
  if (!made || (type !== undefined && made.resource.resourceType !== type)) return undefined;
  return { resource: withMeta(made, thing, thing.updated.at), thing, key };
}

export function notFound(type: string): FhirProblem {
  return new FhirProblem(
    404,
    'not-found',
    `There is no such ${type} in this record, or it is not open to the application.`,
  );
}
