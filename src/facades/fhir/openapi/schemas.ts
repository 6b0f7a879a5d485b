// Kinds of resource and the types that stand in them as JSON Schema, made of the elements that resources are checked by.
import { type ElementOf, findElements, primitives } from '../../../core/fhir/elements.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** Of kinds of resource, and of all types that they need. */
export function describeTypes(kinds: readonly string[]): Record<string, Schema> {
  const made = new Map<string, Schema>([['Resource', anyResource]]);
  const waiting = [...kinds];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    const elements = findElements(type);
    if (made.has(type) || !elements) continue;
    const refer = (other: string) => {
      waiting.push(other);
      return referTo(other);
    };
    const own = describeElements(elements, refer);
    made.set(type, kinds.includes(type) ? asResource(type, own) : own);
  }
  return Object.fromEntries([...made].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function referTo(type: string): Schema {
  return { $ref: `#/components/schemas/${type}` };
}

const anyResource: Schema = {
  type: 'object',
  required: ['resourceType'],
  properties: { resourceType: { type: 'string' }, id: { type: 'string' } },
};

interface ObjectSchema extends Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

function asResource(type: string, { properties, required = [], ...rest }: ObjectSchema): Schema {
  return {
    ...rest,
    required: ['resourceType', ...required],
    properties: { resourceType: { const: type }, ...properties },
    externalDocs: { url: `https://hl7.org/fhir/R4/${type.toLowerCase()}.html` },
  };
}

type Refer = (type: string) => Schema;

function describeElements(elements: ReadonlyMap<string, ElementOf>, refer: Refer): ObjectSchema {
  const all = [...elements.values()];
  // Of a value the extension may be there alone.
  const required = all.filter(
    ({ isRequired, choice, type }) => isRequired && choice === undefined && !primitives.has(type),
  );
  return {
    type: 'object',
    ...(required.length > 0 && { required: required.map(({ name }) => name) }),
    properties: Object.fromEntries(all.map(element => [element.name, describeElement(element, refer)])),
  };
}

function describeElement(element: ElementOf, refer: Refer): Schema {
  const one = describeOne(element, refer);
  return element.isMany ? { type: 'array', items: one } : one;
}

function describeOne({ type, children }: ElementOf, refer: Refer): Schema {
  if (children) return describeElements(children, refer);
  if (type.startsWith('#')) return referWithin(type.slice(1));
  if (type === 'Resource') return referTo('Resource');
  return primitives.has(type) ? describePrimitive(type) : refer(type);
}

/** `Observation.referenceRange`: an element that is like another. */
function referWithin(path: string): Schema {
  const [root = '', ...names] = path.split('.');
  let elements = findElements(root);
  let pointer = `#/components/schemas/${root}`;
  for (const name of names) {
    const element = elements?.get(name);
    pointer += `/properties/${name}${element?.isMany ? '/items' : ''}`;
    elements = element?.children;
  }
  return { $ref: pointer };
}

const numbers = new Map<string, Schema>([
  ['boolean', { type: 'boolean' }],
  ['integer', { type: 'integer' }],
  ['unsignedInt', { type: 'integer', minimum: 0 }],
  ['positiveInt', { type: 'integer', minimum: 1 }],
  ['decimal', { type: 'number' }],
  ['base64Binary', { type: 'string', contentEncoding: 'base64' }],
]);

function describePrimitive(type: string): Schema {
  return numbers.get(type) ?? { type: 'string' };
}
