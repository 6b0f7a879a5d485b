// What a form asks first: the few fields that people fill, as the type declares them (`short`), found among all fields.

import { sayLabel } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import {
  type Asked,
  currentVersion,
  type Field,
  type ThingType,
  type ThingVersion,
} from '../../../things/index.ts';
import { type FormTexts, listEntries, rootName } from './form-texts.ts';
import { findLeaf, getEntry } from './leaves.ts';

/** A field that is asked first, where it stands in the form. */
export interface AskedField {
  readonly field: Field;
  readonly name: string;
  readonly label: string;
  readonly before: unknown;
  readonly isOptional: boolean;
  /** The input that holds its unit, and the units there are. */
  readonly unit: { readonly name: string; readonly of: readonly string[] } | undefined;
}

interface Sought {
  readonly type: ThingType;
  readonly version: ThingVersion;
  readonly fields: readonly Field[];
  readonly form: FormTexts;
  readonly before: unknown;
  readonly short: readonly (string | Asked)[];
  readonly language: Language;
}

/** None for an item of an older version, whose fields are others. */
export function listAsked(sought: Sought): AskedField[] {
  const { type, version, short, language } = sought;
  if (version !== currentVersion(type)) return [];
  return short.flatMap(one => {
    const { at, label, unit }: Asked = typeof one === 'string' ? { at: one } : one;
    const found = findAt(sought, at);
    if (!found) return [];
    const named = unit && findAt(sought, unit.at);
    return {
      ...found,
      label: label === undefined ? found.field.label : sayLabel(label, [type.name], language),
      unit: named && { name: named.name, of: unit.of },
    };
  });
}

/** Undefined where the form has no entry of a list on the way, or no room for it. */
function findAt(
  { fields, form, before }: Sought,
  at: string,
): Omit<AskedField, 'label' | 'unit'> | undefined {
  let found: Omit<AskedField, 'label' | 'unit'> | undefined;
  let inside = fields;
  let value = before;
  let way = rootName;
  let isOptional = false;
  for (const step of at.split('/')) {
    const field = inside.find(({ name }) => name === step);
    if (!field) return undefined;
    way += `.${step}`;
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[field.key];
    isOptional ||= field.min === 0;
    const own = field.list ? getEntry(field) : field;
    if (field.list) {
      const [id = field.min > 0 && value === undefined ? 'n1' : undefined] = listEntries(form, way);
      if (id === undefined) return undefined;
      way += `.${id}`;
      value = (value as readonly unknown[] | undefined)?.[Number(id)];
    }
    found = { field: own, name: way, before: value, isOptional };
    inside = own.fields;
  }
  return found && findLeaf(found.field) ? found : undefined;
}
