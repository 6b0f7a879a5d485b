// Sleep journal entry: what of a day bears on the night. Each cup, nap and exercise is a component.
import sleepJournalEntry from '../../../things/sleep-journal-entry.ts';
import { codesOf, makeConcept } from '../codes.ts';
import { number, quantity } from '../convert.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { addComponent, exactMoment, makeOwnObservation, ownCodes, ownComponent } from '../observation.ts';
import { timeOfDay } from '../times.ts';

const { rowBy } = rowsOf(sleepJournalEntry);

/** Each of a list in a component of the same code. */
function listed(field: 'caffeine' | 'alcohol', display: string): Row {
  return rowBy(
    field,
    `component[${field}].valueTime`,
    {
      write(item, resource, settings) {
        for (const one of listOf(item[field])) {
          const written = timeOfDay.write(one, settings);
          if (written !== undefined)
            addComponent(resource, makeConcept(ownCodes, field, display), 'valueTime', written);
        }
      },
      read(resource, item, settings) {
        const own = listOf(resource.component).filter(one =>
          codesOf(getOwn(one, 'code'), ownCodes).includes(field),
        );
        const all = own
          .map(one => timeOfDay.read(getOwn(one, 'valueTime') ?? null, settings))
          .filter(one => one !== undefined);
        if (all.length > 0) item[field] = all;
      },
    },
    'A component for each.',
  );
}

const minutes = quantity('min', 'min');

/** How long; when it was stands beside it. */
function activities(field: 'nap' | 'exercise', display: string): Row {
  return rowBy(
    field,
    `component[${field}].valueQuantity`,
    {
      write(item, resource, settings) {
        for (const one of listOf(item[field])) {
          const written = minutes.write(getOwn(one, 'minutes') ?? null, settings);
          const at = timeOfDay.write(getOwn(one, 'when') ?? {}, settings);
          if (written === undefined || at === undefined) continue;
          const code = {
            ...makeConcept(ownCodes, field, display),
            extension: [{ url: begun, valueTime: at }],
          };
          addComponent(resource, code, 'valueQuantity', written);
        }
      },
      read(resource, item, settings) {
        const own = listOf(resource.component).filter(one =>
          codesOf(getOwn(one, 'code'), ownCodes).includes(field),
        );
        const all = own.flatMap(one => {
          const at = listOf(getOwn(getOwn(one, 'code'), 'extension')).find(
            each => getOwn(each, 'url') === begun,
          );
          const when = timeOfDay.read(getOwn(at, 'valueTime') ?? null, settings);
          const value = minutes.read(getOwn(one, 'valueQuantity') ?? null, settings);
          return when === undefined || value === undefined ? [] : [{ when, minutes: value }];
        });
        if (all.length > 0) item[field] = all;
      },
    },
    'A component for each, with the minutes; when it began is an extension of its code.',
  );
}

const begun = 'urn:keepwell:fhir:begun';

export default defineMapping(sleepJournalEntry, {
  ...makeOwnObservation('sleep-journal-entry', 'Sleep journal entry', 'survey'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    rowBy(
      'sleepiness',
      'component[sleepiness].valueInteger',
      ownComponent(
        'sleepiness',
        'sleepiness',
        'During the day (1 very sleepy, 4 wide awake)',
        number,
        'valueInteger',
      ),
    ),
    listed('caffeine', 'Caffeine'),
    listed('alcohol', 'Alcohol'),
    activities('nap', 'Nap'),
    activities('exercise', 'Exercise'),
  ],
});
