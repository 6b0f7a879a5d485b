// Resources into things: whatever is to be made, changed or deleted is made ready here, before anybody has to wait for it. It is
// written by the plan that all writes go through, which asks once more whether it may be.
import { readResource } from '../../formats/fhir/frame.ts';
import {
  chooseMapping,
  findMapping,
  type MadeThing,
  type Resource as MappedResource,
  type Mapping,
  type Settings,
  scanKey,
  toResource,
  UnmappableResource,
  withoutRemainder,
} from '../../formats/fhir/index.ts';
import type { Reader } from '../store.ts';
import { childrenOf } from '../things/common-part.ts';
import type { ThingWrite } from '../things/plan.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Written } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { demandScope, type FhirAccess } from './access.ts';
import { listBinaries, toAttachment } from './attachments.ts';
import { type AttachedFiles, attachFiles } from './binary.ts';
import { isKnownType, type MadeResource, resourcesOfThing, settingsFor } from './mapping.ts';
import { meets } from './match.ts';
import { readNarrowing } from './narrowing.ts';
import { FhirProblem } from './problem.ts';
import { type FoundOne, type Pending, readOne } from './read.ts';
import { demandOwnReferences, keepReferences } from './references.ts';
import { isOpen } from './resources.ts';
import { demandStructure } from './structure.ts';
import { isObject, type Resource } from './values.ts';

/** A change that is ready to be written: nothing is left to be done but to ask whether it still may be. */
export interface Ready {
  readonly write: ThingWrite;
  /** Of the resource. */
  readonly id: string;
  /** As it will be, but for what the server says of its version. */
  readonly resource: Resource;
}

/** What other changes of the same request are about. */
export interface Within extends Pending {
  /** Sent files that they take. */
  readonly uploads: ReadonlySet<string>;
}

/** @param newId of the thing that it will be @throws FhirProblem */
export async function prepareCreate(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { newId, resource: sent }: { readonly newId: string; readonly resource: Resource },
  within?: Within,
): Promise<Ready> {
  const resource = withoutServed(sent);
  demandScope(access, resource.resourceType, 'c');
  demandStructure(resource);
  const files = await attachFiles(
    db,
    vault,
    access,
    resource,
    { held: [], told: new Set() },
    within?.uploads,
  );
  const mapping = makeThings(() => chooseMapping(files.resource as MappedResource));
  const own = makeOwn(files.resource, access, mapping);
  demandOpen(own, access, 'c', vault);
  const settings = { ...settingsFor(access), attachments: files.attached.map(toAttachment) };
  const made = makeThings(() => readResource(mapping, own as MappedResource, settings));
  demandItemOpen(made, { resource: own, key: undefined }, access, 'c', vault);
  const write = { ...writeOf(made), newId, ...(files.puts.length > 0 && { blobs: files.puts }) };
  return { write, id: newId, resource: expectResource(made, { resource: own, key: undefined }, settings) };
}

/** @throws FhirProblem where it becomes another kind of resource */
function expectResource(made: MadeThing, sent: MadeResource, settings: Settings): Resource {
  const { resourceType } = sent.resource;
  const all = isKnownType(made.typeId) ? resourcesOfThing(made, settings) : [];
  const found = all.find(({ key }) => key === sent.key);
  if (found?.resource.resourceType === resourceType) return found.resource;
  throw new FhirProblem(
    422,
    'business-rule',
    'What the resource says of the item it is made of makes another kind of resource of it.',
    `${resourceType}.extension`,
  );
}

/** What the server says of a version means nothing in what is sent, whatever its form. */
function withoutServed(resource: Resource): Resource {
  const { meta, ...rest } = resource;
  if (!isObject(meta)) return resource;
  const { versionId: _, lastUpdated: __, ...said } = meta;
  return (Object.keys(said).length > 0 ? { ...rest, meta: said } : rest) as Resource;
}

/** @param ifMatch the stamp that it must have @throws FhirProblem */
export async function prepareUpdate(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  {
    id,
    resource: sent,
    ifMatch,
  }: { readonly id: string; readonly resource: Resource; readonly ifMatch?: string | undefined },
  within?: Within,
): Promise<Ready> {
  const resource = withoutServed(sent);
  const { resourceType: type } = resource;
  const before = await readOne(db, vault, access, { type, id, interaction: 'u', pending: within });
  demandVersion(before.thing, ifMatch);
  demandStructure(resource);
  const files = await changeFiles(db, vault, access, before, resource, within);
  const own = makeOwn(files.resource, access, findMapping(before.thing));
  demandOpen(own, access, 'u', vault);
  const settings = { ...settingsFor(access), attachments: files.attached.map(toAttachment) };
  const made = makeThings(() => changeThing(before, own, settings));
  demandItemOpen(made, { resource: own, key: before.key }, access, 'u', vault);
  const { thing } = before;
  // A part may be changed after another of the same item, whose files are as they were put then.
  const puts = files.puts.length > 0 ? files.puts : within?.writes.get(thing.id)?.blobs;
  const { id: thingId, versionStamp } = thing;
  const write = { ...writeOf(made), ...(puts && { blobs: puts }), id: thingId, versionStamp };
  return {
    write: { ...write, tags: made.tags ?? '' },
    id,
    resource: expectResource(made, { resource: own, key: before.key }, settings),
  };
}

