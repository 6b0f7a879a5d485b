// What forms and documentation show of every field: labels, units, preferred vocabularies.
import { describe, expect, test } from 'vitest';
import { hasReference, referenceFile } from '../testing/reference.ts';
import { type Field, fieldsOf } from './fields.ts';
import { everyType, findVersion } from './index.ts';

interface Placed {
  readonly path: string;
  readonly field: Field;
}

/** Every field, at any depth; what is inside a published type is told only the first time it is met. */
function everyField(fields: readonly Field[], path: string, met: Set<string>): Placed[] {
  return fields.flatMap(field => {
    const place = `${path}/${field.name}`;
    const { typeName } = field.schema ?? {};
    const name = typeName && `${typeName.namespace} ${typeName.name} of ${path.split('/')[0]}`;
    if (name !== undefined && met.has(name)) return [{ path: place, field }];
    if (name !== undefined) met.add(name);
    return [{ path: place, field }, ...everyField(field.fields, place, met)];
  });
}

const met = new Set<string>();
const all = everyType().flatMap(type =>
  type.versions.flatMap(version =>
    everyField(fieldsOf(type, version), `${version.root} ${version.number}`, met),
  ),
);
const at = (path: string) => all.find(placed => placed.path === path)?.field;

describe('labels', () => {
  /** Names that are written so. */
  const names = /HbA1c|dbSNP|iCalendar|XPath|mmHg/g;

  test('are words, not names of elements', () => {
    const odd = all.filter(({ field: { label } }) => {
      const rest = label.replace(names, '');
      return (
        !/^[\p{Lu}\d]/u.test(label) || /[\p{L}\d]-[\p{Ll}\d]|\p{Ll}\p{Lu}|_/u.test(rest) || label.length > 80
      );
    });
    expect(odd.map(({ path, field }) => `${path}: ${field.label}`)).toEqual([]);
  });

  test('of a type name fields that it has', () => {
    for (const type of everyType()) {
      const places = type.versions.flatMap(version =>
        everyField(fieldsOf(type, version), version.root, new Set()).map(({ path }) => `/${path}`),
      );
      const unknown = Object.keys(type.labels).filter(
        name => !places.some(path => path.endsWith(`/${name}`)),
      );
      expect([type.name, unknown]).toEqual([type.name, []]);
    }
  });

  test('are known of what a type says of some of them', () => {
    for (const type of everyType()) {
      const { root } = type.versions.at(-1)!;
      const paths = type.versions.flatMap(version =>
        everyField(fieldsOf(type, version), version.root, new Set()).map(({ path }) => `/${path}`),
      );
      const current = everyField(fieldsOf(type, type.versions.at(-1)!), root, new Set());
      const unknown = [
        ...Object.keys(type.usual).filter(name => !current.some(({ path }) => path.endsWith(`/${name}`))),
        ...type.forPrograms.filter(name => !paths.some(path => path.endsWith(`/${name}`))),
        ...[type.opensWith ?? []].flat().filter(way => !paths.includes(`/${root}/${way}`)),
        ...type.ordered.flat().filter(name => !paths.some(path => path.endsWith(`/${name}`))),
        ...Object.entries(type.usual)
          .filter(([, usual]) => typeof usual !== 'function' && usual[0] >= usual[1])
          .map(([name]) => name),
      ];
      expect([type.name, unknown]).toEqual([type.name, []]);
    }
  });

  test.each([
    ['weight 1/value', 'Weight'],
    ['allergy 1/is-negated', 'No allergy to this after all'],
    ['basic 2/birthyear', 'Year of birth'],
    ['personal 1/date-of-death', 'Date of death'],
    ['personal 1/is-veteran', 'Veteran'],
    // The same name inside and outside.
    ['action-plan 1/value', 'Content (base 64)'],
    ['action-plan 1/headers/header/value', 'Value'],
    // What types share is called the same in all, whatever the type calls a field of that name.
    ['discharge-summary 1/text', 'Report'],
    ['directive 1/start-date/structured/tz/text', 'In words'],
    ['lab-test-results 2/lab-group/sub-groups', 'Group inside this one'],
  ])('%s is called %s', (path, label) => {
    expect(at(path)?.label).toBe(label);
  });
});

describe('units', () => {
  test.each([
    ['weight 1/value', 'kg'],
    ['weight 1/value/kg', 'kg'],
    ['blood-pressure 1/systolic', 'mmHg'],
    ['blood-pressure 1/pulse', '/min'],
    ['blood-oxygen-saturation 1/value', 'fraction'],
    ['cholesterol-profile 1/ldl', 'mg/dL'],
    ['cholesterol-profile 2/ldl', 'mmol/L'],
    ['exercise 2/duration', 'min'],
    ['HbA1C 2/value', 'mmol/mol'],
    ['vital-signs 1/vital-signs-results/value', undefined],
  ])('%s is in %s', (path, unit) => {
    expect(at(path)).toBeDefined();
    expect(at(path)?.unit).toBe(unit);
  });

  /** Numbers that count nothing, or what stands beside them: points on a scale, parts of a date, amounts of money. */
  const withoutUnit =
    /\/(y|m|d|h|s|f|dow|birthyear|firstdow|normalcy|mood|stress|wellbeing|intensity|importance|sleepiness|wake-state|value|sequence-number|times-in-interval|fetus-count|times-woken-up|numbering-scheme|strength|confidence|code|(minimum|maximum)-range|reference-(minimum|maximum)|(exact|min|max)-dose|strength-value|refills|refills-left|iteration-count|multiple|(min|max)-target|occurrence-count|recurrence)$|claim-(totals|amounts)\//;

  test('every number has one, or is known to have none', () => {
    const without = all.filter(
      ({ field: { schema, unit } }) =>
        schema?.shape.kind === 'text' && /double|int|decimal/i.test(schema.shape.base) && unit === undefined,
    );
    expect(without.map(({ path }) => path).filter(path => !withoutUnit.test(path))).toEqual([]);
  });
});

