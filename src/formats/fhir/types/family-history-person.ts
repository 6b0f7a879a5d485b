// Family history person: a relative, whatever illnesses there were.
import familyHistoryPerson from '../../../things/family-history-person.ts';
import { approxDate } from '../dates.ts';
import { isMarked, known } from '../elements.ts';
import { makeFamilyHistory, personName } from '../family.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row } = rowsOf(familyHistoryPerson);

export default defineMapping(familyHistoryPerson, {
  ...makeFamilyHistory(familyHistoryPerson),
  rows: [
    row('relativeName', 'name', personName, 'By their full name.'),
    row('relationship', 'relationship', known),
    row('dateOfBirth', 'bornDate', approxDate),
    row('dateOfDeath', 'deceasedDate', approxDate),
  ],
  takes: resource => isMarked(resource, familyHistoryPerson),
});
