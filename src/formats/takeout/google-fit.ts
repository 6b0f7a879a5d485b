// Google Fit in a takeout: a table with a row for each day, and a file for each session.

import type { Finding, ReadingOptions } from '../format.ts';
import { makeExercise } from '../readings/exercises.ts';
import { isObject, type JsonObject, listAt, numberAt, textAt } from '../readings/json-values.ts';
import { momentIn, parseMoment } from '../readings/moment.ts';
import type { Readings } from '../readings/readings.ts';
import { findColumn, parseNumber, type Row } from '../readings/rows.ts';

const source = 'Google Fit';

/** The table of days has the name of its folder; each day has one of its own beside it, which says the same in bits. */
export function isDayOfFit(name: string): boolean {
  const [, folder, file] = /([^/]+)\/([^/]+)\.csv$/.exec(name) ?? [];
  return folder !== undefined && folder === file && /(^|\/)Fit\//.test(name);
}

export interface FitColumns {
  readonly steps: number;
  readonly distance: number;
  readonly energy: number;
  readonly meanHeart: number;
  readonly maxHeart: number;
  readonly minHeart: number;
  readonly weight: number;
}

/** Undefined where no column is known. */
export function findFitColumns(heading: Row): FitColumns | undefined {
  const columns = {
    steps: findColumn(
      heading,
      /^(step count|schrittzahl|schritte|recuento de pasos|número de pasos|nombre de pas)/i,
    ),
    distance: findColumn(heading, /^(distance|distanz|entfernung|distancia) \(m\)$/i),
    energy: findColumn(heading, /\(kcal\)$/i),
    meanHeart: findColumn(
      heading,
      /^(average|durchschnittliche|.*(promedio|media|moyenne)).*\((bpm|lpm)\)$/i,
    ),
    maxHeart: findColumn(heading, /max.*\((bpm|lpm)\)$|máx.*\((bpm|lpm)\)$/i),
    minHeart: findColumn(heading, /min.*\((bpm|lpm)\)$|mín.*\((bpm|lpm)\)$/i),
    weight: findColumn(
      heading,
      /^(average weight|durchschnittliches gewicht|peso (promedio|medio)|poids moyen).*\(kg\)$/i,
    ),
  };
  return Object.values(columns).every(column => column < 0) ? undefined : columns;
}

export function* takeDay(row: Row, columns: FitColumns, readings: Readings): Iterable<Finding> {
  const start = parseMoment(row[0] ?? '');
  const what = 'Daily activity metrics';
  if (!start) return yield* readings.leave('invalid', what);
  const number = (column: number) => parseNumber(row[column]) || undefined;
  for (const name of ['steps', 'distance', 'energy'] as const) {
    const value = number(columns[name]);
    if (value !== undefined) yield* readings.addMovement({ name, start, value, source, what });
  }
  const heart = number(columns.meanHeart);
  const [lowest, highest] = [number(columns.minHeart), number(columns.maxHeart)];
  if (heart !== undefined)
    yield* readings.add({ kind: 'heartRate', at: start, value: heart, lowest, highest, source, what });
  const weight = number(columns.weight);
  if (weight !== undefined) yield* readings.add({ kind: 'weight', at: start, value: weight, source, what });
}

export function isSessionOfFit(name: string): boolean {
  return /(^|\/)Fit\/[^/]+\/\d{4}-\d{2}-\d{2}T[\d_:.+Z-]+_[A-Z_]+[^/]*\.json$/.test(name);
}

export function takeSession(session: JsonObject, readings: Readings, { zone }: ReadingOptions): Finding[] {
  const what = 'Session';
  const activity = textAt(session, 'fitnessActivity');
  const started = parseMoment(textAt(session, 'startTime') ?? '');
  if (activity === undefined || !started) return readings.leave('invalid', what);
  if (activity === 'sleep') return readings.leave('no-kind', 'Sleep session');
  const start = momentIn(started.at, zone);
  const sums = new Map(
    listAt(session, 'aggregate')
      .filter(isObject)
      .map(one => [
        textAt(one, 'metricName') ?? '',
        numberAt(one, 'floatValue') ?? numberAt(one, 'intValue'),
      ]),
  );
  const seconds = Number(/^([\d.]+)s$/.exec(textAt(session, 'duration') ?? '')?.[1] ?? Number.NaN);
  return [
    makeExercise(
      {
        activity,
        start,
        minutes: seconds / 60,
        meters: sums.get('com.google.distance.delta'),
        kilocalories: sums.get('com.google.calories.expended'),
        steps: sums.get('com.google.step_count.delta'),
        heart: { mean: sums.get('com.google.heart_rate.summary') },
        speed: { mean: sums.get('com.google.speed.summary') },
      },
      what,
      { source, sourceId: readings.id(`${what} ${activity}`, start) },
    ),
  ];
}
