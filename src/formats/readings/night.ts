// A night as a sleep session.

import { words } from '../../things/common/codable.ts';
import type { Time } from '../../things/common/dates.ts';
import sleepSession from '../../things/sleep-session.ts';
import { type AboutCandidate, type Finding, makeFinding } from '../format.ts';
import { dateTimeOf, type Moment } from './moment.ts';

export type Stage = 'in-bed' | 'asleep' | 'awake' | 'light' | 'deep' | 'rem';

export interface Night {
  readonly start: Moment;
  readonly end: Moment;
  /** In minutes, as all that follow. */
  readonly asleep: number;
  readonly settling: number;
  /** Where the awakenings do not tell it. */
  readonly awake?: number;
  readonly awakenings: readonly { readonly at: Moment; readonly minutes: number }[];
  readonly phases: readonly { readonly phase: 'light' | 'deep' | 'rem'; readonly minutes: number }[];
}

/** No device knows how its wearer felt in the morning, and a sleep session has to say it: the middle of three. */
const wakeStateNotTold = 2;

const phaseNames = { light: 'Light', deep: 'Deep', rem: 'REM' };

export function makeNight(night: Night, what: string, about: AboutCandidate): Finding {
  const { start, end, asleep, settling, awakenings, phases } = night;
  const awake = night.awake ?? awakenings.reduce((sum, { minutes }) => sum + minutes, 0);
  return makeFinding(
    sleepSession,
    {
      when: dateTimeOf(end),
      bedTime: timeOf(start),
      wakeTime: timeOf(end),
      sleepMinutes: Math.round(asleep),
      settlingMinutes: Math.round(settling),
      ...(awakenings.length > 0 && {
        awakening: awakenings.map(({ at, minutes }) => ({ when: timeOf(at), minutes: Math.round(minutes) })),
        timesWokenUp: awakenings.length,
      }),
      wakeState: wakeStateNotTold,
      ...(awake > 0 && { awakeMinutes: Math.round(awake) }),
      ...(phases.length > 0 && {
        sleepPhaseSummaryGroup: {
          sleepPhaseSummary: phases.map(({ phase, minutes }) => ({
            phase: words(phaseNames[phase]),
            minutes: Math.round(minutes),
          })),
        },
      }),
    },
    what,
    about,
  );
}

/** To the minute. */
function timeOf(moment: Moment): Time {
  const clock = new Date(moment.wall);
  return { h: clock.getUTCHours(), m: clock.getUTCMinutes() };
}
