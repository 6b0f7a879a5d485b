// Concern: what worries a person, as a health concern.
import concern from '../../../things/concern.ts';
import { makeConcept, translated } from '../codes.ts';
import { activeStatus, clinicalStatus, clinicalSystem, confirmed } from '../conditions.ts';
import { isMarked, isSaying, known, makeMark, unknownConcept } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(concern);

const status = translated(
  clinicalSystem,
  'concern-status',
  {
    active: ['active', 'Active'],
    inactive: ['inactive', 'Inactive'],
    resolved: ['inactive', 'Inactive'],
  },
  'active',
);

export default defineMapping(concern, {
  resourceType: 'Condition',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-problems-health-concerns',
  subject: 'subject',
  fixed: {
    clinicalStatus: activeStatus,
    verificationStatus: confirmed,
    category: [
      makeConcept(
        'http://hl7.org/fhir/us/core/CodeSystem/condition-category',
        'health-concern',
        'Health Concern',
      ),
      makeMark(concern),
    ],
    code: unknownConcept,
  },
  rows: [
    row('description', 'code', known),
    rowBy(
      'status',
      'clinicalStatus',
      clinicalStatus(status, () => false),
    ),
  ],
  takes: resource => isMarked(resource, concern) && isSaying(resource.code),
});
