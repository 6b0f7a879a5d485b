// Resources into things: made, changed and deleted within a transaction of whoever asks, by the plan that all writes go through.
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
import type { Writer } from '../store.ts';
import { childrenOf } from '../things/common-part.ts';
import type { ThingWrite } from '../things/plan.ts';
import { removeThingsIn } from '../things/remove.ts';
import type { StoredThing } from '../things/thing.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { demandScope, type FhirAccess } from './access.ts';
import { listBinaries, toAttachment } from './attachments.ts';
import { type AttachedFiles, attachFiles } from './binary.ts';
import { type MadeResource, resourcesOfThing, settingsFor } from './mapping.ts';
import { meets } from './match.ts';
import { readNarrowing } from './narrowing.ts';
import { FhirProblem } from './problem.ts';
import { type FoundOne, readOne, readWritten } from './read.ts';
import { demandOwnReferences, keepReferences } from './references.ts';
import { isOpen } from './resources.ts';
import { demandStructure } from './structure.ts';
import { isObject, type Resource } from './values.ts';

/** @returns the resource as it is now @throws FhirProblem, Fault */
export async function createResource(
  db: Writer,
  vault: Vault,
  access: FhirAccess,
  sent: Resource,
): Promise<FoundOne> {
  const resource = withoutServed(sent);
  const { resourceType: type } = resource;
  demandScope(access, type, 'c');
  demandStructure(resource);
  const files = await attachFiles(db, vault, access, resource, { held: [], told: new Set() });
  const mapping = makeThings(() => chooseMapping(files.resource as MappedResource));
  const own = makeOwn(files.resource, access, mapping);
  demandOpen(own, access, 'c', vault);
  const settings = { ...settingsFor(access), attachments: files.attached.map(toAttachment) };
  const made = makeThings(() => readResource(mapping, own as MappedResource, settings));
  demandItemOpen(made, { resource: own, key: undefined }, access, 'c', vault);
  const write = { ...writeOf(made), ...(files.puts.length > 0 && { blobs: files.puts }) };
  const [written] = await writeThingsIn(db, vault, access.grant, [write], { overwrite: false });
  return readWritten(db, vault, access, type, written?.id ?? '');
}

/** What the server says of a version means nothing in what is sent, whatever its form. */
function withoutServed(resource: Resource): Resource {
  const { meta, ...rest } = resource;
  if (!isObject(meta)) return resource;
  const { versionId: _, lastUpdated: __, ...said } = meta;
  return (Object.keys(said).length > 0 ? { ...rest, meta: said } : rest) as Resource;
}

/** @param ifMatch the stamp that it must have @throws FhirProblem, Fault */
export async function updateResource(
  db: Writer,
  vault: Vault,
  access: FhirAccess,
  {
    id,
    resource: sent,
    ifMatch,
  }: { readonly id: string; readonly resource: Resource; readonly ifMatch?: string | undefined },
): Promise<FoundOne> {
  const resource = withoutServed(sent);
  const { resourceType: type } = resource;
  const before = await readOne(db, vault, access, { type, id, interaction: 'u' });
  demandVersion(before.thing, ifMatch);
  demandStructure(resource);
  const files = await changeFiles(db, vault, access, before, resource);
  const own = makeOwn(files.resource, access, findMapping(before.thing));
  demandOpen(own, access, 'u', vault);
  const settings = { ...settingsFor(access), attachments: files.attached.map(toAttachment) };
  const made = makeThings(() => changeThing(before, own, settings));
  demandItemOpen(made, { resource: own, key: before.key }, access, 'u', vault);
  const { thing } = before;
  const blobs = files.puts.length > 0 && { blobs: files.puts };
  const write = { ...writeOf(made), ...blobs, id: thing.id, versionStamp: thing.versionStamp };
  await writeThingsIn(db, vault, access.grant, [{ ...write, tags: made.tags ?? '' }], { overwrite: false });
  return readWritten(db, vault, access, type, id);
}

/** @throws FhirProblem, Fault */
export async function deleteResource(
  db: Writer,
  vault: Vault,
  access: FhirAccess,
  {
    type,
    id,
    ifMatch,
  }: { readonly type: string; readonly id: string; readonly ifMatch?: string | undefined },
): Promise<void> {
  const before = await readOne(db, vault, access, { type, id, interaction: 'd' });
  if (before.key !== undefined)
    throw new FhirProblem(
      422,
      'business-rule',
      'It is a part of another resource. Delete that, or update it without this part.',
    );
  demandVersion(before.thing, ifMatch);
  const { thing } = before;
  await removeThingsIn(db, vault, access.grant, [{ id: thing.id, versionStamp: thing.versionStamp }]);
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
  db: Writer,
  vault: Vault,
  access: FhirAccess,
  { thing, key, resource: before }: FoundOne,
  resource: Resource,
): Promise<AttachedFiles> {
  const { blobSet } = thing;
  const sets = blobSet === undefined ? undefined : await db.things(access.grant).blobSets([blobSet]);
  const held = sets?.get(blobSet ?? '') ?? [];
  if (key !== undefined) return { resource, puts: [], attached: held };
  const told = new Set(listBinaries(before).map(({ id }) => id));
  return attachFiles(db, vault, access, resource, { held, told });
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
