// Patch: JSON Patch or FHIRPath Patch of the resource as it is, then an update with what came of it.
import fastJsonPatch, { type Operation } from 'fast-json-patch';
import { demandScope } from '../../../core/fhir/access.ts';
import { applyPathPatch } from '../../../core/fhir/path-patch.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { isShown, notFound, readOne } from '../../../core/fhir/read.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import { updateResource } from '../../../core/fhir/write.ts';
import { type FhirAnswer, type FhirCall, readEntityTag, write } from '../call.ts';
import { isWithinDepth } from '../read-resource.ts';
import { printQuery } from '../route.ts';
import { findMeant } from './meant.ts';
import { answerWritten } from './written.ts';

export async function runPatch(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, conditions, route } = call;
  const { type } = route;
  if (type === 'Patient')
    throw new FhirProblem(
      405,
      'not-supported',
      'A Patient is made of several items. Change it by an update of the whole.',
    );
  // Whether a patch fits tells what is there: a test of a value most of all.
  demandScope(access, type, 'r');
  const ifMatch = readEntityTag(conditions.ifMatch, 'If-Match');
  return write(call, async db => {
    const meant = route.id === undefined ? await findMeant(call, db, printQuery(route.pairs)) : undefined;
    const id = route.id ?? meant?.resource.id;
    if (id === undefined) throw new FhirProblem(404, 'not-found', 'The condition finds nothing to patch.');
    const before = await readOne(db, vault, access, { type, id, interaction: 'u' });
    if (!isShown(before, access, vault.clock.now())) throw notFound(type);
    const resource = patched(call, before.resource);
    if (!isWithinDepth(resource)) throw tooDeep();
    if (resource.resourceType !== type || resource.id !== before.resource.id)
      throw new FhirProblem(422, 'business-rule', 'A patch changes neither kind nor id of a resource.');
    return answerWritten(call, await updateResource(db, vault, access, { id, resource, ifMatch }), 200);
  });
}

function patched({ patch, body, vault }: FhirCall, resource: Resource): Resource {
  if (patch) return applyJsonPatch(resource, patch, vault.limits.fhirBodyBytesMax);
  if (body?.resourceType === 'Parameters') return applyPathPatch(resource, body);
  throw new FhirProblem(
    415,
    'not-supported',
    'A patch is JSON Patch as application/json-patch+json, or a Parameters resource of FHIRPath Patch.',
  );
}

const operationsMax = 200;

function applyJsonPatch(resource: Resource, patch: readonly unknown[], bytesMax: number): Resource {
  if (patch.length === 0 || patch.length > operationsMax)
    throw new FhirProblem(422, 'invalid', `A patch has from 1 to ${operationsMax} operations.`);
  let changed: unknown = resource;
  for (const [i, one] of patch.entries()) {
    try {
      if (!isObject(one) || typeof one.path !== 'string' || one.path === '') throw new TypeError('no path');
      changed = fastJsonPatch.applyPatch(
        changed,
        [one as unknown as Operation],
        true,
        false,
        true,
      ).newDocument;
    } catch {
      throw new FhirProblem(
        422,
        'invalid',
        'The operation is not well formed, does not fit the resource, or its test fails.',
        `[${i}]`,
      );
    }
    // What is copied into itself grows without end, and becomes deeper than anything may be written.
    if (!isWithinDepth(changed)) throw tooDeep(`[${i}]`);
    if (one.op === 'copy' && JSON.stringify(changed).length > bytesMax)
      throw new FhirProblem(
        413,
        'too-long',
        'The patch makes the resource larger than one may be.',
        `[${i}]`,
      );
  }
  if (!isObject(changed)) throw new FhirProblem(422, 'invalid', 'What the patch leaves is no resource.');
  return changed as Resource;
}

function tooDeep(place?: string): FhirProblem {
  return new FhirProblem(
    422,
    'too-costly',
    'The patch puts more levels of elements into the resource than one may have.',
    place,
  );
}
