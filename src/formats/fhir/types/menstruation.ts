// Menstruation: a day of a period.
import menstruation from '../../../things/menstruation.ts';
import { codeable, codesOf, loinc } from '../codes.ts';
import { truth } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, isToTheDay, makeObservation, ownComponent } from '../observation.ts';

const { row, rowBy } = rowsOf(menstruation);

export default defineMapping(menstruation, {
  ...makeObservation('49033-4', 'Menstrual status', 'survey'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('amount', 'valueCodeableConcept', codeable),
    rowBy(
      'isNewCycle',
      'component[is-new-cycle].valueBoolean',
      ownComponent('isNewCycle', 'is-new-cycle', 'First day of a cycle', truth, 'valueBoolean'),
    ),
  ],
  takes: resource =>
    codesOf(resource.code, loinc).includes('49033-4') &&
    isToTheDay(resource) &&
    resource.dataAbsentReason === undefined,
});