interface PublishedItem {
  readonly name?: string;
  readonly type?: string;
  readonly inline?: PublishedType;
  readonly items?: readonly PublishedItem[];
  readonly preferredVocabulary?: readonly string[];
}
interface PublishedType {
  readonly items?: readonly PublishedItem[];
}
interface PublishedThing {
  readonly typeId: string;
  readonly rootElement: string;
  readonly versionSequence: number;
  readonly schema?: {
    readonly root?: PublishedType;
    readonly types: Readonly<Record<string, PublishedType>>;
  };
}

describe.skipIf(!hasReference)('preferred vocabularies (needs KEEPWELL_REFERENCE)', () => {
  /** The names of lists as schemas write them, and as the lists are called. */
  const spelled: Readonly<Record<string, string | undefined>> = {
    '(none defined)': undefined,
    icd9cm: 'icd:icd9cm',
    idc9cm: 'icd:icd9cm',
    'iso.iso3166': 'iso:iso3166',
    'dicom.modality': 'dicom:modality',
    'answer-choice-sets': 'answer-choices-sets',
    LOINC: 'regenstrief:LOINC',
    Rxnorm: 'RxNorm',
    'vaccines-cvx': 'HL7:vaccines-cvx',
    'vaccine-manufacturers-mvx': 'HL7:vaccine-manufacturers-mvx',
    'medical-specialties-': 'medical-specialties',
    'appointment-status-': 'appointment-status',
    'appointment-care-class-': 'appointment-care-class',
    'condition-occurence': 'condition-occurrence',
    'explanation-of-benefits-claim-type': 'explanation-of-benefits-claim-types',
    'event-pediatric-developmental-motorskills': 'event-pediatric-developmental-motor-skills',
    'insulin-types': 'insulin-type',
    'lab-results-flag': 'lab-result-flag',
  };

  /** Where the schemas say nothing, or say it one element too late. */
  const ours: readonly string[] = [
    'explanation-of-benefits 1/currency: iso:iso4217 for none',
    'immunization 1/anatomic-surface: immunization-anatomic-surface for none',
    'immunization 2/anatomic-surface: immunization-anatomic-surface for none',
    'lab-test-results 1/lab-group/status: lab-status for none',
    'lab-test-results 1/lab-group/results/note: none for lab-status',
    'lab-test-results 2/lab-group/status: lab-status for none',
    'lab-test-results 2/lab-group/results/note: none for lab-status',
    'meal-definition 1/meal-type: dietary-intake-meals for none',
    'medication 1/duration-unit: duration-units for none',
  ];

  function differences(
    items: readonly PublishedItem[],
    fields: readonly Field[],
    path: string,
    types: Readonly<Record<string, PublishedType>>,
    done: Set<string>,
  ): string[] {
    const flat = fields.flatMap(field => (field.kind === 'element' ? [field] : [field, ...field.fields]));
    return items.flatMap(item => {
      if (item.name === undefined) return differences(item.items ?? [], flat, path, types, done);
      const place = `${path}/${item.name}`;
      const wireName = item.name.trim();
      const field = flat.find(({ name }) => name === wireName);
      if (!field) return [`${place}: no such field`];
      const due = (item.preferredVocabulary ?? []).flatMap(name =>
        name in spelled ? (spelled[name] ?? []) : name,
      );
      const own = field.schema?.vocabularies ?? [];
      const found =
        own.join() === due.join() ? [] : [`${place}: ${own.join() || 'none'} for ${due.join() || 'none'}`];
      const type = item.type ?? '';
      if (done.has(type)) return found;
      if (type in types) done.add(type);
      const inside = (item.inline ?? types[type])?.items ?? [];
      return [...found, ...differences(inside, field.fields, place, types, done)];
    });
  }

  test('of every type are those of the published schemas', () => {
    const things = JSON.parse(referenceFile('data/thing-types.json').toString('utf8')) as PublishedThing[];
    const found = things.flatMap(({ typeId, rootElement, versionSequence, schema }) => {
      const known = findVersion(typeId.toLowerCase());
      if (!known || !schema?.root) return [];
      const fields = fieldsOf(known.type, known.version);
      return differences(
        schema.root.items ?? [],
        fields,
        `${rootElement} ${versionSequence}`,
        schema.types,
        new Set(),
      );
    });
    expect(found).toEqual(ours);
  });

  test('of what types share, too', () => {
    const shared = JSON.parse(referenceFile('data/shared-types.json').toString('utf8')) as Record<
      string,
      { readonly targetNamespace: string; readonly types: Readonly<Record<string, PublishedType>> }
    >;
    const published = [shared.base!, shared.dates!].flatMap(({ targetNamespace, types }) =>
      Object.entries(types).map(([name, type]) => ({ targetNamespace, name, items: type.items ?? [] })),
    );
    const found = published.flatMap(({ targetNamespace, name, items }) => {
      const used = all.find(
        ({ field }) =>
          field.schema?.typeName?.name === name && field.schema.typeName.namespace === targetNamespace,
      );
      return used ? differences(items, used.field.fields, name, {}, new Set()) : [];
    });
    // It is the displayed number that has a unit of the person's choice.
    expect(found).toEqual(['pressure-value/pascals: none for pressure-units']);
  });
});
