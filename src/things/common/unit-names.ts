// What units are called, and the UCUM code of each: the codes of HealthVault's unit vocabularies, the base units of
// measured values, and how people and devices write them. What may mean two things (calories, units of enzymes,
// cups) is left out on purpose. Used by units.ts.
import { makeTable } from '../../schema/table.ts';
import type { CodableValue } from './codable.ts';
import type { BaseUnit } from './measurements.ts';

export const ucumOfBase: Readonly<Record<BaseUnit, string>> = {
  kg: 'kg',
  m: 'm',
  liters: 'L',
  'liters-per-second': 'L/s',
  celsius: 'Cel',
  'seconds-per-hundred-meters': 's/(100.m)',
  'meters-per-second': 'm/s',
  watts: 'W',
  'newton-meters': 'N.m',
  pascals: 'Pa',
  'breaths-per-minute': '/min',
  mmolPerL: 'mmol/L',
  'mmol-per-mol': 'mmol/mol',
  calories: 'kcal',
  IE: '[iU]',
};

/** The UCUM code of a code of a unit vocabulary; of any of them when `vocabulary` does not say. Case counts for nothing unless it decides. */
export function findUcumOfCode(code: string, vocabulary?: string): string | undefined {
  if (vocabulary?.toLowerCase() === 'ucum') return code;
  const tables = vocabulary === undefined ? Object.values(unitCodes) : [unitCodes[vocabulary] ?? {}];
  for (const table of tables) if (Object.hasOwn(table, code)) return table[code];
  const lower = code.toLowerCase();
  for (const table of tables) {
    const found = Object.keys(table).filter(key => key.toLowerCase() === lower);
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return table[only];
  }
  return undefined;
}

/** The UCUM code of a unit in words, or as it is commonly written. */
export function findUcumOfText(text: string): string | undefined {
  const written = text.trim().replace(/\s+/g, ' ');
  return caseMatters[written] ?? spellings.get(written.toLowerCase().replace(/\.$/, ''));
}

/** The UCUM code of a unit as structured measurements have it. */
export function findUcumOfUnits({ text, code = [] }: CodableValue): string | undefined {
  const coded = code.map(({ type, value }) => findUcumOfCode(value, type));
  return agreeOnCode(coded.some(one => one !== undefined) ? coded : [findUcumOfText(text)]);
}

/** One code, where none says another. */
export function agreeOnCode(codes: readonly (string | undefined)[]): string | undefined {
  const different = new Set(codes.filter(code => code !== undefined));
  return different.size === 1 ? [...different][0] : undefined;
}

const perVolume = {
  'g-per-dl': 'g/dL',
  'mg-per-dl': 'mg/dL',
  'mg-per-l': 'mg/L',
  'ng-per-dl': 'ng/dL',
  'ng-per-l': 'ng/L',
  'ng-per-ml': 'ng/mL',
  'ng-per-nl': 'ng/nL',
  'pg-per-ml': 'pg/mL',
  'pg-per-dl': 'pg/dL',
  'ug-per-dl': 'ug/dL',
  'ug-per-l': 'ug/L',
  'ug-per-ml': 'ug/mL',
  'ml-per-dl': 'mL/dL',
  'meq-per-l': 'meq/L',
  'mmol-per-l': 'mmol/L',
  'nmol-per-l': 'nmol/L',
  'pmol-per-ml': 'pmol/mL',
  'umol-per-l': 'umol/L',
  'mol-per-mm3': 'mol/mm3',
  'mol-per-ul': 'mol/uL',
  'iU-per-l': '[iU]/L',
  'iU-per-ml': '[iU]/mL',
  'miU-per-l': 'm[iU]/L',
  'miU-per-ml': 'm[iU]/mL',
  'uiU-per-ml': 'u[iU]/mL',
};

const counted = {
  'cells-per-ul': '/uL',
  'kcells-per-ul': '10*3/uL',
  'Mcells-per-ul': '10*6/uL',
  'per-mm3': '/mm3',
  'k-per-mm3': '10*3/mm3',
  'M-per-mm3': '10*6/mm3',
  'per-ul': '/uL',
  'k-per-ul': '10*3/uL',
  'M-per-ul': '10*6/uL',
  M: '10*6',
  pcnt: '%',
  HPF: '[HPF]',
  'per-HPF': '/[HPF]',
  'per-LPF': '/[LPF]',
};

