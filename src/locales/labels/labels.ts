// What pages call the fields, units and charted numbers of items, in the reader's language. The English words are those of
// the definitions; the others are looked up here, so a type is drawn in every language without a line of its own.
import { type Field, fieldsOf, type ThingType, type ThingVersion } from '../../things/index.ts';
import type { Language } from '../language.ts';
import { fieldsAToF } from './fields-a-to-f.ts';
import { fieldsGToN } from './fields-g-to-n.ts';
import { fieldsOToZ } from './fields-o-to-z.ts';

/** By what they are called in English. */
export type Names = Readonly<Record<string, readonly [es: string, de: string]>>;

const everywhere: Names = { ...fieldsAToF, ...fieldsGToN, ...fieldsOToZ };

/** What a label means in one type, or within one published type that many share: the label behind its name. */
const particular: Names = {
  'name/Title': ['Tratamiento', 'Anrede oder Titel'],
  'structured-measurement/Number': ['Número', 'Zahl'],
  'Body dimension/Size': ['Medida', 'Maß'],
  'Insight/Strength': ['Intensidad', 'Stärke'],
  'Microbiology lab test result/Sample': ['Muestra', 'Probe'],
};

/** Units that are words. Others, such as mmHg, are written alike everywhere. */
const units: Names = {
  bits: ['bits', 'Bit'],
  bytes: ['bytes', 'Byte'],
  days: ['días', 'Tage'],
  doses: ['dosis', 'Dosen'],
  servings: ['raciones', 'Portionen'],
  steps: ['pasos', 'Schritte'],
  units: ['unidades', 'Einheiten'],
  weeks: ['semanas', 'Wochen'],
  years: ['años', 'Jahre'],
  '1 to 5': ['1 a 5', '1 bis 5'],
};

/** What stands in a version of a type, with labels and units as the language has them. */
export function labelledFields(type: ThingType, version: ThingVersion, language: Language): readonly Field[] {
  const fields = fieldsOf(type, version);
  if (language === 'en') return fields;
  return fields.map(field => labelled(field, type, version.schema.typeName?.name, language));
}

/** @param within the published type that the field is in */
function labelled(field: Field, type: ThingType, within: string | undefined, language: Language): Field {
  const { fields, ...own } = field;
  const inside = field.kind === 'element' ? field.schema?.typeName?.name : within;
  return {
    ...own,
    label: labelText(field.label, [within, type.name], language),
    unit: field.unit === undefined ? undefined : unitText(field.unit, language),
    get fields() {
      return fields.map(one => labelled(one, type, inside, language));
    },
  };
}

/** What the lines of the chart of a type are called, in its order. */
export function chartLabels(type: ThingType, language: Language): string[] {
  return type.chart.map(({ label }) => labelText(label, [type.name], language));
}

export function unitText(unit: string, language: Language): string {
  return inLanguage(units[unit], language) ?? unit;
}

/** @param places what the label stands in, the nearest first */
export function labelText(
  label: string,
  places: readonly (string | undefined)[],
  language: Language,
): string {
  const place = places.find(one => Object.hasOwn(particular, `${one}/${label}`));
  return (
    inLanguage(place === undefined ? everywhere[label] : particular[`${place}/${label}`], language) ?? label
  );
}

export function inLanguage(names: Names[string] | undefined, language: Language): string | undefined {
  return language === 'en' ? undefined : names?.[language === 'es' ? 0 : 1];
}

/** What the tables of this file and of the fields hold, for the tests that compare them with the definitions. */
export const tables = { everywhere, particular, units };
