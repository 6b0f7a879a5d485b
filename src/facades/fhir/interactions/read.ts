// Read and vread, with what a client has already: 304 where it is the same.
import { noteRead } from '../../../core/audit/reads.ts';
import { demandScope } from '../../../core/fhir/access.ts';
import { findDeleted } from '../../../core/fhir/lines.ts';
import { readPatient } from '../../../core/fhir/patient.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { makeProvenance, provenanceMark } from '../../../core/fhir/provenance.ts';
import { notFound, readAnyKind, readOne, readVersion } from '../../../core/fhir/read.ts';
import { isOpen } from '../../../core/fhir/resources.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import type { Reader } from '../../../core/store.ts';
import { type FhirAnswer, type FhirCall, readEntityTag } from '../call.ts';
import { cut } from '../elements.ts';
import { readForm } from './form.ts';

export async function runRead(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access } = call;
  const found = await vault.store.read(db => find(db, call));
  noteRead(
    vault,
    access.grant,
    found.typeIds.map(typeId => ({ typeId })),
  );
  return answerRead(call, found.resource, found.updatedAt);
}

export async function runVersionRead(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access } = call;
  const found = await vault.store.read(db => findVersion(db, call));
  noteRead(
    vault,
    access.grant,
    found.typeIds.map(typeId => ({ typeId })),
  );
  return answerRead(call, found.resource, found.updatedAt);
}

interface FoundAny {
  readonly resource: Resource;
  readonly typeIds: readonly string[];
  readonly updatedAt: number;
}

async function find(db: Reader, call: FhirCall): Promise<FoundAny> {
  const { vault, access, route } = call;
  const { type, id = '' } = route;
  if (type === 'Patient') {
    const { resource, things, updatedAt } = await readPatient(db, vault, access, id);
    return { resource, updatedAt, typeIds: things.map(({ typeId }) => typeId) };
  }
  if (type === 'Provenance' && id.startsWith(provenanceMark)) {
    demandScope(access, type, 'r');
    const of = await readAnyKind(db, vault, access, id.slice(provenanceMark.length));
    const resource = of && (await makeProvenance(db, access, of.thing, of.resource));
    if (!resource || !isOpen(resource, access, 'r', vault.clock.now())) throw notFound(type);
    return { resource, updatedAt: of.thing.updated.at, typeIds: [of.thing.typeId] };
  }
  const { resource, thing } = await orDeleted(readOne(db, vault, access, { type, id }), db, call);
  return { resource, updatedAt: thing.updated.at, typeIds: [thing.typeId] };
}

/** @throws FhirProblem 410 where it is not found since it was deleted, and the application may know that */
async function orDeleted<T>(
  found: Promise<T>,
  db: Reader,
  { vault, access, route: { type, id = '' } }: FhirCall,
): Promise<T> {
  try {
    return await found;
  } catch (error) {
    const isMissing = error instanceof FhirProblem && error.status === 404;
    if (!isMissing || !(await findDeleted(db, vault, access, { type, id, permission: 'Read' }))) throw error;
    throw new FhirProblem(410, 'deleted', `This ${type} was deleted. Its _history says when.`);
  }
}

async function findVersion(db: Reader, call: FhirCall): Promise<FoundAny> {
  const { vault, access, route } = call;
  const { type, id = '', version = '' } = route;
  if (type !== 'Patient') {
    const read = readVersion(db, vault, access, { type, id, version });
    const { resource, thing } = await orDeleted(read, db, call);
    return { resource, updatedAt: thing.updated.at, typeIds: [thing.typeId] };
  }
  const found = await find(db, call);
  // Of the several things that it is made of the versions before are their own.
  if ((found.resource.meta as { versionId?: string }).versionId !== version)
    throw new FhirProblem(
      404,
      'not-found',
      'Only the current version of a Patient is kept as one. Read it without a version.',
    );
  return found;
}

export function answerRead(
  { conditions, route, vault }: FhirCall,
  resource: Resource,
  updatedAt: number,
): FhirAnswer {
  const { versionId } = resource.meta as { versionId: string };
  const facts = { versionId, lastModified: updatedAt };
  const known = readEntityTag(conditions.ifNoneMatch, 'If-None-Match');
  if (known === versionId) return { status: 304, ...facts };
  const since =
    conditions.ifModifiedSince === undefined ? Number.NaN : Date.parse(conditions.ifModifiedSince);
  if (known === undefined && Math.floor(updatedAt / 1000) * 1000 <= since) return { status: 304, ...facts };
  return { status: 200, resource: cut(resource, readForm(route.pairs, vault.limits)), ...facts };
}
