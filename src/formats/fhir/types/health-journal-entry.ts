// Health journal entry: a note about a day, in the person's own words.
import healthJournalEntry from '../../../things/health-journal-entry.ts';
import { codeable, codesOf, isWritable } from '../codes.ts';
import { text } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { findMoment, makeOwnObservation, ownCodes, ownComponent, roughMoment } from '../observation.ts';

const { row, rowBy } = rowsOf(healthJournalEntry);

export default defineMapping(healthJournalEntry, {
  ...makeOwnObservation('health-journal-entry', 'Health journal entry', 'survey'),
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    row('content', 'valueString', text),
    rowBy(
      'category',
      'component[category].valueCodeableConcept',
      ownComponent('category', 'category', 'Category', codeable, 'valueCodeableConcept'),
    ),
  ],
  takes: resource =>
    codesOf(resource.code, ownCodes).includes('health-journal-entry') &&
    isWritable(resource.valueString) &&
    findMoment(resource) !== undefined,
});
