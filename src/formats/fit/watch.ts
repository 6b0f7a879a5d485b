// What the messages of one file of FIT come to. Numbers of a day are counted up from midnight, so that the last of each kind of
// movement is what it came to.
import {
  getFitGarminProductDisplayName,
  getFitManufacturerName,
  getFitSportName,
  getFitSubSportName,
} from 'fit-file-parser/profile';
import bloodPressure from '../../things/blood-pressure.ts';
import { type Finding, makeFinding, type ReadingOptions } from '../format.ts';
import { makeExercise } from '../readings/exercises.ts';
import type { KindName } from '../readings/kinds.ts';
import { dateTimeOf, dayOf, instantText, type Moment, momentIn } from '../readings/moment.ts';
import type { Readings } from '../readings/readings.ts';
import type { Message } from './messages.ts';

/** Seconds of FIT begin with 1990. */
const epochMs = 631_065_600_000;

const garmin = 1;

/** Of files that are neither of an activity nor of a day. */
const fileTypes: ReadonlyMap<number, string> = new Map([
  [1, 'Device'],
  [2, 'Settings'],
  [3, 'Sport'],
  [5, 'Workout plan'],
  [6, 'Course'],
  [7, 'Schedules'],
  [10, 'Totals'],
  [11, 'Goals'],
  [20, 'Activity summary'],
]);

interface Moved {
  readonly at: Moment;
  readonly cycles: number;
  readonly distance: number;
  readonly calories: number;
}

export class Watch {
  readonly #readings: Readings;
  readonly #zone: string;
  #source: string | undefined;
  #type: number | undefined;
  #sessions: Message[] = [];
  #offset: number | undefined;
  #lastTime = 0;
  #found = 0;
  /** By day and kind of movement. */
  readonly #moved = new Map<string, Moved>();

  constructor({ zone }: ReadingOptions, readings: Readings) {
    this.#zone = zone;
    this.#readings = readings;
  }

  take(message: Message): Finding[] {
    const { name, numbers, time } = message;
    switch (name) {
      case 'file':
        this.#type = numbers.get('type');
        this.#source = nameSource(message);
        return [];
      case 'activity':
      case 'day':
        this.#learnOffset(numbers.get('localTime'), time);
        if (time !== undefined) this.#lastTime = time;
        return [];
      case 'session':
        // How far the clock there is ahead is told behind the sessions.
        this.#sessions.push(message);
        return [];
      case 'monitoring':
        return this.#takeMonitoring(message);
      case 'weight':
        return this.#count(this.#takeWeight(message));
      case 'pressure':
        return this.#count(this.#takePressure(message));
      default:
        return [];
    }
  }

  finish(): Finding[] {
    const found = this.#sessions.flatMap(session => this.#takeSession(session));
    this.#found += this.#sessions.length;
    for (const { at, cycles, distance, calories } of this.#moved.values())
      found.push(
        ...this.#move('steps', at, cycles),
        ...this.#move('distance', at, distance),
        ...this.#move('energy', at, calories),
      );
    if (this.#found === 0) found.push(...this.#tellNothing());
    return found;
  }

  #tellNothing(): Finding[] {
    const name = fileTypes.get(this.#type ?? -1);
    return name === undefined
      ? this.#readings.leave('invalid', 'Activity')
      : this.#readings.leave('no-kind', name);
  }

  #count(found: Finding[]): Finding[] {
    this.#found++;
    return found;
  }

  #move(name: 'steps' | 'distance' | 'energy', start: Moment, value: number): Finding[] {
    if (value === 0) return [];
    return this.#readings.addMovement({ name, start, value, source: this.#source, what: 'Monitoring' });
  }

