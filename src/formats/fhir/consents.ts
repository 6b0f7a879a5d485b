// What the two kinds of consent share: an advance directive, and who decides for a person.
import { isWritable } from './codes.ts';
import { getOwn, type JsonObject } from './json.ts';
import type { Row } from './mapping.ts';
import { getAtPath } from './paths.ts';

export const adr: JsonObject = {
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/consentscope',
      code: 'adr',
      display: 'Advanced Care Directive',
    },
  ],
};

const categories = 'http://terminology.hl7.org/CodeSystem/consentcategorycodes';

export const acd: JsonObject = {
  coding: [{ system: categories, code: 'acd', display: 'Advance Directive' }],
};
export const hcd: JsonObject = {
  coding: [{ system: categories, code: 'hcd', display: 'Health Care Directive' }],
};

/** @param otherwise what it says where the item has no words */
export function policyText(field: string, otherwise: string): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource) {
      const said = item[field];
      resource.policyRule = { text: isWritable(said) ? said : otherwise };
    },
    read(resource, item) {
      const said = getOwn(resource.policyRule, 'text');
      if (isWritable(said) && said !== otherwise) item[field] = said;
    },
  };
}

export function hasPeriod(resource: JsonObject): boolean {
  const period = getAtPath(resource, 'provision.period');
  return getOwn(period, 'start') !== undefined;
}
