// From a typed value to what core writes.
import type { ThingWrite } from '../core/things/plan.ts';
import { camel } from '../schema/schema.ts';
import { escapeText } from '../schema/xml-reader.ts';
import type { CodableValue } from '../things/common/codable.ts';
import { type DateValue, earliest } from '../things/common/dates.ts';
import { currentVersion, printThing, type ThingType } from '../things/index.ts';

export type DemoThing = ThingWrite;

/** A thing of a type, with a note if there is something to say. */
export function thing<Value>(type: ThingType<Value>, value: Value, note?: string): DemoThing {
  const version = currentVersion(type);
  const dateIn = (name: string | undefined) => {
    const date =
      name === undefined ? undefined : (value as Record<string, DateValue | undefined>)[camel(name)];
    return date && earliest(date);
  };
  return {
    typeId: version.id,
    data: {
      xml: printThing(version, value),
      commonXml: note === undefined ? '' : `<common><note>${escapeText(note)}</note></common>`,
      clientId: undefined,
      effectiveDate: dateIn(version.effectiveDate),
      endDate: dateIn(version.endDate),
    },
  };
}

/** A text with its code in one of HealthVault's own vocabularies. */
export function coded(text: string, type: string, value = text, version = '1'): CodableValue {
  return { text, code: [{ value, family: 'wc', type, version }] };
}

export function country(code: string, text: string): CodableValue {
  return { text, code: [{ value: code, family: 'iso', type: 'iso3166', version: '1.0' }] };
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
