// Makes values of any schema, for property tests: whatever it makes, the schema allows.
import fc from 'fast-check';
import type { Item, Schema, TextSchema, TextShape } from '../schema/schema.ts';

/** Past this depth what may be left out is left out. */
const depthMax = 5;

export function valuesOf(schema: Schema<unknown>, depth = 0): fc.Arbitrary<unknown> {
  const { shape, check } = schema;
  const values = checkless(shape, schema, depth);
  return check ? values.filter(value => check.problem(value as never) === undefined) : values;
}

function checkless(
  shape: Schema<unknown>['shape'],
  schema: Schema<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text': {
      const { fromText, toText } = schema as TextSchema<unknown>;
      // Some schemas read several spellings as one value.
      return textValues(shape).map(value => fromText(toText(value)));
    }
    case 'marked-text':
      return fc.record(
        { value: valuesOf(shape.base), ...attributeValues(shape.attributes) },
        { requiredKeys: ['value', ...requiredKeys(shape.attributes)] as never[] },
      );
    case 'sequence':
      return fc
        .tuple(
          itemValues(shape.items, depth),
          fc.record(attributeValues(shape.attributes), {
            requiredKeys: requiredKeys(shape.attributes) as never[],
          }),
        )
        .map(([items, attributes]) => ({ ...attributes, ...items }));
    case 'choice':
      return oneOfItems(shape.items, depth);
    case 'anything':
      throw new Error('only an element of some name can hold anything');
    case 'document':
      return documents(shape.root, shape.namespace);
  }
}

function documents(root: string, namespace: string): fc.Arbitrary<string> {
  return fc.constantFrom(
    `<${root} xmlns="${namespace}"/>`,
    `<${root} xmlns='${namespace}' a = "1" >\n  <b><!-- c -->1 &lt; 2</b><?d e?><f xmlns=""/>\n</${root} >`,
    `<x:${root} xmlns:x="${namespace}"><x:b xml:lang="en">text<![CDATA[<c>]]></x:b></x:${root}>`,
  );
}

type AttributeList = Extract<Schema<unknown>['shape'], { kind: 'sequence' }>['attributes'];

function attributeValues(attributes: AttributeList): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(attributes.map(({ key, schema }) => [key, valuesOf(schema)]));
}

function requiredKeys(attributes: AttributeList): string[] {
  return attributes.filter(a => a.required).map(a => a.key);
}

function itemValues(items: readonly Item[], depth: number): fc.Arbitrary<Record<string, unknown>> {
  const kept = items.filter(item => item.min > 0 || depth < depthMax);
  const fields = Object.fromEntries(kept.map(item => [item.key, oneItem(item, depth + 1)]));
  return fc.record(fields, { requiredKeys: kept.filter(item => item.min > 0).map(item => item.key) });
}

function oneOfItems(items: readonly Item[], depth: number): fc.Arbitrary<unknown> {
  return fc.oneof(...items.map(item => oneItem(item, depth + 1).map(value => ({ [item.key]: value }))));
}

function oneItem(item: Item, depth: number): fc.Arbitrary<unknown> {
  if (item.kind !== 'element') {
    if (item.kind === 'choice') return oneOfItems(item.items, depth);
    if (item.kind === 'group') return itemValues(item.items, depth);
    const parts = fc.constantFrom(
      '<a/>',
      '<b:c xmlns:b="urn:b">1 &lt; 2</b:c>',
      '<d xmlns="urn:d"><e f="g"/></d>',
    );
    return fc.array(parts, { minLength: 1, maxLength: 3 });
  }
  const { name, schema, list, min, max } = item;
  const values =
    schema.shape.kind === 'anything'
      ? fc.constant(`<${name} x="1">text<y/></${name}>`)
      : valuesOf(schema, depth);
  return list ? fc.array(values, { minLength: Math.max(min, 1), maxLength: Math.min(max, min + 2) }) : values;
}

