// The records of an export of Apple Health, one after the other, as its tags come. Within an archive its workouts know their routes.

import bloodPressure from '../../things/blood-pressure.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import menstruation from '../../things/menstruation.ts';
import type { ArchiveEntry } from '../archive/archive.ts';
import { type Finding, makeFinding, type ReadingOptions } from '../format.ts';
import { dateTimeOf, type Moment, moveTo, parseMoment } from '../readings/moment.ts';
import { Readings } from '../readings/readings.ts';
import type { Amount } from '../readings/units.ts';
import { type Pressure, Pressures } from './pressures.ts';
import {
  category,
  convert,
  findContext,
  findFlow,
  findStage,
  movementTypes,
  nameType,
  quantities,
  showAmount,
} from './records.ts';
import { readRoute } from './routes.ts';
import { beginWorkout, makeWorkout, type Workout } from './workouts.ts';
import type { Attributes, Listener } from './xml-events.ts';

/** What tells an export from other XML: its root. */
export const rootName = 'HealthData';

export const formatId = 'apple-health';

interface OpenRecord {
  readonly attributes: Attributes;
  context?: CodableValue;
  isCycleStart?: boolean;
  /** Where it was: dates of an export are in the zone in which it was made. */
  zone?: string;
}

export class Export implements Listener {
  readonly readings: Readings;
  readonly #routes: ReadonlyMap<string, ArchiveEntry>;
  readonly #pressures = new Pressures();
  #found: Finding[] = [];
  #workouts: Workout[] = [];
  /** Those that are open. */
  #record: OpenRecord | undefined;
  #workout: Workout | undefined;
  #correlation: Attributes | undefined;

  /** @param routes by the names of their files */
  constructor(options: ReadingOptions, routes: ReadonlyMap<string, ArchiveEntry>) {
    this.#routes = routes;
    this.readings = new Readings(formatId, options);
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'Record':
        this.#record = { attributes };
        break;
      case 'MetadataEntry':
        this.#note(attributes);
        break;
      case 'Workout':
        this.#workout = beginWorkout(attributes);
        break;
      case 'WorkoutStatistics':
        if (this.#workout && this.#workout.statistics.length < 100) this.#workout.statistics.push(attributes);
        break;
      case 'FileReference':
        if (this.#workout && this.#workout.routes.length < 100)
          this.#workout.routes.push(attributes.path ?? '');
        break;
      case 'Correlation':
        this.#correlation = attributes;
        break;
      case 'Me':
      case 'ActivitySummary':
      case 'ClinicalRecord':
      case 'Audiogram':
      case 'VisionPrescription':
        this.readings.leftOut.add('no-kind', nameType(name));
        break;
    }
  }

  close(name: string): void {
    if (name === 'Record' && this.#record) {
      for (const found of this.#takeRecord(this.#record)) this.#found.push(found);
      this.#record = undefined;
    } else if (name === 'Workout' && this.#workout) {
      this.#workouts.push(this.#workout);
      this.#workout = undefined;
    } else if (name === 'Correlation') this.#correlation = undefined;
  }

  /** What is known since it was asked last. */
  async *take(): AsyncGenerator<Finding> {
    const [found, workouts] = [this.#found, this.#workouts];
    [this.#found, this.#workouts] = [[], []];
    yield* found;
    for (const workout of workouts) yield* this.#makeWorkout(workout);
  }

  /** At the end. */
  async *finish(): AsyncGenerator<Finding> {
    yield* this.take();
    this.#pressures.tell(this.readings.leftOut);
    yield* this.readings.finish();
  }

  #note({ key = '', value = '' }: Attributes): void {
    if (this.#record) {
      if (key === 'HKMenstrualCycleStart') this.#record.isCycleStart = value === '1';
      if (key === 'HKTimeZone') this.#record.zone = value;
      const context = findContext(key, value);
      if (context) this.#record.context = context;
    } else if (this.#workout && this.#workout.metadata.size < 100) this.#workout.metadata.set(key, value);
  }

  #takeRecord({ attributes, context, isCycleStart, zone }: OpenRecord): Finding[] {
    const { type = '', startDate = '', value = '', unit = '', sourceName } = attributes;
    const isPressure = type.startsWith(pressure);
    // What belongs to a meal stands in the export by itself, too.
    if (this.#correlation && !isPressure) return [];
    const told = parseMoment(startDate);
    if (!told) return this.readings.leave('invalid', nameType(type));
    const start = moveTo(told, zone);
    if (type === `${category}SleepAnalysis`) return this.#takeSleep(start, attributes, zone);
    if (type.startsWith(category)) return this.#takeCategory(type, start, attributes, isCycleStart);
    const amount = { value: value === '' ? Number.NaN : Number(value), unit };
    if (isPressure) return this.#takePressure(type, start, amount, sourceName);
    return (
      this.#takeMovement(type, start, amount, sourceName) ??
      this.#takeQuantity(type, start, amount, sourceName, context)
    );
  }

  #takeMovement(
    type: string,
    start: Moment,
    amount: Amount,
    source: string | undefined,
  ): Finding[] | undefined {
    const movement = movementTypes.get(type);
    if (!movement) return undefined;
    const value = convert(amount, movement.dimension);
    const what = nameType(type);
    if (value === undefined) return this.readings.leave('unknown-code', what);
    return this.readings.addMovement({ name: movement.name, start, value, source, what });
  }

  #takeQuantity(
    type: string,
    at: Moment,
    amount: Amount,
    source: string | undefined,
    context: CodableValue | undefined,
  ): Finding[] {
    const known = quantities.get(type);
    const what = nameType(type);
    if (!known) return this.readings.leave('no-kind', what);
    const { kind, dimension } = known;
    const value = convert(amount, dimension);
    if (value === undefined) return this.readings.leave('unknown-code', what);
    return this.readings.add({
      kind,
      at,
      value,
      shown: showAmount(amount, dimension),
      context,
      source,
      what,
    });
  }

  #takeCategory(type: string, start: Moment, attributes: Attributes, isCycleStart = false): Finding[] {
    const { value = '', sourceName: source } = attributes;
    const what = nameType(type);
    if (type === `${category}MenstrualFlow` || type === `${category}MenstrualBleeding`)
      return this.#takeFlow(start, value, isCycleStart, source, what);
    return this.readings.leave('no-kind', what);
  }

  #takeSleep(start: Moment, attributes: Attributes, zone: string | undefined): Finding[] {
    const { value = '', endDate = '', sourceName: source } = attributes;
    const what = nameType(`${category}SleepAnalysis`);
    const stage = findStage(value);
    const end = parseMoment(endDate);
    if (!stage || !end) return this.readings.leave(stage ? 'invalid' : 'unknown-code', what);
    this.readings.addSleep({ start, end: moveTo(end, zone), stage, source, what });
    return [];
  }

