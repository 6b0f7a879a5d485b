// Nights as REST tells them, of items of the type Sleep session. They are read only.
import type { DateTime, Time } from '../../things/common/dates.ts';
import type { SleepSession } from '../../things/sleep-session.ts';
import { atUtc, printMinutes, printMoment, toInstant } from './moments.ts';
import type { Sleep } from './more-models.ts';

const wakeStates = ['WideAwake', 'Tired', 'Sleepy'] as const;
const minuteMs = 60_000;

/** @param isFull with what is told of it besides its figures */
export function readSleep(value: SleepSession, isFull: boolean): Omit<Sleep, 'sleepId' | 'userId'> {
  const { when, bedTime, wakeTime, sleepMinutes, settlingMinutes, wakeState } = value;
  // It is told in the morning: who wakes before going to bed did so on the day after.
  const end = { ...when, time: wakeTime };
  const minutes = (countMinutes(wakeTime) - countMinutes(bedTime) + 1440) % 1440;
  const start = shift(end, -minutes);
  return {
    startTime: printMoment(start),
    endTime: printMoment(end),
    sleepSummary: {
      sleepDuration: printMinutes(sleepMinutes),
      ...(isFull && {
        bedtime: printMoment(start),
        wakeupTime: printMoment(end),
        fallAsleepDuration: printMinutes(settlingMinutes),
      }),
    },
    wakeState: wakeStates[wakeState - 1] ?? 'Unknown',
  };
}

function countMinutes({ h, m }: Time): number {
  return h * 60 + m;
}

/** So many minutes on, by the same clock. */
function shift(at: DateTime, minutes: number): DateTime {
  const { date, time } = at;
  const wall = atUtc(toInstant({ date, ...(time && { time }) }) + minutes * minuteMs);
  return { ...wall, tz: at.tz };
}