  #learnOffset(local: number | undefined, time: number | undefined): void {
    if (local === undefined || time === undefined) return;
    const offset = local - time;
    if (Math.abs(offset) <= 14 * 3600 && offset % 900 === 0) this.#offset = offset * 1000;
  }

  #momentOf(time: number | undefined): Moment | undefined {
    // Smaller ones count from when the device was switched on.
    if (time === undefined || time < 0x10000000) return undefined;
    const at = epochMs + time * 1000;
    return this.#offset === undefined ? momentIn(at, this.#zone) : { at, wall: at + this.#offset };
  }

  #takeSession({ numbers, time }: Message): Finding[] {
    const what = 'Activity';
    const start = this.#momentOf(numbers.get('startTime') ?? time);
    if (!start) return this.#readings.leave('invalid', what);
    const seconds = numbers.get('timer') ?? numbers.get('elapsed');
    const sport = sportOf(numbers);
    const isOnFoot = sport.includes('run') || sport.includes('walk') || sport.includes('hik');
    const cycles = numbers.get('cycles');
    return [
      makeExercise(
        {
          activity: sport,
          start,
          minutes: seconds === undefined ? undefined : seconds / 60,
          meters: numbers.get('distance'),
          kilocalories: numbers.get('calories'),
          steps: isOnFoot && cycles !== undefined ? cycles * 2 : undefined,
          heart: {
            min: numbers.get('minHeart'),
            mean: numbers.get('meanHeart'),
            max: numbers.get('maxHeart'),
          },
          speed: {
            mean: numbers.get('fineMeanSpeed') ?? numbers.get('meanSpeed'),
            max: numbers.get('fineMaxSpeed') ?? numbers.get('maxSpeed'),
          },
          power: { mean: numbers.get('meanPower'), max: numbers.get('maxPower') },
          cadence: { mean: numbers.get('meanCadence'), max: numbers.get('maxCadence') },
          altitude: {
            min: numbers.get('fineMinAltitude') ?? numbers.get('minAltitude'),
            max: numbers.get('fineMaxAltitude') ?? numbers.get('maxAltitude'),
          },
          temperature: { mean: numbers.get('meanTemperature'), max: numbers.get('maxTemperature') },
          ascent: numbers.get('ascent'),
          descent: numbers.get('descent'),
        },
        what,
        {
          source: this.#readings.source(this.#source),
          sourceId: this.#readings.id(`${what} ${sport}`, start, this.#source),
        },
      ),
    ];
  }

  #takeMonitoring({ numbers, time }: Message): Finding[] {
    this.#found++;
    const short = numbers.get('shortTime');
    if (time !== undefined) this.#lastTime = time;
    // Only its lower sixteen bits are told, of a moment after the last that was told whole.
    else if (short !== undefined && this.#lastTime > 0)
      this.#lastTime += (short - (this.#lastTime & 0xffff)) & 0xffff;
    const at = this.#momentOf(this.#lastTime);
    if (!at) return this.#readings.leave('invalid', 'Monitoring');
    const heart = numbers.get('heart');
    const cycles = numbers.get('cycles');
    if (cycles !== undefined)
      this.#noteMoved(at, numbers.get('activity') ?? (numbers.get('intensity') ?? 0) & 31, numbers);
    if (heart === undefined || heart === 0) return [];
    return this.#readings.add({
      kind: 'heartRate',
      at,
      value: heart,
      source: this.#source,
      what: 'Monitoring',
    });
  }

  /** What is told at midnight is of the day that ends. */
  #noteMoved(at: Moment, activity: number, numbers: Message['numbers']): void {
    const before = { at: at.at - 1000, wall: at.wall - 1000 };
    const key = `${dayOf(before)} ${activity}`;
    const last = this.#moved.get(key);
    const most = (name: string, known = 0) => Math.max(known, numbers.get(name) ?? 0);
    // Of walking and running it counts steps, of the rest strokes or turns.
    const isOnFoot = activity === 1 || activity === 6;
    this.#moved.set(key, {
      at: before,
      cycles: isOnFoot ? most('cycles', last?.cycles) : 0,
      distance: most('distance', last?.distance),
      calories: most('calories', last?.calories),
    });
  }

  #takeWeight({ numbers, time }: Message): Finding[] {
    const at = this.#momentOf(time);
    const what = 'Weight scale';
    // Its largest number says that the scale is not done yet.
    const kilograms = numbers.get('weight');
    if (!at || kilograms === undefined || kilograms > 655) return this.#readings.leave('invalid', what);
    const source = this.#sourceOf(numbers.get('person'));
    const add = (kind: KindName, value: number | undefined) =>
      value === undefined
        ? []
        : this.#readings.add({
            kind,
            at,
            value,
            source,
            what,
            id: [kind, instantText(at), source].filter(Boolean).join(' '),
          });
    const share = (name: string) => {
      const percent = numbers.get(name);
      return percent === undefined ? undefined : percent / 100;
    };
    return [
      ...add('weight', kilograms),
      ...add('fat', share('fat')),
      ...add('water', share('water')),
      ...add('boneMass', numbers.get('bone')),
      ...add('muscleMass', numbers.get('muscle')),
    ];
  }

  #takePressure({ numbers, time }: Message): Finding[] {
    const what = 'Blood pressure';
    const [at, systolic, diastolic] = [
      this.#momentOf(time),
      numbers.get('systolic'),
      numbers.get('diastolic'),
    ];
    if (!at || systolic === undefined || diastolic === undefined)
      return this.#readings.leave('invalid', what);
    const pulse = numbers.get('pulse');
    const source = this.#sourceOf(numbers.get('person'));
    const said = { when: dateTimeOf(at), systolic, diastolic, ...(pulse !== undefined && { pulse }) };
    const about = { source: this.#readings.source(source), sourceId: this.#readings.id(what, at, source) };
    return [makeFinding(bloodPressure, said, what, about)];
  }

  /** A scale may be of several people, whom it counts: who imports chooses among them. */
  #sourceOf(person: number | undefined): string | undefined {
    return person === undefined ? this.#source : `${this.#source ?? 'FIT'}, ${person + 1}`;
  }
}

function nameSource({ numbers, productName }: Message): string | undefined {
  const [maker, product] = [numbers.get('manufacturer'), numbers.get('product')];
  const known = maker === garmin ? getFitGarminProductDisplayName(product) : null;
  return (
    productName ??
    (known ? `Garmin ${known}` : (getFitManufacturerName(maker)?.replaceAll('_', ' ') ?? undefined))
  );
}

/** The finer word where there is one. */
function sportOf(numbers: Message['numbers']): string {
  const sport = getFitSportName(numbers.get('sport')) ?? 'generic';
  const fine = getFitSubSportName(numbers.get('subSport')) ?? 'generic';
  const isFiner =
    fine !== 'generic' &&
    /run|walk|swim|cycl|row|hik|yoga|pilates|strength|cardio|elliptical|climb|ski/.test(fine);
  if (isFiner) return fine;
  return sport === 'generic' || sport === 'training' ? 'exercise' : sport;
}
