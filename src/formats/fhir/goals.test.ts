// What somebody aims at, as Goal.
import { holdToElements, holdToSent } from './testing/kinds.ts';

const day = { structured: { date: { y: 2026, m: 3, d: 1 } } };
const inWords = (display: string, value: number, unit: string) => ({
  display,
  structured: [{ value, units: { text: unit, code: [{ value: unit, type: 'UCUM' }] } }],
});

holdToElements({
  'Weight goal': {
    item: { minimum: { kg: 62 }, maximum: { kg: 68 }, goalInfo: { targetDate: day, status: 'Active' } },
    resource: {
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      target: [
        {
          measure: { coding: [{ code: '29463-7' }] },
          detailRange: { low: { value: 62, code: 'kg' }, high: { value: 68 } },
          dueDate: '2026-03-01',
        },
      ],
    },
  },
  'Life goal': {
    item: { description: 'Run a marathon', goalInfo: { completionDate: day, status: 'Achieved' } },
    resource: {
      lifecycleStatus: 'completed',
      statusDate: '2026-03-01',
      description: { text: 'Run a marathon' },
    },
  },
  'Health goal': {
    item: {
      name: { text: 'Steps' },
      startDate: day,
      targetRange: { name: { text: 'Steps a day' }, minimum: inWords('8000 /d', 8000, '/d') },
    },
    resource: {
      description: { text: 'Steps' },
      startDate: '2026-03-01',
      target: [{ measure: { text: 'Steps a day' }, detailRange: { low: { value: 8000 } } }],
    },
  },
  'Weekly aerobic exercise goal': {
    item: { session: { mode: { text: 'Swimming' }, minutes: 40 }, recurrence: 3 },
    resource: {
      description: { text: 'Swimming' },
      target: [{ detailQuantity: { value: 3, code: '/wk' } }, { detailQuantity: { value: 40, code: 'min' } }],
    },
  },
  'Calorie guideline': {
    item: { when: day, name: { text: 'Intake' }, calories: inWords('2000 kcal', 2000, 'kcal') },
    resource: {
      description: { text: 'Intake' },
      startDate: '2026-03-01',
      target: [{ detailQuantity: { value: 2000 } }],
    },
  },
});

holdToSent([
  [
    'a goal',
    { resourceType: 'Goal', lifecycleStatus: 'proposed', description: { text: 'Eat less salt' } },
    'Life goal',
    { description: 'Eat less salt' },
  ],
]);
