// Patch: JSON Patch or FHIRPath Patch of the resource as it is, then an update with what came of it.
import fastJsonPatch, { type Operation } from 'fast-json-patch';
import { demandScope } from '../../../core/fhir/access.ts';
import { openBudget } from '../../../core/fhir/allowance.ts';
import type { fhirLimits } from '../../../core/fhir/limits.ts';
import { applyPathPatch } from '../../../core/fhir/path-patch.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { isShown, notFound, readOne } from '../../../core/fhir/read.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import { prepareUpdate } from '../../../core/fhir/write.ts';
import type { Reader } from '../../../core/store.ts';
import type { Budget } from '../../../core/things/budget.ts';
import { type FhirAnswer, type FhirCall, readEntityTag } from '../call.ts';
import { change, type Step } from '../change.ts';
import { demandModest, depthMax, Measure } from '../read-resource.ts';
import { printQuery } from '../route.ts';
import { findMeant } from './meant.ts';
import { tell } from './update.ts';

export function runPatch(call: FhirCall): Promise<FhirAnswer> {
  return change(call, db => makePatch(call, db));
}

export async function makePatch(call: FhirCall, db: Reader): Promise<Step> {
  const { vault, access, conditions, route, within } = call;
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
  const meant = route.id === undefined ? await findMeant(call, db, printQuery(route.pairs)) : undefined;
  const id = route.id ?? meant?.resource.id;
  if (id === undefined) throw new FhirProblem(404, 'not-found', 'The condition finds nothing to patch.');
  const before = await readOne(db, vault, access, { type, id, interaction: 'u', pending: within });
  if (!isShown(before, access, vault.clock.now())) throw notFound(type);
  const resource = patched(call, before.resource);
  demandModest(resource, vault.limits);
  if (resource.resourceType !== type || resource.id !== before.resource.id)
    throw new FhirProblem(422, 'business-rule', 'A patch changes neither kind nor id of a resource.');
  const ready = await prepareUpdate(db, vault, access, { id, resource, ifMatch }, within);
  // It was made of what was there then.
  return tell(ready, type, { isConditional: true, status: 200 });
}

function patched({ patch, body, vault, access }: FhirCall, resource: Resource): Resource {
  const { limits } = vault;
  const budget = openBudget(vault, access, limits.fhirPatchMs);
  if (patch) {
    if (patch.length === 0 || patch.length > limits.fhirPatchOperationsMax)
      throw new FhirProblem(
        422,
        'invalid',
        `A patch has from 1 to ${limits.fhirPatchOperationsMax} operations.`,
      );
    return budget.run(() => applyJsonPatch(resource, patch, { budget, limits }));
  }
  if (body?.resourceType === 'Parameters')
    return budget.run(() => applyPathPatch(resource, body, { budget, limits }));
  throw new FhirProblem(
    415,
    'not-supported',
    'A patch is JSON Patch as application/json-patch+json, or a Parameters resource of FHIRPath Patch.',
  );
}

interface Bounds {
  readonly budget: Budget;
  readonly limits: typeof fhirLimits;
}

/** Each operation changes one copy of the resource, so that what it costs is what it is about. */
function applyJsonPatch(resource: Resource, patch: readonly unknown[], { budget, limits }: Bounds): Resource {
  let changed: unknown = structuredClone(resource);
  const copied = new Measure(limits);
  for (const [i, one] of patch.entries()) {
    const operation = one as Operation;
    try {
      if (!isObject(one) || typeof one.path !== 'string' || one.path === '') throw new TypeError('no path');
      for (const path of [one.path, one.from])
        if (String(path ?? '').length > limits.fhirPatchPathLengthMax) throw new TypeError('too long a path');
      const moved = countMoved(changed, operation, limits);
      // What is copied into itself grows without end.
      if (operation.op === 'copy') copied.add(fastJsonPatch.getValueByPointer(changed, operation.from));
      if (copied.nodes > limits.fhirResourceNodesMax || copied.characters > limits.fhirBodyBytesMax)
        throw tooLarge(`[${i}]`);
      budget.spend(moved + operationSteps);
      // What is put in may be changed by the next operation, and the patch is to stay as it was sent.
      const own =
        'value' in operation ? { ...operation, value: structuredClone(operation.value) } : operation;
      changed = fastJsonPatch.applyOperation(changed, own, true, true, true, i).newDocument;
      const digits = placeDigits(one);
      if (digits) changed = fastJsonPatch.applyOperation(changed, digits).newDocument;
    } catch (error) {
      if (error instanceof FhirProblem) throw error;
      throw new FhirProblem(
        422,
        'invalid',
        'The operation is not well formed, does not fit the resource, or its test fails.',
        `[${i}]`,
      );
    }
  }
  if (!isObject(changed)) throw new FhirProblem(422, 'invalid', 'What the patch leaves is no resource.');
  return changed as Resource;
}

/** The digits of a number that is put in, which stand beside it in the operation, are put beside it in the resource. */
function placeDigits({ op, path, value, _value }: Record<string, unknown>): Operation | undefined {
  const isPut = (op === 'add' || op === 'replace') && typeof value === 'number' && _value !== undefined;
  const place = isPut ? String(path).replace(/\/([A-Za-z]\w*)$/, '/_$1') : path;
  return place === path ? undefined : { op: 'add', path: String(place), value: structuredClone(_value) };
}

/** So many that the time is looked at between operations. */
const operationSteps = 1000;

/** How much an operation puts into the resource, or copies on its way. @throws FhirProblem where it becomes too deep */
function countMoved(document: unknown, operation: Operation, limits: Bounds['limits']): number {
  const { op, path } = operation;
  const levels = depthMax - path.split('/').length + 2;
  const measure = new Measure(limits);
  const read = (pointer: string): unknown => fastJsonPatch.getValueByPointer(document, pointer);
  if (op === 'add' || op === 'replace') measure.add(operation.value, levels);
  if (op === 'move') measure.add(read(path));
  if (op === 'copy' || op === 'move') measure.add(read(operation.from), levels);
  return measure.nodes;
}

function tooLarge(place: string): FhirProblem {
  return new FhirProblem(413, 'too-long', 'The patch makes the resource larger than one may be.', place);
}