/** @returns the version that goes @throws FhirProblem */
export async function prepareDelete(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  {
    type,
    id,
    ifMatch,
  }: { readonly type: string; readonly id: string; readonly ifMatch?: string | undefined },
): Promise<Written> {
  const { key, thing } = await readOne(db, vault, access, { type, id, interaction: 'd' });
  if (key !== undefined)
    throw new FhirProblem(
      422,
      'business-rule',
      'It is a part of another resource. Delete that, or update it without this part.',
    );
  demandVersion(thing, ifMatch);
  return { id: thing.id, versionStamp: thing.versionStamp };
}

/** Would it be taken? @throws FhirProblem where it would not */
export function tryResource(resource: Resource, access: FhirAccess): void {
  demandStructure(resource);
  makeThings(() => {
    const mapping = chooseMapping(resource as MappedResource);
    return readResource(mapping, makeOwn(resource, access, mapping) as MappedResource, settingsFor(access));
  });
}

/** It is about the one whose record this is, said or not. @throws FhirProblem where it is about somebody else */
function makeOwn(resource: Resource, access: FhirAccess, { subject }: Pick<Mapping, 'subject'>): Resource {
  demandOwnReferences(resource, access);
  const own = keepReferences(resource, access, subject);
  if (subject === undefined || own[subject] !== undefined) return own;
  return { ...own, [subject]: { reference: `Patient/${access.patientId}` } };
}

/** Of what was told of, what is named no more goes. A part of an item holds no files. */
async function changeFiles(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { thing, key, resource: before }: FoundOne,
  resource: Resource,
  within: Within | undefined,
): Promise<AttachedFiles> {
  const { blobSet } = thing;
  const sets = blobSet === undefined ? undefined : await db.things(access.grant).blobSets([blobSet]);
  const held = sets?.get(blobSet ?? '') ?? [];
  if (key !== undefined) return { resource, puts: [], attached: held };
  const told = new Set(listBinaries(before).map(({ id }) => id));
  return attachFiles(db, vault, access, resource, { held, told }, within?.uploads);
}

function changeThing({ thing, key }: FoundOne, resource: Resource, settings: Settings): MadeThing {
  const mapping = findMapping(thing);
  if (key === undefined) return readResource(mapping, resource as MappedResource, settings);
  if (key === scanKey)
    throw new FhirProblem(
      422,
      'business-rule',
      'It is what a DiagnosticReport presents, whose id stands before the point. Update that.',
    );
  const whole = toResource(thing, settings);
  const { id: _, meta: __, ...part } = resource;
  const changed = mapping.parts?.put(whole, { key, resource: part as MappedResource });
  return readResource(mapping, changed ?? whole, settings);
}

/** @throws FhirProblem for what the mappings do not take */
export function makeThings<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnmappableResource)
      throw new FhirProblem(422, 'structure', error.problem, error.path);
    throw error;
  }
}

export function writeOf({ typeId, dataXml, commonXml, tags, effectiveDate, endDate }: MadeThing): ThingWrite {
  return {
    typeId,
    ...(tags !== undefined && { tags }),
    data: { xml: dataXml, commonXml, clientId: findClientId(commonXml), effectiveDate, endDate },
  };
}

function findClientId(commonXml: string): string | undefined {
  if (commonXml === '') return undefined;
  for (const child of childrenOf(commonXml))
    if (child.name === 'client-thing-id') return child.at(child.index).text();
  return undefined;
}

function demandVersion({ versionStamp }: StoredThing, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch.toLowerCase() !== versionStamp)
    throw new FhirProblem(
      412,
      'conflict',
      'The resource was changed since the version that If-Match names. Read it again, then repeat the change.',
    );
}

function demandOpen(resource: Resource, access: FhirAccess, interaction: 'c' | 'u', { clock }: Vault): void {
  if (!isOpen(resource, access, interaction, clock.now()))
    throw new FhirProblem(
      403,
      'forbidden',
      `The scopes of the token open only some ${resource.resourceType}, and this is none of them.`,
    );
}

/** What an item is, whoever sees it: conditions on these are no matter of words that stand beside it. */
const conditionsOnItems: ReadonlySet<string> = new Set(['category', 'code', 'type']);

/**
 * Under a scope that is narrower than its kind, the item itself must be one that it opens: a Weight that is sent as laboratory is a
 * Weight to everybody else.
 */
function demandItemOpen(
  made: MadeThing,
  sent: MadeResource,
  access: FhirAccess,
  interaction: 'c' | 'u',
  { clock }: Vault,
): void {
  const { resourceType } = sent.resource;
  const narrowing = readNarrowing(access, resourceType, interaction);
  if (!narrowing) return;
  const now = clock.now();
  const bare = { ...made, commonXml: withoutRemainder(made.commonXml) };
  const own = resourcesOfThing(bare, settingsFor(access)).find(({ key }) => key === sent.key)?.resource;
  const isOpen =
    own?.resourceType === resourceType &&
    narrowing.some(all =>
      all.every(
        condition =>
          meets(sent.resource, condition, now) &&
          (!conditionsOnItems.has(condition.parameter.name) || meets(own, condition, now)),
      ),
    );
  if (!isOpen)
    throw new FhirProblem(
      403,
      'forbidden',
      `The scopes of the token open only some ${resourceType}, and what this would be kept as is none of them.`,
    );
}
