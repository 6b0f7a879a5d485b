// What the rows of a database of Health Connect say. Ids are those that the phone gave, which its exports keep.
import bloodPressure from '../../things/blood-pressure.ts';
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import menstruation from '../../things/menstruation.ts';
import { type Finding, makeFinding, type ReadingOptions, UnreadableFile } from '../format.ts';
import type { MovementName } from '../readings/days.ts';
import { makeExercise } from '../readings/exercises.ts';
import type { KindName } from '../readings/kinds.ts';
import { sleepPiecesMax } from '../readings/limits.ts';
import { dateTimeOf, type Moment, momentIn } from '../readings/moment.ts';
import type { Stage } from '../readings/night.ts';
import type { Readings } from '../readings/readings.ts';
import { exerciseTypes } from './exercise-types.ts';
import { appsMax } from './limits.ts';
import type { Cell } from './queries.ts';

type Row = readonly Cell[];

/** By their tables: the kind, and what one of their unit is in its base unit. */
const measures: ReadonlyMap<string, readonly [kind: KindName, scale: number]> = new Map([
  ['weight_record_table', ['weight', 0.001]],
  ['height_record_table', ['height', 1]],
  ['body_fat_record_table', ['fat', 0.01]],
  ['lean_body_mass_record_table', ['leanMass', 0.001]],
  ['bone_mass_record_table', ['boneMass', 0.001]],
  ['body_water_mass_record_table', ['waterMass', 0.001]],
  ['resting_heart_rate_record_table', ['restingHeartRate', 1]],
  ['oxygen_saturation_record_table', ['oxygen', 0.01]],
  ['respiratory_rate_record_table', ['respiratoryRate', 1]],
  ['body_temperature_record_table', ['temperature', 1]],
  ['basal_body_temperature_record_table', ['temperature', 1]],
  ['blood_glucose_record_table', ['glucose', 1]],
]);

const movements: ReadonlyMap<string, readonly [name: MovementName, scale: number]> = new Map([
  ['steps_record_table', ['steps', 1]],
  ['distance_record_table', ['distance', 1]],
  ['floors_climbed_record_table', ['floors', 1]],
  ['active_calories_burned_record_table', ['energy', 0.001]],
]);

const stages: ReadonlyMap<Cell, Stage> = new Map<Cell, Stage>([
  [1, 'awake'],
  [2, 'asleep'],
  [3, 'awake'],
  [4, 'light'],
  [5, 'deep'],
  [6, 'rem'],
  [7, 'awake'],
]);

const context = (code: string, text: string) => makeWcCoded('glucose-measurement-context', code, text);

/** They are whole numbers, in a column of text. */
const mealTimes: ReadonlyMap<string, CodableValue> = new Map([
  ['2', context('fasting', 'Fasting')],
  ['3', context('BeforeMeal', 'Before meal')],
  ['4', context('AfterMeal', 'After meal')],
]);

const flow = (code: string, text: string) => makeWcCoded('menstrual-flow-amount', code, text);

const flows: ReadonlyMap<Cell, CodableValue> = new Map<Cell, CodableValue>([
  [1, flow('2', 'Light')],
  [2, flow('3', 'Medium')],
  [3, flow('4', 'Heavy')],
]);

interface Asleep {
  readonly start: Moment;
  readonly end: Moment;
  readonly source: string | undefined;
}

export class Phone {
  readonly #readings: Readings;
  readonly #zone: string;
  readonly #apps = new Map<Cell, string>();
  /** Sessions that no stage was told of yet. */
  readonly #sessions = new Map<Cell, Asleep>();

  constructor({ zone }: ReadingOptions, readings: Readings) {
    this.#zone = zone;
    this.#readings = readings;
  }

