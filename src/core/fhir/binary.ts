// Binary: the bytes of files. Those that an item holds are read with the rights of what holds them; those that were sent wait for a
// resource that has them as an attachment, and lapse.

import { type StoredBlob, storedOf, type ThingBlob, type Upload } from '../blobs/blob.ts';
import { keepBlob } from '../blobs/keep.ts';
import type { PutBlob } from '../blobs/put.ts';
import type { Reader } from '../store.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { demandUnchanged, type FhirAccess, type ReopenAccess } from './access.ts';
import {
  type Attached,
  cutMediaType,
  listBinaries,
  mapAttachments,
  settingsOfThings,
} from './attachments.ts';
import { isKnownType, isOfPatient, resourcesOfThing } from './mapping.ts';
import { makePatient } from './patient.ts';
import { FhirProblem } from './problem.ts';
import { isOpen } from './resources.ts';
import type { Resource } from './values.ts';

export interface OpenedBinary {
  readonly blob: StoredBlob;
  readonly held: Pick<ThingBlob, 'hash' | 'contentType' | 'name'>;
  /** Is it what an item holds? */
  readonly isHeld: boolean;
}

/** Undefined where there is none, or none that is open. */
export async function findBinary(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  id: string,
): Promise<OpenedBinary | undefined> {
  const blobId = id.toLowerCase();
  return (await findHeld(db, vault, access, blobId)) ?? (await findSent(db, vault, access, blobId));
}

/** Open as one of the resources that hold it is. */
async function findHeld(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  blobId: string,
): Promise<OpenedBinary | undefined> {
  const { grant } = access;
  const holder = await db
    .unscoped(grant, 'the item that holds a file is judged before the file is told of')
    .holder(blobId);
  const [thing] = holder === undefined ? [] : await db.things(grant).byIds([holder]);
  if (thing?.blobSet === undefined || thing.state !== 'Active' || !isKnownType(thing.typeId))
    return undefined;
  const blobs = (await db.things(grant).blobSets([thing.blobSet])).get(thing.blobSet) ?? [];
  const held = blobs.find(one => one.blobId === blobId);
  const settings = (await settingsOfThings(db, access, [thing]))(thing);
  const all = isOfPatient(thing.typeId) ? [await makePatient(db, access)] : resourcesOfThing(thing, settings);
  const isShown = all.some(({ resource }) => isOpen(resource, access, 'r', vault.clock.now()));
  return held && isShown ? { blob: storedOf(held), held, isHeld: true } : undefined;
}

async function findSent(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  blobId: string,
): Promise<OpenedBinary | undefined> {
  const sent = await readSent(db, vault, access, blobId);
  if (!sent) return undefined;
  const { upload, hash, contentType } = sent;
  const held = { hash: hash.toString('base64'), contentType, name: '' };
  return { blob: upload, held, isHeld: false };
}

interface Sent {
  readonly upload: Upload;
  readonly hash: Buffer;
  readonly contentType: string;
}

/** What the application sent for this record and person, and nothing holds yet: open to whoever may send such. */
async function readSent(db: Reader, vault: Vault, access: FhirAccess, id: string): Promise<Sent | undefined> {
  const { grant } = access;
  if (!isSender(access)) return undefined;
  const upload = await db.blobs.byId(id);
  const isOwn =
    upload?.purpose === 'thing' &&
    upload.state === 'complete' &&
    upload.appId === grant.app?.id &&
    upload.recordId === grant.recordId &&
    upload.personId === grant.personId &&
    upload.expiresAt > vault.clock.now();
  const sealed = isOwn ? await db.fhirBinaries.byId(id) : undefined;
  if (!upload?.hash || !sealed) return undefined;
  return { upload, hash: upload.hash, contentType: vault.keys.open(sealed).toString() };
}

