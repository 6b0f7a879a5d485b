// Whatever a task is scheduled by and whenever its button is pressed: what is done goes to the window it was pressed for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, seed } from '../../testing/seed.ts';
import type { Task } from '../../things/task.ts';
import { type Agenda, chooseMoment, firstDay, listDue, listMissed, spanOfDay } from './agenda.ts';
import { type Done, fillSlots, isComplete } from './kept-to.ts';
import { listSlots } from './slots.ts';

const started = { date: { y: 2026, m: 11, d: 2 } };
const named = {
  name: 'Walk',
  shortDescription: 'Walk',
  longDescription: 'Walk',
  status: 'InProgress',
} as const;

const scheduled = fc
  .record({
    times: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 4 }),
    around: fc.option(fc.integer({ min: 0, max: 180 }), { nil: undefined }),
    recurrenceType: fc.constantFrom('Daily' as const, 'Weekly' as const, 'None' as const),
  })
  .map(
    ({ times, around, recurrenceType }): Task => ({
      ...named,
      dateStarted: started,
      schedules: {
        schedule: times.map(minute => ({
          startDateTime: { ...started, time: { h: Math.floor(minute / 60), m: minute % 60 } },
          scheduleType: 'Local' as const,
          recurrenceType,
          ...(around !== undefined && { adherenceWindowInMinutes: around }),
        })) as unknown as NonNullable<Task['schedules']>['schedule'],
      },
    }),
  );

const frequent = fc
  .record({
    recurrenceType: fc.constantFrom('Daily' as const, 'Weekly' as const, 'Monthly' as const, 'None' as const),
    occurrenceCount: fc.integer({ min: 1, max: 5 }),
  })
  .map(
    (metrics): Task => ({
      ...named,
      dateStarted: started,
      trackingPolicy: {
        sourceTypes: { sourceType: ['Manual'] },
        triggerTypes: { triggerType: ['Manual'] },
        completionMetrics: { ...metrics, completionType: 'Frequency' },
      },
    }),
  );

const now = fc
  .integer({ min: Date.UTC(2026, 10, 2), max: Date.UTC(2026, 10, 30) })
  .map(at => new Date(at).toISOString().slice(0, 19));

test('each press fills the window it was pressed for, until it is complete', () => {
  fc.assert(
    fc.property(fc.oneof(scheduled, frequent), now, fc.nat(), (value, now, choice) => {
      const task = { stored: { id: 'task' }, value, planId: '' } as unknown as Agenda['tasks'][number];
      const slots = listSlots(value, { span: spanOfDay(now.slice(0, 10)), firstDay });
      const done: Done[] = [];
      const fill = () => fillSlots(slots, done);
      const agendaOf = (): Agenda => ({
        plans: [],
        tasks: [task],
        keeping: new Map([['task', fill()]]),
        isCut: false,
        lacks: false,
      });
      const all = [...listDue(agendaOf(), now), ...listMissed(agendaOf(), now)].filter(
        ({ standing }) => standing === 'open' || standing === 'missed',
      );
      const chosen = all[choice % Math.max(all.length, 1)];
      if (!chosen) return;
      const { slot } = chosen.filled;
      for (let press = 0; press < slot.needed; press++) {
        const kept = fill();
        const filled = kept.slots.find(one => one.slot === slot)!;
        expect(filled.done).toHaveLength(press);
        const at = chooseMoment(kept, filled, now);
        done.push({
          id: String(press),
          typeId: '',
          at,
          by: 'Manual',
          evidence: undefined,
          isCompletion: false,
        });
      }
      expect(isComplete(fill().slots.find(one => one.slot === slot)!)).toBe(true);
    }),
    { seed, numRuns: drawn(200) },
  );
});
