// Which field of a definition is which leaf of a form, and which are kept as they are because people cannot type them.
import { makeTable } from '../../../schema/table.ts';
import type { Field } from '../../../things/index.ts';
import { approxDateLeaf, approxLeaf, dateLeaf, dateTimeLeaf, timeLeaf } from './date-leaves.ts';
import type { Leaf } from './leaf.ts';
import { displayLeaf, findBase, measuredLeaf } from './measured-leaves.ts';
import { codableLeaf, fractionLeaf, generalLeaf, makeTextLeaf, numberLeaf } from './text-leaves.ts';

/** Undefined for what has fields of its own. */
export function findLeaf(field: Field): Leaf | undefined {
  const { schema } = field;
  if (!schema || isKept(field)) return undefined;
  const named = byTypeName[schema.typeName?.name ?? ''];
  if (named) return named;
  if (findBase(field) !== undefined) return measuredLeaf;
  const { shape } = schema;
  if (shape.kind === 'marked-text') return displayLeaf;
  if (shape.kind !== 'text') return undefined;
  if (shape.facets.values) return choice;
  if (shape.base === 'boolean') return yesOrNo;
  if (!/^(int|unsignedInt|positiveInteger|long|double|decimal)$/.test(shape.base)) return words;
  return field.unit === 'fraction' ? fractionLeaf : numberLeaf;
}

const words = makeTextLeaf('text');
const choice = makeTextLeaf('choice');
const yesOrNo = makeTextLeaf('boolean');

const byTypeName: Readonly<Record<string, Leaf>> = makeTable({
  date: dateLeaf,
  time: timeLeaf,
  'date-time': dateTimeLeaf,
  'approx-date': approxDateLeaf,
  'approx-date-time': approxLeaf,
  'codable-value': codableLeaf,
  'general-measurement': generalLeaf,
});

/** Free content of applications and other standards. */
export function isKept({ kind, schema }: Field): boolean {
  return kind === 'any' || schema?.shape.kind === 'anything' || schema?.shape.kind === 'document';
}

/** One of a repeated field. */
export function getEntry(field: Field): Field {
  return { ...field, list: false, min: 1, max: 1, fields: field.fields };
}
