// Birth: after how many weeks. FHIR counts the days as well, so weeks and days are one number of days where there are some.
import birth from '../../../things/birth.ts';
import { codesOf, loinc } from '../codes.ts';
import { makeQuantity, readQuantity } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { findValue, makeObservation } from '../observation.ts';

const { rowBy, also } = rowsOf(birth);

export default defineMapping(birth, {
  ...makeObservation('76516-4', 'Gestational age--at birth', 'exam'),
  rows: [
    rowBy(
      'weeks',
      'valueQuantity',
      {
        write({ weeks, days }, resource) {
          if (typeof weeks !== 'number') return;
          resource.valueQuantity =
            typeof days === 'number'
              ? makeQuantity(7 * weeks + days, 'd', 'days')
              : makeQuantity(weeks, 'wk', 'weeks');
        },
        read(resource, item) {
          const all = readQuantity(resource.valueQuantity, 'd');
          if (all === undefined) return;
          const days = Math.round(all);
          item.weeks = Math.floor(days / 7);
          if (days % 7 > 0 || readsDays(resource.valueQuantity)) item.days = days % 7;
        },
      },
      'In weeks, or in days where there are some beside the weeks.',
    ),
    also('days', 'valueQuantity', 'Beside the weeks, as days in all.'),
  ],
  takes: resource => codesOf(resource.code, loinc).includes('76516-4') && findValue(resource) !== undefined,
});

function readsDays(quantity: Parameters<typeof readQuantity>[0]): boolean {
  return (
    typeof quantity === 'object' &&
    quantity !== null &&
    !Array.isArray(quantity) &&
    (quantity as { code?: unknown }).code === 'd'
  );
}