/** @returns its id @throws FhirProblem, limitReached, tooLarge */
export async function createBinary(
  vault: Vault,
  by: { readonly access: FhirAccess; readonly reopen: ReopenAccess },
  contentType: string,
  bytes: AsyncIterable<Buffer>,
): Promise<string> {
  const { access } = by;
  demandSender(access);
  const { app, personId, recordId } = access.grant;
  const owner = { appId: app?.id ?? '', personId, recordId };
  const { blobId } = await keepBlob(vault, owner, within(bytes, vault.limits.fhirBinaryBytesMax));
  const sealed = vault.keys.seal(Buffer.from(cutMediaType(contentType)));
  const expiresAt = vault.clock.now() + vault.limits.blobWriteTokenTtlMs;
  await vault.store.write(
    async db => {
      await demandUnchanged(db, by);
      await db.fhirBinaries.sweep(vault.clock.now());
      await db.fhirBinaries.put({ id: blobId, recordId, sealed, expiresAt });
    },
    ofUploads(owner.appId, recordId),
  );
  return blobId;
}

/** May it send something that a Binary can be a part of? */
function isSender(access: FhirAccess): boolean {
  const kinds = ['Binary', 'DocumentReference', 'DiagnosticReport', 'Media', 'Communication'];
  return kinds.some(kind => access.allows(kind, 'c') || access.allows(kind, 'u'));
}

function demandSender(access: FhirAccess): void {
  if (!isSender(access))
    throw new FhirProblem(
      403,
      'forbidden',
      'No scope of the token lets it create Binary, nor a resource that has one. Ask for patient/Binary.c.',
    );
}

async function* within(bytes: AsyncIterable<Buffer>, max: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > max) throw new FhirProblem(413, 'too-long', `A Binary has at most ${max} bytes here.`);
    yield piece;
  }
  if (length === 0) throw new FhirProblem(400, 'required', 'A Binary has bytes.');
}

/** What a resource that is written does to the files of its item. */
export interface AttachedFiles {
  readonly resource: Resource;
  readonly puts: readonly PutBlob[];
  /** What the item holds then. */
  readonly attached: readonly Attached[];
}

/**
 * @param held what the item holds, of which the application was told `told`
 * @param taken sent files that are for another item of the same request
 */
export async function attachFiles(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  sent: Resource,
  { held, told }: { readonly held: readonly ThingBlob[]; readonly told: ReadonlySet<string> },
  taken: ReadonlySet<string> = none,
): Promise<AttachedFiles> {
  const relative = mapAttachments(sent, access.baseUrl);
  const named = listBinaries(relative);
  const left = held.filter(({ blobId }) => !told.has(blobId) || named.some(({ id }) => id === blobId));
  const gone = held.filter(one => !left.includes(one));
  const added: (Attached & { readonly put: PutBlob })[] = [];
  const names = new Set(held.map(({ name }) => name));
  for (const { id, title } of named) {
    if (taken.has(id) || held.some(({ blobId }) => blobId === id)) continue;
    const sent = await readSent(db, vault, access, id);
    if (!sent) continue;
    const { upload, contentType } = sent;
    const name = chooseName(title ?? '', names);
    names.add(name);
    const put = { name, contentType, uploadId: id };
    added.push({ blobId: id, name, contentType, length: upload.length, put });
  }
  const attached = [...left, ...added];
  const known = new Map(
    attached.map(one => [one.blobId, { ...one, contentType: cutMediaType(one.contentType) }]),
  );
  return {
    resource: mapAttachments(relative, access.baseUrl, known),
    attached,
    puts: [
      ...gone.map(({ name, contentType }) => ({ name, contentType, length: 0 })),
      ...added.map(({ put }) => put),
    ],
  };
}

const none: ReadonlySet<string> = new Set();

const nameLengthMax = 200;

/** The blobs of an item differ in their names. */
function chooseName(title: string, taken: ReadonlySet<string>): string {
  const wanted = title.slice(0, nameLengthMax);
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted} (${i})`;
    if (!taken.has(name)) return name;
  }
}