const overTime = {
  'breaths-per-min': '/min',
  'B-per-min': '/min',
  'HB-per-min': '/min',
  'per-s': '/s',
  'l-per-min': 'L/min',
  'l-per-s': 'L/s',
  'ml-per-min': 'mL/min',
  'mm-per-h': 'mm/h',
  'mg-per-24h': 'mg/d',
  'mg-per-d': 'mg/d',
  'ug-per-d': 'ug/d',
  'ng-per-ml-per-h': 'ng/mL/h',
};

/** By vocabulary. Codes that name no unit of measure, such as tablets, and those of unclear units are not here. */
export const unitCodes: Readonly<Record<string, Readonly<Record<string, string>>>> = makeTable({
  'weight-units': { lb: '[lb_av]', kg: 'kg', g: 'g', mg: 'mg', mcg: 'ug', oz: '[oz_av]' },
  'distance-units': { mi: '[mi_i]', km: 'km', yd: '[yd_i]', m: 'm', ft: '[ft_i]', cm: 'cm', in: '[in_i]' },
  'duration-units': {
    ns: 'ns',
    us: 'us',
    ms: 'ms',
    s: 's',
    min: 'min',
    h: 'h',
    d: 'd',
    mo: 'mo',
    a: 'a',
  },
  'pressure-units': {
    pa: 'Pa',
    kpa: 'kPa',
    hpa: 'hPa',
    cmh2o: 'cm[H2O]',
    mmhg: 'mm[Hg]',
    psi: '[psi]',
    bar: 'bar',
    atm: 'atm',
  },
  'calorie-guideline-units': { 'calories-per-day': 'kcal/d' },
  'exercise-units': {
    BPM: '/min',
    Celsius: 'Cel',
    kJ: 'kJ',
    'm-per-s': 'm/s',
    Meters: 'm',
    Minutes: 'min',
    Nm: 'N.m',
    Percent: '%',
    RPM: '/min',
    's-per-100m': 's/(100.m)',
    Watts: 'W',
    kPa: 'kPa',
    Calories: 'kcal',
  },
  'lab-results-units': {
    ...perVolume,
    ...counted,
    ...overTime,
    iU: '[iU]',
    a: 'a',
    Cel: 'Cel',
    cm: 'cm',
    cmH20: 'cm[H2O]',
    fl: 'fL',
    h: 'h',
    kg: 'kg',
    l: 'L',
    m2: 'm2',
    mg: 'mg',
    'mg-per-g': 'mg/g',
    'mg-per-gcreat.': 'mg/g',
    'ug-per-g': 'ug/g',
    min: 'min',
    ml: 'mL',
    mmHg: 'mm[Hg]',
    'mosm-per-kg': 'mosm/kg',
    pg: 'pg',
    s: 's',
    'umol-per-m': 'umol/m',
    W: 'W',
    'mmol-per-mol': 'mmol/mol',
  },
  'medication-dose-units': {
    g: 'g',
    mcg: 'ug',
    mg: 'mg',
    ml: 'mL',
    Percent: '%',
    tbsp: '[tbs_us]',
    tsp: '[tsp_us]',
  },
  'medication-strength-unit': {
    percent: '%',
    iu: '[iU]',
    meq: 'meq',
    meqperml: 'meq/mL',
    mg: 'mg',
    mgperml: 'mg/mL',
    ml: 'mL',
    mcg: 'ug',
  },
});

/** These mean something else in other cases. */
const caseMatters: Readonly<Record<string, string>> = makeTable({
  Nm: 'N.m',
  'N m': 'N.m',
  N·m: 'N.m',
  nm: 'nm',
});

