// Emotional state: three scales of five steps.
import emotionalState from '../../../things/emotional-state.ts';
import { number } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeOwnObservation, ownComponent } from '../observation.ts';

const { rowBy } = rowsOf(emotionalState);

const scale = (field: 'mood' | 'stress' | 'wellbeing', display: string) =>
  rowBy(
    field,
    `component[${field}].valueInteger`,
    ownComponent(field, field, display, number, 'valueInteger'),
  );

export default defineMapping(emotionalState, {
  ...makeOwnObservation('emotional-state', 'Emotional state', 'survey'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    scale('mood', 'Mood (1 sad, 5 very happy)'),
    scale('stress', 'Stress (1 relaxed, 5 stressed)'),
    scale('wellbeing', 'Wellbeing (1 sick, 5 healthy)'),
  ],
});
