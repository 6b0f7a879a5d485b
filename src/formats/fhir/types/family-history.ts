// Family history: the illnesses of one relative.
import familyHistory from '../../../things/family-history.ts';
import { each } from '../convert.ts';
import { approxDate } from '../dates.ts';
import { isMarked, isSaying, isUnmarked, known } from '../elements.ts';
import { hasIllnesses, illness, makeFamilyHistory, personName } from '../family.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row } = rowsOf(familyHistory);

export default defineMapping(familyHistory, {
  ...makeFamilyHistory(familyHistory),
  rows: [
    row('relative.relationship', 'relationship', known),
    row('relative.relativeName', 'name', personName, 'By their full name.'),
    row('relative.dateOfBirth', 'bornDate', approxDate),
    row('relative.dateOfDeath', 'deceasedDate', approxDate),
    row('condition', 'condition', each(illness), 'From when to when, and how it ended.'),
  ],
  takes: resource =>
    (isMarked(resource, familyHistory) || isUnmarked(resource)) &&
    (isSaying(resource.relationship) ||
      [resource.name, resource.bornDate, resource.deceasedDate].every(one => one === undefined)) &&
    hasIllnesses(resource),
});
