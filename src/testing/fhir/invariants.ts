// What R4 and profiles demand of a resource in FHIRPath, by HL7's own engine: another than that of the validator, which leaves
// out some of them, such as that what is contained must be referred to.
import { compile } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import {
  type Constraint,
  type Definition,
  elementAt,
  type Node,
  type Typed,
  walkResource,
} from './definitions.ts';

type Judgement = (value: unknown, variables: object) => unknown[];
const compiled = new Map<string, Judgement>();

/** @param profiles those it says that it is of @returns the rules that it breaks, each with its place */
export function findBroken(resource: Typed, profiles: readonly Definition[] = []): string[] {
  const ofProfiles = profiles.flatMap(({ snapshot }) => snapshot?.element ?? []).filter(isOfAll);
  return [...walkResource(resource)].flatMap(node => {
    if (typeof node.value !== 'object' || node.value === null) return [];
    const all = [
      ...(node.element?.constraint ?? []),
      ...(elementAt(node.path)?.constraint ?? []),
      ...(node.owner === resource
        ? ofProfiles.filter(({ path }) => path === node.element?.path)
        : []
      ).flatMap(({ constraint = [] }) => constraint),
    ];
    const byKey = new Map(all.map(one => [one.key, one]));
    return [...byKey.values()]
      .filter(one => one.severity === 'error' && !holds(one, node, resource))
      .map(({ key, expression }) => `${node.here}: ${key}: ${expression}`);
  });
}

/** Of a slice, only what is in that slice must be so. */
function isOfAll({ id }: { readonly id?: string }): boolean {
  return !id?.includes(':');
}

function holds({ key, expression }: Constraint, { value, path, owner }: Node, rootResource: Typed): boolean {
  // Texts are checked by no engine of FHIRPath.
  if (expression === undefined || expression === 'htmlChecks()') return true;
  // There is nothing that a resource alone could be resolved from.
  if (expression.includes('resolve()')) return true;
  const name = `${path} ${expression}`;
  let judgement = compiled.get(name);
  if (!judgement) {
    // R4 was written before it was said that `as` is for one value alone.
    const today = expression.replaceAll('.as(', '.ofType(');
    judgement = compile({ base: path, expression: today }, r4, { traceFn: () => {} }) as Judgement;
    compiled.set(name, judgement);
  }
  const [answer] = judgement(value, { resource: owner, rootResource, context: value });
  // FHIRPath leaves out what an empty side has no answer to.
  if (answer !== undefined && typeof answer !== 'boolean') throw new Error(`${key} answers no yes or no`);
  return answer !== false;
}
