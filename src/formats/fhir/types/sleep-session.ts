// Sleep session: a night. How long it was is the value, the rest are components.
import sleepSession from '../../../things/sleep-session.ts';
import { codeable, codesOf, loinc } from '../codes.ts';
import { count, number, quantity } from '../convert.ts';
import { getOwn, isObject, type Json, listOf } from '../json.ts';
import { defineMapping, rowsOf, type Settings } from '../mapping.ts';
import { addComponent, exactMoment, makeObservation, ownCodes, ownComponent } from '../observation.ts';
import { timeOfDay } from '../times.ts';

const { row, rowBy } = rowsOf(sleepSession);
const minutes = count('min', 'min');

const timed = (field: 'bedTime' | 'wakeTime', code: string, display: string) =>
  rowBy(field, `component[${code}].valueTime`, ownComponent(field, code, display, timeOfDay, 'valueTime'));
type Counted = 'settlingMinutes' | 'awakeMinutes' | 'averageRestingHr' | 'caloriesBurned' | 'timesWokenUp';
const counted = (field: Counted, code: string, display: string, [unit, shown]: readonly [string, string]) =>
  rowBy(field, `component[${code}].valueQuantity`, ownComponent(field, code, display, quantity(unit, shown)));

/** Phases of sleep, each with its minutes under the words for it. */
const phase = 'sleep-phase';

function writePhases(item: Json | undefined, into: { [key: string]: Json }, settings: Settings): void {
  for (const one of listOf(getOwn(item, 'sleepPhaseSummary'))) {
    const concept = codeable.write(getOwn(one, 'phase') ?? {}, settings);
    const code = {
      coding: [{ system: ownCodes, code: phase }, ...listOf(getOwn(concept, 'coding'))],
      text: getOwn(concept, 'text') ?? 'Phase of sleep',
    };
    const value = minutes.write(getOwn(one, 'minutes') ?? null, settings);
    if (value !== undefined) addComponent(into, code, 'valueQuantity', value);
  }
}

function readPhase(one: Json, settings: Settings): Json | undefined {
  const concept = getOwn(one, 'code');
  const coding = listOf(getOwn(concept, 'coding')).filter(each => getOwn(each, 'system') !== ownCodes);
  const text = getOwn(concept, 'text');
  const words = codeable.read({ coding, ...(text !== undefined && { text }) }, settings);
  const value = minutes.read(getOwn(one, 'valueQuantity') ?? null, settings);
  return words === undefined || value === undefined ? undefined : { phase: words, minutes: value };
}

/** When somebody woke, by the clock where they were, and for how long. */
function readAwakening(period: Json | undefined, settings: Settings): Json | undefined {
  const [start, end] = [getOwn(period, 'start'), getOwn(period, 'end')];
  if (typeof start !== 'string' || typeof end !== 'string') return undefined;
  const when = timeOfDay.read(start.slice(11, 19), settings);
  const length = Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
  return when === undefined || !(length >= 0) ? undefined : { when, minutes: length };
}

export default defineMapping(sleepSession, {
  ...makeObservation('93832-4', 'Sleep duration', 'activity'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('sleepMinutes', 'valueQuantity', minutes, 'In minutes; read of hours too.'),
    timed('bedTime', 'bed-time', 'Went to bed'),
    timed('wakeTime', 'wake-time', 'Woke up'),
    counted('settlingMinutes', 'settling-minutes', 'Time to fall asleep', ['min', 'min']),
    counted('awakeMinutes', 'awake-minutes', 'Time awake', ['min', 'min']),
    counted('averageRestingHr', 'average-resting-hr', 'Heart rate at rest', ['/min', '/min']),
    counted('caloriesBurned', 'calories-burned', 'Energy used', ['kcal', 'kcal']),
    counted('timesWokenUp', 'times-woken-up', 'Times woken up', ['1', 'times']),
    rowBy(
      'wakeState',
      'component[wake-state].valueInteger',
      ownComponent(
        'wakeState',
        'wake-state',
        'In the morning (1 rested, 2 a bit tired, 3 sleepy)',
        number,
        'valueInteger',
      ),
    ),
    rowBy(
      'medications',
      'component[medications].valueCodeableConcept',
      ownComponent(
        'medications',
        'medications',
        'Medicine taken for the night',
        codeable,
        'valueCodeableConcept',
      ),
    ),
    rowBy(
      'awakening',
      'component[awakening].valuePeriod',
      {
        write() {},
        read(resource, item, settings) {
          const all = listOf(resource.component)
            .filter(one => codesOf(getOwn(one, 'code'), ownCodes).includes('awakening'))
            .flatMap(one => readAwakening(getOwn(one, 'valuePeriod'), settings) ?? []);
          if (all.length > 0) item.awakening = all;
        },
      },
      'Read of the library that Microsoft published; written into the extension.',
    ),
    rowBy(
      'sleepPhaseSummaryGroup',
      `component[${phase}].valueQuantity`,
      {
        write: (item, resource, settings) => writePhases(item.sleepPhaseSummaryGroup, resource, settings),
        read(resource, item, settings) {
          const own = listOf(resource.component).filter(one =>
            codesOf(getOwn(one, 'code'), ownCodes).includes(phase),
          );
          const all = own.map(one => readPhase(one, settings)).filter(isObject);
          if (all.length > 0) item.sleepPhaseSummaryGroup = { sleepPhaseSummary: all };
        },
      },
      'A component for each, with the minutes.',
    ),
  ],
  // Without when somebody went to bed it is no night of theirs that can be told.
  takes: resource =>
    codesOf(resource.code, loinc).includes('93832-4') &&
    ['bed-time', 'wake-time'].every(code =>
      listOf(resource.component).some(one => codesOf(getOwn(one, 'code'), ownCodes).includes(code)),
    ),
});
