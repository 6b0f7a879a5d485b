// Family history condition: an illness in the family, whoever has it.
import familyHistoryCondition from '../../../things/family-history-condition.ts';
import { inList } from '../convert.ts';
import { isMarked } from '../elements.ts';
import { illness, makeFamilyHistory } from '../family.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row } = rowsOf(familyHistoryCondition);

export default defineMapping(familyHistoryCondition, {
  ...makeFamilyHistory(familyHistoryCondition),
  rows: [row('condition', 'condition', inList(illness), 'From when to when, and how it ended.')],
  takes: resource => isMarked(resource, familyHistoryCondition),
});