  /** @param table undefined for what was counted alone */
  take(table: string | undefined, row: Row): Iterable<Finding> {
    if (table === undefined)
      return this.#readings.leave('no-kind', nameTable(String(row[0])), Number(row[1]));
    if (table === 'application_info_table') return this.#learnApp(row);
    if (table === 'heart_rate_record_series_table') return this.#takeBeat(row);
    if (table === 'sleep_stages_table') return this.#takeStage(row);
    const [time, offset, app, uuid, ...rest] = row;
    const at = this.#momentOf(time, offset);
    const what = nameTable(table);
    if (!at) return this.#readings.leave('invalid', what);
    const source = this.#apps.get(app ?? null);
    const id = typeof uuid === 'string' ? uuid : undefined;
    const measure = measures.get(table);
    if (measure) return this.#takeMeasure(measure, at, rest, { what, source, id });
    const movement = movements.get(table);
    if (movement) {
      const value = numberOf(rest[1]) * movement[1];
      return this.#readings.addMovement({ name: movement[0], start: at, value, source, what });
    }
    const about = {
      source: this.#readings.source(source),
      sourceId: id === undefined ? this.#readings.id(what, at, source) : this.#readings.id(`${what} ${id}`),
    };
    if (table === 'blood_pressure_record_table') return this.#takePressure(at, rest, what, about);
    if (table === 'menstruation_flow_record_table') {
      const amount = flows.get(rest[0] ?? null);
      return [
        makeFinding(
          menstruation,
          { when: { date: dateTimeOf(at).date }, ...(amount && { amount }) },
          what,
          about,
        ),
      ];
    }
    const end = this.#momentOf(rest[0], offset);
    if (!end) return this.#readings.leave('invalid', what);
    if (table === 'sleep_session_record_table') return this.#noteSession(rest[1], { start: at, end, source });
    const activity = exerciseTypes[Number(rest[1])] ?? 'Exercise';
    const title = typeof rest[2] === 'string' ? rest[2] : undefined;
    return [makeExercise({ activity, title, start: at, minutes: (end.at - at.at) / 60_000 }, what, about)];
  }

  /** Sessions without stages are asleep from their beginning to their end. */
  finish(): void {
    for (const { start, end, source } of this.#sessions.values())
      this.#readings.addSleep({ start, end, stage: 'asleep', source, what: 'Sleep session' });
    this.#sessions.clear();
  }

  #learnApp([id, name, packageName]: Row): Finding[] {
    if (this.#apps.size >= appsMax) throw new UnreadableFile('too-large');
    const text = name || packageName;
    if (typeof text === 'string' && id !== undefined) this.#apps.set(id, text);
    return [];
  }

  #takeMeasure(
    [kind, scale]: readonly [kind: KindName, scale: number],
    at: Moment,
    [number, meal]: Row,
    { what, source, id }: { what: string; source: string | undefined; id: string | undefined },
  ): Finding[] {
    const context = kind === 'glucose' ? mealTimes.get(String(meal)) : undefined;
    return this.#readings.add({ kind, at, value: numberOf(number) * scale, context, source, what, id });
  }

  #takePressure(
    at: Moment,
    [high, low]: Row,
    what: string,
    about: { source: string | undefined; sourceId: string },
  ): Finding[] {
    const [systolic, diastolic] = [Math.round(numberOf(high)), Math.round(numberOf(low))];
    if (!(systolic >= 20 && systolic <= 350 && diastolic >= 10)) return this.#readings.leave('invalid', what);
    return [makeFinding(bloodPressure, { when: dateTimeOf(at), systolic, diastolic }, what, about)];
  }

  #takeBeat([time, beats, offset, app]: Row): Finding[] {
    const at = this.#momentOf(time, offset);
    const what = 'Heart rate';
    if (!at) return this.#readings.leave('invalid', what);
    return this.#readings.add({
      kind: 'heartRate',
      at,
      value: numberOf(beats),
      source: this.#apps.get(app ?? null),
      what,
    });
  }

  #noteSession(id: Cell | undefined, session: Asleep): Finding[] {
    if (this.#sessions.size >= sleepPiecesMax) throw new UnreadableFile('too-large');
    this.#sessions.set(id ?? null, session);
    return [];
  }

  #takeStage([session, from, to, type, offset, app]: Row): Finding[] {
    const [start, end, stage] = [
      this.#momentOf(from, offset),
      this.#momentOf(to, offset),
      stages.get(type ?? null),
    ];
    const what = 'Sleep stages';
    if (!start || !end || !stage) return this.#readings.leave(stage ? 'invalid' : 'unknown-code', what);
    this.#sessions.delete(session ?? null);
    this.#readings.addSleep({ start, end, stage, source: this.#apps.get(app ?? null), what });
    return [];
  }

  /** @param time milliseconds; @param offset seconds */
  #momentOf(time: Cell | undefined, offset: Cell | undefined): Moment | undefined {
    if (typeof time !== 'number' || time < -2e12 || time > 4e12) return undefined;
    if (typeof offset !== 'number' || Math.abs(offset) > 64_800) return momentIn(time, this.#zone);
    return { at: time, wall: time + offset * 1000 };
  }
}

function numberOf(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : Number.NaN;
}

/** `heart_rate_variability_rmssd_record_table` → Heart rate variability rmssd */
function nameTable(table: string): string {
  const name = table.replace(/(_record)?_table$/, '').replaceAll('_', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
