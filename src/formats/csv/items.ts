// The items that the rows of a table become, by what its columns are.

import { createHash } from 'node:crypto';
import bloodGlucose from '../../things/blood-glucose.ts';
import bloodOxygenSaturation from '../../things/blood-oxygen-saturation.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import { makeWcCoded, words } from '../../things/common/codable.ts';
import { approximately, type DateTime, getEarliest } from '../../things/common/dates.ts';
import { dropNoise } from '../../things/common/numbers.ts';
import exercise from '../../things/exercise.ts';
import heartRate from '../../things/heart-rate.ts';
import height from '../../things/height.ts';
import labResults, { type LabResults } from '../../things/lab-results.ts';
import medication from '../../things/medication.ts';
import vitalSigns from '../../things/vital-signs.ts';
import weight from '../../things/weight.ts';
import { type AboutCandidate, type Finding, leaveOut, makeFinding } from '../format.ts';
import { textCharacters } from './limits.ts';
import type { Role } from './roles.ts';
import { findUnitRole } from './units.ts';
import { type DateOrder, type DecimalMark, isAhead, readNumber, readWhen } from './when.ts';

export interface Reading {
  /** Of each column. */
  readonly roles: readonly Role[];
  readonly names: readonly string[];
  readonly order: DateOrder;
  readonly decimals: DecimalMark;
  readonly zone: string;
  /** In milliseconds, where it is known. */
  readonly now: number | undefined;
}

/** What a row says, by what its columns are. */
class Row {
  readonly #cells: readonly string[];
  readonly #how: Reading;
  /** Of several columns of one role, the one that is read. */
  readonly #column: number | undefined;

  constructor(cells: readonly string[], how: Reading, column?: number) {
    this.#cells = cells;
    this.#how = how;
    this.#column = column;
  }

