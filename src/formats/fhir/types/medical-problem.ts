// Medical problem: what a doctor diagnosed at a visit. Of several diagnoses the first is its code.
import medicalProblem from '../../../things/medical-problem.ts';
import { codeable, makeConcept } from '../codes.ts';
import { activeStatus, categorySystem, clinicalSystem, confirmed } from '../conditions.ts';
import { approxDateTime, dateTime, dateWords } from '../dates.ts';
import { isMarked, known, makeMark, unknownConcept } from '../elements.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath, putAtPath } from '../paths.ts';

const { row, rowBy } = rowsOf(medicalProblem);

/** Its first duration; what ended is over. */
const duration: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    for (const [side, stem] of [
      ['startDate', 'onset'],
      ['endDate', 'abatement'],
    ] as const) {
      const value = getAtPath(item, `duration[0].${side}`);
      if (value === undefined) continue;
      const moment = approxDateTime.write(value, settings);
      const words = dateWords.write(value, settings);
      if (moment !== undefined) resource[`${stem}DateTime`] = moment;
      else if (words !== undefined) resource[`${stem}String`] = words;
      if (side === 'endDate')
        resource.clinicalStatus = { coding: [{ system: clinicalSystem, code: 'inactive' }] };
    }
  },
  read(resource, item, settings) {
    for (const [side, stem] of [
      ['startDate', 'onset'],
      ['endDate', 'abatement'],
    ] as const) {
      const [moment, words] = [resource[`${stem}DateTime`], resource[`${stem}String`]];
      const value =
        (moment === undefined ? undefined : approxDateTime.read(moment, settings)) ??
        (words === undefined ? undefined : dateWords.read(words, settings));
      // A duration has a beginning.
      const isTold = side === 'startDate' || item.duration !== undefined;
      if (value !== undefined && isTold) putAtPath(item, `duration[0].${side}`, value);
    }
  },
};

export default defineMapping(medicalProblem, {
  resourceType: 'Condition',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-encounter-diagnosis',
  subject: 'subject',
  fixed: {
    clinicalStatus: activeStatus,
    verificationStatus: confirmed,
    category: [
      makeConcept(categorySystem, 'encounter-diagnosis', 'Encounter Diagnosis'),
      makeMark(medicalProblem),
    ],
    code: unknownConcept,
  },
  rows: [
    row('when', 'recordedDate', dateTime),
    rowBy('diagnosis', 'code', {
      write(item, resource, settings) {
        const first = getAtPath(item, 'diagnosis[0]');
        const written = first === undefined ? undefined : codeable.write(first, settings);
        if (written !== undefined) resource.code = written;
      },
      read(resource, item, settings) {
        const value = resource.code === undefined ? undefined : known.read(resource.code, settings);
        if (value !== undefined) item.diagnosis = [value];
      },
    }),
    rowBy('duration', 'onset[x]', duration, 'The first of several, with abatement[x].'),
  ],
  takes: resource => isMarked(resource, medicalProblem) && typeof resource.recordedDate === 'string',
});
