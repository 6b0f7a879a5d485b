// Condition: a diagnosis or complaint, on the list of problems.
import condition from '../../../things/condition.ts';
import { codeable, codesOf, makeConcept, translated } from '../codes.ts';
import { approxDateTime, dateWords } from '../dates.ts';
import { isObject, type JsonObject, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(condition);
const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const category = 'http://terminology.hl7.org/CodeSystem/condition-category';

const status = translated(
  clinical,
  'condition-occurrence',
  {
    active: ['active', 'Current: Currently has this'],
    inactive: ['inactive', 'Past: No longer has this'],
    recurrence: ['intermittent', 'Intermittent: Comes and goes'],
  },
  'active',
);

/** What has ended is over by FHIR, whatever else is said. */
function end(concept: JsonObject): JsonObject {
  const [, ...others] = listOf(concept.coding);
  return { ...concept, coding: [{ system: clinical, code: 'inactive' }, ...others] };
}

export default defineMapping(condition, {
  resourceType: 'Condition',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-problems-health-concerns',
  subject: 'subject',
  fixed: {
    clinicalStatus: { coding: [{ system: clinical, code: 'active' }] },
    verificationStatus: { coding: [{ system: verification, code: 'confirmed' }] },
    category: [makeConcept(category, 'problem-list-item', 'Problem List Item')],
  },
  rows: [
    row('name', 'code', codeable),
    row('onsetDate', 'onsetDateTime', approxDateTime),
    row('onsetDate', 'onsetString', dateWords, 'Words such as “as a child”.'),
    row('stopDate', 'abatementDateTime', approxDateTime),
    row('stopDate', 'abatementString', dateWords),
    rowBy(
      'status',
      'clinicalStatus',
      {
        write(item, resource, settings) {
          const written = item.status === undefined ? undefined : status.write(item.status, settings);
          const concept = isObject(written) ? written : (resource.clinicalStatus as JsonObject);
          const isOver = item.stopDate !== undefined && !codesOf(concept, clinical).includes('inactive');
          resource.clinicalStatus = isOver ? end(concept) : concept;
        },
        read(resource, item, settings) {
          const value =
            resource.clinicalStatus === undefined
              ? undefined
              : status.read(resource.clinicalStatus, settings);
          if (value !== undefined) item.status = value;
        },
      },
      'What has a date of its end is inactive, whatever else is said.',
    ),
  ],
  takes: resource => resource.code !== undefined,
});