function textValues({ base, facets }: TextShape): fc.Arbitrary<unknown> {
  const { above, values, pattern } = facets;
  if (values) return fc.constantFrom(...values);
  if (pattern) return fc.stringMatching(pattern.test);
  switch (base) {
    case 'string':
      return stringValues(facets);
    case 'boolean':
      return fc.boolean();
    case 'decimal':
      return fc.stringMatching(/^-?\d{1,30}(\.\d{1,30})?$/);
    case 'dateTime':
      return fc
        .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map(d => d.toISOString());
    case 'double': {
      const { min = above ?? Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = facets;
      const noNaN = Object.keys(facets).length > 0;
      return fc.double({ min, max, minExcluded: above !== undefined, noNaN }).filter(n => !Object.is(n, -0));
    }
    default: {
      const lowest = base === 'int' ? -2147483648 : base === 'positiveInteger' ? 1 : 0;
      const { min = above === undefined ? lowest : above + 1, max = 2147483647 } = facets;
      return fc.integer({ min, max });
    }
  }
}

/** The characters XML allows, those that need care more often. */
const characters = fc.oneof(
  fc.constantFrom(...'ab <>&"\']é\u00a0\t\n\r', '😀'),
  fc
    .oneof(
      fc.integer({ min: 0x20, max: 0xd7ff }),
      fc.integer({ min: 0xe000, max: 0xfffd }),
      fc.integer({ min: 0x10000, max: 0x10ffff }),
    )
    .map(code => String.fromCodePoint(code)),
);

function stringValues({
  minLength = 0,
  maxLength = 40,
  nonBlank = false,
}: TextShape['facets']): fc.Arbitrary<string> {
  return fc
    .string({ unit: characters, minLength, maxLength: Math.min(maxLength, Math.max(minLength, 40)) })
    .filter(text => !nonBlank || /[^ \t\r\n]/.test(text));
}

/** A value that has each of its fields, with what `next` gives in each text of any length. */
export function fillValue(schema: Schema<unknown>, next: () => string, depth = 0): unknown {
  const filled = fillShape(schema, next, depth);
  const sound = !schema.check || schema.check.problem(filled as never) === undefined;
  return sound ? filled : sampleOne(schema, depth);
}

function sampleOne(schema: Schema<unknown>, depth: number): unknown {
  return fc.sample(valuesOf(schema, depth), { numRuns: 1, seed: 1 })[0];
}

function fillShape(schema: Schema<unknown>, next: () => string, depth: number): unknown {
  const { shape } = schema;
  const fillAttributes = (attributes: AttributeList) =>
    Object.fromEntries(attributes.map(({ key, schema }) => [key, fillValue(schema, next, depth)]));
  switch (shape.kind) {
    case 'text': {
      const { values, pattern, maxLength = Number.POSITIVE_INFINITY } = shape.facets;
      const word = shape.base === 'string' && !values && !pattern ? next() : '';
      return word !== '' && word.length <= maxLength
        ? (schema as TextSchema<unknown>).fromText(word)
        : sampleOne(schema, depth);
    }
    case 'marked-text':
      return { value: fillValue(shape.base, next, depth), ...fillAttributes(shape.attributes) };
    case 'sequence':
      return { ...fillAttributes(shape.attributes), ...fillItems(shape.items, next, depth + 1) };
    case 'choice': {
      const [first] = shape.items;
      return first && { [first.key]: fillItem(first, next, depth + 1) };
    }
    default:
      return sampleOne(schema, depth);
  }
}

function fillItems(items: readonly Item[], next: () => string, depth: number): Record<string, unknown> {
  const kept = items.filter(({ min }) => min > 0 || depth < depthMax);
  return Object.fromEntries(kept.map(item => [item.key, fillItem(item, next, depth)]));
}

function fillItem(item: Item, next: () => string, depth: number): unknown {
  switch (item.kind) {
    case 'element': {
      const { name, schema, list } = item;
      const value =
        schema.shape.kind === 'anything' ? `<${name}>${next()}</${name}>` : fillValue(schema, next, depth);
      return list ? [value] : value;
    }
    case 'choice': {
      const [first] = item.items;
      return first && { [first.key]: fillItem(first, next, depth + 1) };
    }
    case 'group':
      return fillItems(item.items, next, depth);
    default:
      return [`<a>${next()}</a>`];
  }
}
