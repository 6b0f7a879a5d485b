// Bulk export: what an application may read of all records it was let into, a file of lines for each kind of resource. Nothing is
// stored of it but what was asked and how far it has come: files are read of the records when they are taken, with the rights of that
// moment. Each look at it goes on with it for a while, so that no job has to.
import type { Application } from '../applications/application.ts';
import type { Reader, WriteScope } from '../store.ts';
import { ofApp, ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { catchUp } from './catch-up.ts';
import type { ExportAsked, ExportOwner, FhirExport, OfRecord } from './export-state.ts';
import { emptySearch, listProvenances } from './include.ts';
import { fixedOfKind, listKinds } from './mapping.ts';
import { makePatient } from './patient.ts';
import { FhirProblem } from './problem.ts';
import { makeProvenance } from './provenance.ts';
import { isOpen } from './resources.ts';
import { runPlans } from './search.ts';
import { tokenOfKind } from './tokens.ts';
import type { Resource } from './values.ts';

/** Access to one record, as it is at this moment; undefined where there is none any more. */
export type AccessTo = (db: Reader, of: OfRecord) => Promise<FhirAccess | undefined>;

const scopeOf = ({ appId }: Pick<ExportOwner, 'appId'>): WriteScope => ofApp(appId);

/** @throws FhirProblem where there are as many as there may be */
export async function beginExport(
  vault: Vault,
  owner: ExportOwner,
  asked: ExportAsked,
  records: readonly OfRecord[],
): Promise<FhirExport> {
  const { fhirExportsMax, fhirExportMs, fhirExportRecordsMax } = vault.limits;
  if (records.length > fhirExportRecordsMax)
    throw new FhirProblem(
      413,
      'too-costly',
      `An export goes over at most ${fhirExportRecordsMax} records here.`,
    );
  const at = vault.clock.now();
  const begun: FhirExport = {
    ...{ ...owner, id: vault.ids.guid(), at, asked, next: 0, kinds: [] },
    records: records.map((record, place) => ({ ...record, place })),
  };
  await vault.store.write(async db => {
    await db.fhirExports.sweep(at - fhirExportMs);
    if ((await db.fhirExports.count(owner)) >= fhirExportsMax)
      throw new FhirProblem(
        429,
        'throttled',
        `There are ${fhirExportsMax} exports of the application already${owner.personId === undefined ? '' : ' for this person'}. Delete one that was taken.`,
      );
    await db.fhirExports.add(begun);
  }, scopeOf(owner));
  return begun;
}

/** @throws FhirProblem 404 */
export async function findExport(vault: Vault, app: Application, id: string): Promise<FhirExport> {
  const found = await vault.store.read(db => db.fhirExports.byId(id));
  if (found?.appId !== app.id || found.at <= vault.clock.now() - vault.limits.fhirExportMs)
    throw noSuchExport();
  return found;
}

export function noSuchExport(): FhirProblem {
  return new FhirProblem(404, 'not-found', 'There is no such export, or not any more. Begin another.');
}

/** @throws FhirProblem 404 */
export async function removeExport(vault: Vault, app: Application, id: string): Promise<void> {
  await findExport(vault, app, id);
  await vault.store.write(db => db.fhirExports.remove(id), ofApp(app.id));
}

/** Goes on with it for a while. @returns how far it is then */
export async function advanceExport(
  vault: Vault,
  begun: FhirExport,
  accessTo: AccessTo,
): Promise<FhirExport> {
  const until = performance.now() + vault.limits.fhirIndexWaitMs;
  const kinds = new Set(begun.kinds);
  let { next } = begun;
  for (const record of listLeft(begun)) {
    if (performance.now() >= until) break;
    try {
      for (const kind of await findKinds(vault, record, begun, kinds, accessTo)) kinds.add(kind);
    } catch (error) {
      // The index goes on being made; the next look finds it further.
      if (error instanceof FhirProblem && error.status === 503) break;
      throw error;
    }
    next = record.place + 1;
    await new Promise(setImmediate);
  }
  const now = { ...begun, next, kinds: [...kinds].sort() };
  if (next !== begun.next) await vault.store.write(db => db.fhirExports.setProgress(now), scopeOf(begun));
  return now;
}

/** Those that were not looked at yet. */
export function listLeft({ records, next }: FhirExport): FhirExport['records'] {
  return records.filter(({ place }) => place >= next);
}

/** Job: what its application never deleted. */
export function sweepExports({ store, clock, limits }: Vault): Promise<void> {
  return store.write(async db => db.fhirExports.sweep(clock.now() - limits.fhirExportMs), ofJob('sweeps'));
}

/** Kinds of a record that are not known yet. */
async function findKinds(
  vault: Vault,
  record: OfRecord,
  { asked, at }: FhirExport,
  known: ReadonlySet<string>,
  accessTo: AccessTo,
): Promise<string[]> {
  await catchUp(vault, record.recordId);
  return vault.store.read(async db => {
    const access = await accessTo(db, record);
    if (!access) return [];
    const kinds = kindsOf(asked, access);
    const found = await listHeld(db, vault, access, { asked, at, kinds, known });
    if (!kinds.includes('Provenance') || known.has('Provenance') || found.includes('Provenance'))
      return found;
    const isOfAny =
      [...known, ...found].some(kind => kind !== 'Patient') ||
      (await hasProvenance(db, vault, access, { asked, at }));
    return isOfAny ? [...found, 'Provenance'] : found;
  });
}

interface HeldAsked extends Pick<FhirExport, 'asked' | 'at'> {
  readonly kinds: readonly string[];
  readonly known: ReadonlySet<string>;
}

/** Those of some kinds of which there is anything. */
async function listHeld(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { asked: { since }, at, kinds, known }: HeldAsked,
): Promise<string[]> {
  const there = new Set(await db.things(access.grant).kinds());
  const found: string[] = [];
  for (const kind of kinds.filter(one => !known.has(one))) {
    if (kind === 'Patient') {
      const { page } = await readOnePatient(db, vault, access, { kind, since });
      if (page.resources.length > 0) found.push(kind);
      continue;
    }
    const isLikely =
      fixedOfKind(kind).some(({ typeId, isHeld }) => !isHeld && there.has(typeId)) ||
      (await db.resourceIndex.hasToken(access.grant.recordId, tokenOfKind(kind)));
    if (!isLikely) continue;
    const [one] = await readPage(db, vault, access, { kind, since, at, count: 1 });
    if (one) found.push(kind);
  }
  return found;
}

/** Of the Patient, or of what is not exported itself. */
async function hasProvenance(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  about: Pick<FhirExport, 'asked' | 'at'>,
): Promise<boolean> {
  const { since, types } = about.asked;
  if (isAllowed('Patient', access)) {
    const { page } = await readOnePatient(db, vault, access, { kind: 'Provenance', since });
    if (page.resources.length > 0) return true;
  }
  if (types.length === 0) return false;
  const kinds = listKinds().filter(kind => kind !== 'Patient' && isAllowed(kind, access));
  return (await listHeld(db, vault, access, { ...about, kinds, known: new Set() })).length > 0;
}

function kindsOf({ types }: ExportAsked, access: FhirAccess): string[] {
  const all = types.length > 0 ? types : listKinds();
  return all.filter(kind => isAllowed(kind, access));
}

function isAllowed(kind: string, access: FhirAccess): boolean {
  return access.allows(kind, 'r') && access.allows(kind, 's');
}

interface PageOf {
  readonly kind: string;
  readonly since: number | undefined;
  readonly at: number;
  readonly count: number;
}

async function readPage(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { kind, since, at, count }: PageOf,
): Promise<Resource[]> {
  const { resources } = await runPlans(db, vault, access, searchOf({ kind, since, at, count }));
  return resources.map(({ resource }) => resource);
}

function searchOf({ kind, since, at, count }: PageOf) {
  const moment = (prefix: 'ge' | 'le', time: number) => [
    { kind: 'date' as const, prefix, span: { from: time, to: time }, text: '' },
  ];
  return {
    ...emptySearch,
    ...{ resourceType: kind, count, sort: 'first changed first' as const },
    updated: [moment('le', at), ...(since === undefined ? [] : [moment('ge', since)])],
  };
}

export interface ExportPage {
  readonly access: FhirAccess;
  readonly resources: readonly { readonly resource: Resource; readonly typeId: string | undefined }[];
}

const pageSize = 100;

/** All resources of a kind, of one record after the other, some at a time. */
export async function* readExport(
  vault: Vault,
  found: FhirExport,
  kind: string,
  accessTo: AccessTo,
): AsyncGenerator<ExportPage> {
  const targets = kind === 'Provenance' ? listTargets(found) : [kind];
  for (const record of found.records)
    for (const target of targets) yield* readOfRecord(vault, found, { record, kind, target }, accessTo);
}

/** Kinds whose resources the Provenance is of, and its own, for those that were sent. */
function listTargets({ asked, kinds }: FhirExport): readonly string[] {
  return asked.types.length > 0 ? listKinds() : kinds;
}

interface PartOf {
  readonly record: OfRecord;
  readonly kind: string;
  /** The same, or what the Provenance is of. */
  readonly target: string;
}

async function* readOfRecord(
  vault: Vault,
  { asked, at }: FhirExport,
  { record, kind, target }: PartOf,
  accessTo: AccessTo,
): AsyncGenerator<ExportPage> {
  let after: Awaited<ReturnType<typeof runPlans>>['next'];
  do {
    const found = await vault.store.read(async db => {
      const access = await accessTo(db, record);
      if (!access || !kindsOf(asked, access).includes(kind) || !isAllowed(target, access)) return undefined;
      if (target === 'Patient') return readOnePatient(db, vault, access, { kind, since: asked.since });
      const search = searchOf({ kind: target, since: asked.since, at, count: pageSize });
      const { resources, next } = await runPlans(db, vault, access, search, after);
      const own =
        kind === target
          ? resources.map(({ resource, place }) => ({ resource, typeId: place.typeId }))
          : await listProvenances(db, vault, access, resources);
      return { page: { access, resources: own }, next };
    });
    if (!found) return;
    yield found.page;
    after = found.next;
    await new Promise(setImmediate);
  } while (after);
}

async function readOnePatient(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { kind, since = 0 }: { readonly kind: string; readonly since: number | undefined },
) {
  const { resource: patient, things, updatedAt } = await makePatient(db, access);
  const [thing] = things;
  const isPatient = kind === 'Patient';
  const resource = isPatient ? patient : thing && (await makeProvenance(db, access, thing, patient));
  const isIn =
    resource !== undefined &&
    isOpen(patient, access, 'r', vault.clock.now()) &&
    isOpen(resource, access, 'r', vault.clock.now()) &&
    updatedAt >= since;
  return {
    page: { access, resources: isIn ? [{ resource, typeId: thing?.typeId }] : [] },
    next: undefined,
  };
}