/** One line a unit: its code, then what it is written like, in lower case. */
const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    kg: 'kg, kgs, kilo, kilos, kilogram, kilograms',
    g: 'g, gram, grams',
    mg: 'mg, milligram, milligrams',
    ug: 'ug, µg, μg, mcg, microgram, micrograms',
    '[lb_av]': 'lb, lbs, pound, pounds',
    '[oz_av]': 'oz, ounce, ounces',
    m: 'm, meter, meters, metre, metres',
    km: 'km, kilometer, kilometers, kilometre, kilometres',
    cm: 'cm, centimeter, centimeters, centimetre, centimetres',
    mm: 'mm, millimeter, millimeters, millimetre, millimetres',
    '[in_i]': 'in, inch, inches, "',
    '[ft_i]': "ft, foot, feet, '",
    '[yd_i]': 'yd, yard, yards',
    '[mi_i]': 'mi, mile, miles',
    L: 'l, liter, liters, litre, litres',
    dL: 'dl, deciliter, deciliters, decilitre, decilitres',
    mL: 'ml, milliliter, milliliters, millilitre, millilitres',
    Cel: '°c, c, celsius, degrees celsius, degree celsius',
    '[degF]': '°f, f, fahrenheit, degrees fahrenheit, degree fahrenheit',
    'L/s': 'l/s, l/sec, liters per second, litres per second',
    'L/min': 'l/min, liters per minute, litres per minute',
    'mL/min': 'ml/min',
    'mL/s': 'ml/s',
    'm/s': 'm/s, meters per second, metres per second',
    'km/h': 'km/h, kph, kmh, kilometers per hour, kilometres per hour',
    '[mi_i]/h': 'mph, mi/h, miles per hour',
    's/(100.m)': 's/100m, s/100 m, sec/100m, seconds per 100 meters',
    'min/km': 'min/km, minutes per kilometer',
    'min/[mi_i]': 'min/mi, min/mile, minutes per mile',
    Pa: 'pa, pascal, pascals',
    hPa: 'hpa, hectopascal',
    kPa: 'kpa, kilopascal, kilopascals',
    'mm[Hg]': 'mmhg, mm hg, millimeters of mercury',
    'cm[H2O]': 'cmh2o, cm h2o, centimeters of water',
    '[psi]': 'psi',
    bar: 'bar',
    atm: 'atm',
    'mg/dL': 'mg/dl, mg per dl, milligrams per deciliter',
    'g/dL': 'g/dl',
    'g/L': 'g/l',
    'ng/mL': 'ng/ml',
    'mmol/L': 'mmol/l, mmol per l, millimoles per liter',
    'umol/L': 'umol/l, µmol/l, μmol/l',
    'nmol/L': 'nmol/l',
    'pmol/L': 'pmol/l',
    'pg/mL': 'pg/ml',
    'ng/L': 'ng/l',
    'ng/dL': 'ng/dl',
    'mg/L': 'mg/l',
    'ug/L': 'ug/l, µg/l, μg/l, mcg/l',
    'ug/dL': 'ug/dl, µg/dl, μg/dl, mcg/dl',
    'mg/g': 'mg/g',
    'mm/h': 'mm/h',
    'm[iU]/L': 'miu/l, mu/l',
    'u[iU]/mL': 'µiu/ml, μiu/ml, uiu/ml, µu/ml',
    '10*9/L': '10^9/l, 10*9/l, ×10⁹/l, x10^9/l, 10⁹/l, /nl, 1/nl',
    '10*12/L': '10^12/l, 10*12/l, ×10¹²/l, x10^12/l, 10¹²/l, /pl, 1/pl',
    '10*3/uL': '10^3/µl, 10^3/ul, 10³/µl, k/µl, k/ul, thousand/µl',
    '10*6/uL': '10^6/µl, 10^6/ul, 10⁶/µl, m/µl, m/ul, million/µl',
    fL: 'fl',
    pg: 'pg',
    'mmol/mol': 'mmol/mol',
    '%': '%, percent, pct',
    '/min': '/min, bpm, rpm, beats/min, beats per minute, breaths/min, breaths per minute, 1/min',
    '/h': '/h, 1/h',
    kcal: 'kcal, kilocalorie, kilocalories',
    kJ: 'kj, kilojoule, kilojoules',
    W: 'w, watt, watts',
    'N.m': 'newton meter, newton meters',
    '[iU]': 'iu, ie, international unit, international units',
    s: 's, sec, secs, second, seconds',
    min: 'min, mins, minute, minutes',
    h: 'h, hr, hrs, hour, hours',
    d: 'd, day, days',
    wk: 'wk, week, weeks',
    mo: 'month, months',
    a: 'yr, yrs, year, years',
  }).flatMap(([code, names]) => names.split(', ').map((name): [string, string] => [name, code])),
);
