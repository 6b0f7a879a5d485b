// Condition: a diagnosis or complaint, on the list of problems.
import condition from '../../../things/condition.ts';
import { makeConcept, translated } from '../codes.ts';
import {
  activeStatus,
  categorySystem,
  clinicalStatus,
  clinicalSystem,
  confirmed,
  isDenied,
} from '../conditions.ts';
import { approxDateTime, dateWords } from '../dates.ts';
import { isSaying, isUnmarked, known, unknownConcept } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(condition);

const past = ['inactive', 'Past: No longer has this'] as const;
const present = ['active', 'Current: Currently has this'] as const;

const status = translated(
  clinicalSystem,
  'condition-occurrence',
  {
    active: present,
    inactive: past,
    recurrence: ['intermittent', 'Intermittent: Comes and goes'],
    relapse: present,
    remission: past,
    resolved: past,
  },
  'active',
);

export default defineMapping(condition, {
  resourceType: 'Condition',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-problems-health-concerns',
  subject: 'subject',
  fixed: {
    clinicalStatus: activeStatus,
    verificationStatus: confirmed,
    category: [makeConcept(categorySystem, 'problem-list-item', 'Problem List Item')],
    code: unknownConcept,
  },
  rows: [
    row('name', 'code', known),
    row('onsetDate', 'onsetDateTime', approxDateTime),
    row('onsetDate', 'onsetString', dateWords, 'Words such as “as a child”.'),
    row('stopDate', 'abatementDateTime', approxDateTime),
    row('stopDate', 'abatementString', dateWords),
    rowBy(
      'status',
      'clinicalStatus',
      clinicalStatus(status, item => item.stopDate !== undefined),
      'What has a date of its end is inactive, whatever else is said.',
    ),
  ],
  takes: resource => isUnmarked(resource) && isSaying(resource.code) && !isDenied(resource),
});
