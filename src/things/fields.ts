// The fields of a type as forms and documentation show them: labels, units, how often, what is inside. The schema
// says what there is (thing-type.ts); what people call it is in the type's own labels or, for what types share, in
// common/labels.ts.
import type { Item, Schema } from '../schema/schema.ts';
import { sharedLabels } from './common/labels.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';

export interface Field {
  /** On the wire; of a choice, a group or free content, which have no element of their own, in the value. */
  readonly name: string;
  /** In the value. */
  readonly key: string;
  readonly kind: Item['kind'] | 'attribute';
  readonly label: string;
  /** What its numbers count: `kg`, `min`; `fraction` where 0.25 is a quarter. */
  readonly unit: string | undefined;
  /** Of an element or an attribute. */
  readonly schema: Schema<unknown> | undefined;
  readonly min: number;
  readonly max: number;
  /** Can only programs fill it? */
  readonly isForPrograms: boolean;
  /** Is the value a list? */
  readonly list: boolean;
  /** What is inside, worked out when it is asked for: a group of tests holds groups of tests. */
  readonly fields: readonly Field[];
}

/** What stands in the root of a version, in order. */
export function fieldsOf(type: ThingType, version: ThingVersion): readonly Field[] {
  return fieldsInside(type, version.root, version.schema);
}

/** What people call the field `name` of an element `inside`. */
export function findLabel(type: ThingType, name: string, inside: { name: string; schema: Schema<unknown> }) {
  const shared = sharedLabels[inside.schema.typeName?.name ?? ''];
  return type.labels[`${inside.name}/${name}`] ?? (shared ?? type.labels)[name] ?? wordsOf(name);
}

function fieldsInside(type: ThingType, name: string, schema: Schema<unknown>): readonly Field[] {
  const { shape } = schema;
  const attributes = 'attributes' in shape ? shape.attributes : [];
  const items = 'items' in shape ? shape.items : [];
  const inside = { name, schema };
  return [
    ...attributes.map(
      (attribute): Field => ({
        name: attribute.name,
        key: attribute.key,
        kind: 'attribute',
        label: findLabel(type, attribute.name, inside),
        unit: attribute.schema.unit,
        schema: attribute.schema,
        min: attribute.required ? 1 : 0,
        max: 1,
        isForPrograms: false,
        list: false,
        fields: [],
      }),
    ),
    ...items.map(item => fieldOf(type, item, inside)),
  ];
}

function fieldOf(type: ThingType, item: Item, inside: { name: string; schema: Schema<unknown> }): Field {
  const element = item.kind === 'element' ? item : undefined;
  const name = element?.name ?? item.key;
  return {
    name,
    key: item.key,
    kind: item.kind,
    label: findLabel(type, name, inside),
    unit: element?.schema.unit,
    schema: element?.schema,
    min: item.min,
    max: element?.max ?? 1,
    isForPrograms: type.forPrograms.includes(name),
    list: element?.list ?? item.kind === 'any',
    get fields() {
      if (item.kind !== 'element') return item.items.map(one => fieldOf(type, one, inside));
      return fieldsInside(type, name, item.schema);
    },
  };
}

/** A name that says it well enough: `date-of-birth` becomes `Date of birth`, `is-primary` `Primary`. */
function wordsOf(name: string): string {
  const words = name
    .replace(/^(?:is|has)-/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .split('-')
    .map(word => (acronyms.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const acronyms = new Set(['id', 'url', 'uid', 'html']);
