// What plans and tasks share: their category, and how far they have got.
import type { JsonObject } from './json.ts';

export const planCategory: JsonObject = {
  coding: [
    {
      system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category',
      code: 'assess-plan',
      display: 'Assessment and Plan of Treatment',
    },
  ],
};
