// Pregnancy: a status, with what is known of it as components; its births have no element.
import pregnancy from '../../../things/pregnancy.ts';
import { codeable, codesOf, loinc, makeConcept, snomed } from '../codes.ts';
import { count } from '../convert.ts';
import { approxDate, date } from '../dates.ts';
import { listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { component, makeObservation, ownComponent } from '../observation.ts';

const { rowBy } = rowsOf(pregnancy);
const pregnant = makeConcept(snomed, '77386006', 'Pregnant');

export default defineMapping(pregnancy, {
  ...makeObservation('82810-3', 'Pregnancy status', 'social-history'),
  rows: [
    rowBy(
      'delivery',
      'valueCodeableConcept',
      {
        write(item, resource) {
          const isOver = listOf(item.delivery).length > 0;
          resource.valueCodeableConcept = isOver ? makeConcept(snomed, '60001007', 'Not pregnant') : pregnant;
        },
        read() {},
      },
      'Pregnant until there is a birth. Births are in the extension.',
    ),
    rowBy(
      'dueDate',
      'component[11778-8].valueDateTime',
      component('dueDate', '11778-8', 'Delivery date Estimated', approxDate, 'valueDateTime'),
    ),
    rowBy(
      'lastMenstrualPeriod',
      'component[8665-2].valueDateTime',
      component('lastMenstrualPeriod', '8665-2', 'Last menstrual period start date', date, 'valueDateTime'),
    ),
    rowBy(
      'conceptionMethod',
      'component[conception-method].valueCodeableConcept',
      ownComponent('conceptionMethod', 'conception-method', 'Conception', codeable, 'valueCodeableConcept'),
    ),
    rowBy(
      'fetusCount',
      'component[fetus-count].valueQuantity',
      ownComponent('fetusCount', 'fetus-count', 'How many children', count('1', 'children')),
    ),
    rowBy(
      'gestationalAge',
      'component[18185-9].valueQuantity',
      component('gestationalAge', '18185-9', 'Gestational age', count('wk', 'weeks')),
    ),
  ],
  // Who is not pregnant has no pregnancy, and that somebody is pregnant has no field: an item of it would be empty.
  takes: resource =>
    codesOf(resource.code, loinc).includes('82810-3') &&
    codesOf(resource.valueCodeableConcept, snomed).includes('77386006') &&
    listOf(resource.component).length > 0,
});