  #find(role: Role): number {
    const { roles } = this.#how;
    return this.#column !== undefined && roles[this.#column] === role ? this.#column : roles.indexOf(role);
  }

  text(role: Role): string | undefined {
    return this.#cells[this.#find(role)]?.trim().slice(0, textCharacters) || undefined;
  }

  /** What the table calls the column. */
  name(role: Role): string {
    return this.#how.names[this.#find(role)] ?? '';
  }

  number(role: Role): number | undefined {
    const text = this.text(role);
    return text === undefined ? undefined : readNumber(text, this.#how.decimals);
  }

  /** In which unit a number is: its own where it says one, else that of its column. */
  unitRole(role: Role): string | undefined {
    const column = this.text('test') === undefined ? this.text('unit') : undefined;
    return findUnitRole(role, this.text(role)?.replace(/^[-+\d.,\s'’]+/, ''), column);
  }

  /** What of numbers an item cannot hold, as they are written, with the rest of the notes. */
  noteExact(about: AboutCandidate, ...of: readonly Role[]): AboutCandidate {
    const exact = of.filter(role => !Number.isInteger(this.number(role) ?? 0));
    const said = exact.map(role => `${this.name(role)}: ${this.text(role) ?? ''}`);
    return said.length === 0 ? about : { ...about, note: [about.note, ...said].filter(Boolean).join('\n') };
  }

  date(role: Role): DateTime | undefined {
    const { order, zone, now } = this.#how;
    const time = role === 'when' ? this.text('time') : undefined;
    const yearsAhead = role === 'until' ? plannedYearsMax : 0;
    return readWhen(this.text(role) ?? '', {
      order,
      zone,
      now,
      yearsAhead,
      ...(time !== undefined && { time }),
    });
  }

  get notes(): string | undefined {
    const said = this.#cells.filter((_, i) => this.#how.roles[i] === 'note').map(text => text.trim());
    return (
      said
        .filter(text => text !== '')
        .join('\n')
        .slice(0, textCharacters) || undefined
    );
  }
}

/** A medicine may be planned so far ahead. */
const plannedYearsMax = 10;

/** A finding of one number, or a pair, of a row. */
interface Maker {
  readonly roles: readonly Role[];
  make(row: Row, when: DateTime, about: AboutCandidate, role: Role): Finding | undefined;
}

const pound = 0.453_592_37;
const inch = 0.0254;
const mile = 1609.344;
/** Milligrams in a decilitre of a millimole in a litre of glucose. */
const glucoseMass = 18.0156;

/** A number, or what is no number told as such. */
function withNumber(row: Row, role: Role, make: (value: number) => Finding): Finding | undefined {
  if (row.text(role) === undefined) return undefined;
  const value = row.number(role);
  const isOurs = value !== undefined && row.unitRole(role) !== undefined;
  return isOurs ? make(value) : leaveOut('invalid', row.name(role));
}

const makers: readonly Maker[] = [
  {
    roles: ['weight.kg', 'weight.lb'],
    make: (row, when, about, role) =>
      withNumber(row, role, value => {
        const isPounds = row.unitRole(role) === 'weight.lb';
        const kg = isPounds ? dropNoise(value * pound) : value;
        const display = { value, units: isPounds ? 'lb' : 'kg' };
        return makeFinding(weight, { when, value: { kg, display } }, row.name(role), about);
      }),
  },
  { roles: ['pressure', 'systolic'], make: makePressure },
  {
    roles: ['pulse'],
    make: (row, when, about, role) =>
      hasPressure(row)
        ? undefined
        : withNumber(row, role, value =>
            makeFinding(
              heartRate,
              { when, value: Math.round(value) },
              row.name(role),
              row.noteExact(about, role),
            ),
          ),
  },
  {
    roles: ['glucose.mmol', 'glucose.mg'],
    make: (row, when, about, role) =>
      withNumber(row, role, value => {
        const isMass = row.unitRole(role) === 'glucose.mg';
        const mmolPerL = isMass ? dropNoise(value / glucoseMass) : value;
        const display = { value, units: isMass ? 'mg/dL' : 'mmol/L' };
        const isSensor = /sensor|cgm/i.test(row.name(role));
        const glucoseMeasurementType = isSensor
          ? words('Interstitial fluid')
          : makeWcCoded('glucose-measurement-type', 'wb', 'Whole blood');
        const item = { when, value: { mmolPerL, display }, glucoseMeasurementType };
        return makeFinding(bloodGlucose, item, row.name(role), about);
      }),
  },
  {
    roles: ['temperature.c', 'temperature.f'],
    make: (row, when, about, role) =>
      withNumber(row, role, value => {
        const [text, code] = row.unitRole(role) === 'temperature.f' ? ['°F', '[degF]'] : ['°C', 'Cel'];
        const title = makeWcCoded('vital-statistics', 'Tmp', 'Temperature');
        const unit = makeWcCoded('lab-results-units', code, text);
        return makeFinding(
          vitalSigns,
          { when, vitalSignsResults: [{ title, value, unit }] },
          row.name(role),
          about,
        );
      }),
  },
  {
    roles: ['oxygen'],
    make: (row, when, about, role) =>
      withNumber(row, role, value => {
        const fraction = value > 1 ? dropNoise(value / 100) : value;
        return makeFinding(bloodOxygenSaturation, { when, value: fraction }, row.name(role), about);
      }),
  },
  {
    roles: ['height.cm', 'height.m', 'height.in'],
    make: (row, when, about, role) =>
      withNumber(row, role, value => {
        const units = (row.unitRole(role) ?? role).slice('height.'.length);
        const m = dropNoise(units === 'cm' ? value / 100 : units === 'in' ? value * inch : value);
        return makeFinding(height, { when, value: { m, display: { value, units } } }, row.name(role), about);
      }),
  },
  {
    roles: ['steps'],
    make: (row, when, about, role) =>
      withNumber(row, role, value => {
        const detail = [
          {
            name: { value: 'Steps', type: 'exercise-detail-names' },
            value: { value, units: words('steps') },
          },
        ];
        const activity = makeWcCoded('exercise-activities', 'Walking', 'Walking');
        const title = `${value} steps`;
        return makeFinding(
          exercise,
          { when: approximately(when), activity, title, detail },
          row.name(role),
          about,
        );
      }),
  },
  { roles: ['activity'], make: makeExercise },
];

function hasPressure(row: Row): boolean {
  return row.text('pressure') !== undefined || row.text('systolic') !== undefined;
}

function makePressure(row: Row, when: DateTime, about: AboutCandidate, role: Role): Finding | undefined {
  const text = row.text(role);
  if (text === undefined) return undefined;
  const [, first, second] = /^(\d{2,3})\s*\/\s*(\d{2,3})/.exec(text) ?? [];
  const systolic = role === 'pressure' ? Number(first) : row.number('systolic');
  const diastolic = role === 'pressure' ? Number(second) : row.number('diastolic');
  const pulse = row.number('pulse');
  if (!systolic || !diastolic) return leaveOut('invalid', row.name(role));
  const item = {
    when,
    systolic: Math.round(systolic),
    diastolic: Math.round(diastolic),
    ...(pulse !== undefined && { pulse: Math.round(pulse) }),
  };
  const measured = role === 'pressure' ? [] : (['systolic', 'diastolic'] as const);
  return makeFinding(bloodPressure, item, row.name(role), row.noteExact(about, ...measured, 'pulse'));
}

function makeExercise(row: Row, when: DateTime, about: AboutCandidate): Finding | undefined {
  const name = row.text('activity');
  if (name === undefined) return undefined;
  const [minutes, hours] = [row.number('duration.min'), row.number('duration.h')];
  const duration = minutes ?? (hours === undefined ? undefined : dropNoise(hours * 60));
  const way = (['distance.km', 'distance.m', 'distance.mi'] as const).find(role => row.number(role));
  const value = way && row.number(way);
  const units = way?.slice('distance.'.length) ?? '';
  const m = value && dropNoise(value * (units === 'km' ? 1000 : units === 'mi' ? mile : 1));
  const item = {
    when: approximately(when),
    activity: words(name),
    ...(duration && { duration }),
    ...(m && { distance: { m, display: { value, units } } }),
  };
  return makeFinding(exercise, item, row.name('activity'), about);
}

function makeMedicine(row: Row, about: AboutCandidate): Finding | undefined {
  const name = row.text('medicine');
  if (name === undefined) return undefined;
  const [began, ended] = [row.date('when'), row.date('until')];
  const dose = row.text('dose');
  const item = {
    name: words(name),
    ...(dose !== undefined && { dose: { display: dose } }),
    ...(began && { dateStarted: approximately({ date: began.date }) }),
    ...(ended && { dateDiscontinued: approximately({ date: ended.date }) }),
  };
  return makeFinding(medication, item, row.name('medicine'), about);
}

type Test = NonNullable<LabResults['labGroup'][number]['results']>[number];

/** Tests of one day and laboratory that stand below each other are one report. */
const testsMax = 100;

/** Makes findings of rows, one after the other. */
export class Items {
  readonly #how: Reading;
  #tests: Test[] = [];
  #of = { day: '', laboratory: '' };
  #when: DateTime | undefined;
  #about: AboutCandidate = {};
  /** What rows of one day said, and how often. */
  readonly #told = new Map<string, number>();
  #day = '';

  constructor(how: Reading) {
    this.#how = how;
  }

  *add(cells: readonly string[]): Generator<Finding> {
    const row = new Row(cells, this.#how);
    const [note, source] = [row.notes, row.text('source')];
    const about: AboutCandidate = {
      ...(note !== undefined && { note }),
      ...(source !== undefined && { source }),
    };
    if (row.text('medicine') !== undefined) {
      const found = makeMedicine(row, about);
      if (found) yield found;
      return;
    }
    const when = row.date('when');
    // Nothing was measured on a day to come.
    if (!when || isAhead(when, this.#how.now)) {
      yield leaveOut('invalid', row.name('when'));
      return;
    }
    const test = row.text('test');
    if (test !== undefined && row.text('result') === undefined) yield leaveOut('invalid', test);
    else if (test !== undefined) yield* this.#addTest(row, when, about);
    for (const { roles, make } of makers)
      for (const role of roles) {
        for (const column of this.#listColumns(role)) {
          const found = make(new Row(cells, this.#how, column), when, about, role);
          if (found) yield this.#tellApart(found, when);
        }
      }
  }

  #listColumns(role: Role): number[] {
    return this.#how.roles.flatMap((one, i) => (one === role ? [i] : []));
  }

  /** Rows of one day that say no time may say the same and be of several readings: from the second on each has a name of its own. */
  #tellApart(found: Finding, { date: { y, m, d }, time }: DateTime): Finding {
    if (time || !('candidate' in found)) return found;
    const day = `${y}-${m}-${d}`;
    if (day !== this.#day) this.#told.clear();
    this.#day = day;
    const { candidate } = found;
    const said = `${candidate.typeId} ${candidate.xml} ${candidate.note ?? ''}`;
    const times = (this.#told.get(said) ?? 0) + 1;
    this.#told.set(said, times);
    if (times === 1) return found;
    const name = createHash('sha256').update(said).digest('base64url');
    return { candidate: { ...candidate, sourceId: `${name} ${times}` } };
  }

  *end(): Generator<Finding> {
    const [when, tests] = [this.#when, this.#tests];
    this.#tests = [];
    if (!when || tests.length === 0) return;
    const { laboratory } = this.#of;
    const group = {
      groupName: words(tests.length === 1 ? (tests[0]?.name ?? '') : laboratory || '—'),
      ...(laboratory !== '' && { laboratoryName: { name: laboratory } }),
      results: tests,
    };
    const item: LabResults = { when: approximately(when), labGroup: [group] };
    yield makeFinding(labResults, item, tests[0]?.name ?? '', { ...this.#about, of: tests.length });
  }

  *#addTest(row: Row, when: DateTime, about: AboutCandidate): Generator<Finding> {
    const of = { day: getEarliest(when) ?? '', laboratory: row.text('laboratory') ?? '' };
    const goesOn = of.day === this.#of.day && of.laboratory === this.#of.laboratory;
    if (!goesOn || this.#tests.length >= testsMax) yield* this.end();
    this.#of = of;
    this.#when = when;
    this.#about = about;
    this.#tests.push(readTest(row, this.#how.decimals));
  }
}

function readTest(row: Row, decimals: DecimalMark): Test {
  const [result = '', unit, range] = [row.text('result'), row.text('unit'), row.text('range')];
  const value = /^[<>≤≥]/.test(result) ? undefined : readNumber(result, decimals);
  const display = [result, unit].filter(Boolean).join(' ') || '—';
  const structured = value !== undefined && unit !== undefined ? [{ value, units: words(unit) }] : [];
  const ranges =
    range === undefined
      ? []
      : [{ type: words('Reference range'), text: words(range), ...readRange(range, decimals) }];
  return { name: row.text('test') ?? '', value: { measurement: { display, structured }, ranges } };
}

function readRange(text: string, decimals: DecimalMark) {
  const [, from = '', to = ''] = /^([\d.,]+)\s*(?:-|–|to|bis|a)\s*([\d.,]+)/.exec(text) ?? [];
  const [, sign = '', bound = ''] = /^([<>≤≥])=?\s*([\d.,]+)/.exec(text) ?? [];
  const max = readNumber(/[<≤]/.test(sign) ? bound : to, decimals);
  const min = readNumber(/[>≥]/.test(sign) ? bound : from, decimals);
  if (min === undefined && max === undefined) return {};
  return {
    value: {
      ...(min !== undefined && { minimumRange: min }),
      ...(max !== undefined && { maximumRange: max }),
    },
  };
}