  #takeFlow(
    at: Moment,
    value: string,
    isNewCycle: boolean,
    source: string | undefined,
    what: string,
  ): Finding[] {
    if (value.endsWith('None')) return this.readings.leave('denied', what);
    const amount = findFlow(value);
    const said = {
      when: { date: dateTimeOf(at).date },
      ...(isNewCycle && { isNewCycle }),
      ...(amount && { amount }),
    };
    const about = { source: this.readings.source(source), sourceId: this.readings.id(what, at, source) };
    return [makeFinding(menstruation, said, what, about)];
  }

  #takePressure(type: string, at: Moment, amount: Amount, sourceName: string | undefined): Finding[] {
    const value = convert(amount, 'pressure');
    if (value === undefined) return this.readings.leave('unknown-code', nameType(type));
    if (!(value >= 10 && value <= 350)) return this.readings.leave('invalid', nameType(type));
    const half = type === `${pressure}Systolic` ? 'systolic' : 'diastolic';
    const pair = this.#pressures.add(half, at, Math.round(value), this.readings.source(sourceName));
    return pair ? [this.#makePressure(pair)] : [];
  }

  #makePressure({ at, systolic, diastolic, source }: Pressure): Finding {
    return makeFinding(bloodPressure, { when: dateTimeOf(at), systolic, diastolic }, 'Blood Pressure', {
      source,
      sourceId: this.readings.id('Blood Pressure', at, source),
    });
  }

  async *#makeWorkout(workout: Workout): AsyncGenerator<Finding> {
    const name = workout.routes.map(path => path.split('/').at(-1) ?? '').find(one => this.#routes.has(one));
    const entry = name === undefined ? undefined : this.#routes.get(name);
    const route = entry && (await readRoute(entry));
    const made = makeWorkout(workout, this.readings, route);
    if (made) yield made;
    else this.readings.leftOut.add('invalid', 'Workout');
  }
}

const pressure = 'HKQuantityTypeIdentifierBloodPressure';
