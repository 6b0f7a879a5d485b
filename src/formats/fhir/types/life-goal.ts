// Life goal: in words. A goal that comes without anything an item could measure it by is one.
import lifeGoal from '../../../things/life-goal.ts';
import { isMarked, isSaying, isUnmarked } from '../elements.ts';
import { dateIn, description, goalInfoRows, makeGoal } from '../goals.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { rowBy } = rowsOf(lifeGoal);

export default defineMapping(lifeGoal, {
  ...makeGoal(lifeGoal),
  rows: [
    rowBy('description', 'description', description),
    ...goalInfoRows,
    dateIn('goalInfo.targetDate', 'target[0].dueDate'),
  ],
  takes: resource => isMarked(resource, lifeGoal) && isSaying(resource.description),
  takesOthers: resource => isUnmarked(resource) && isSaying(resource.description),
});
