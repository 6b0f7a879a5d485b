// What a column can be, and by which words of its heading and numbers below it that is guessed.
import { boundMarks } from '../../spelling.ts';
import { measuredRoles } from './units.ts';
import { type DateOrder, readNumber, readWhen } from './when.ts';

export const roles = [
  'ignore',
  'when',
  'time',
  'weight.kg',
  'weight.lb',
  'pressure',
  'systolic',
  'diastolic',
  'pulse',
  'glucose.mmol',
  'glucose.mg',
  'temperature.c',
  'temperature.f',
  'oxygen',
  'height.cm',
  'height.m',
  'height.in',
  'steps',
  'activity',
  'duration.min',
  'duration.h',
  'distance.km',
  'distance.m',
  'distance.mi',
  'medicine',
  'dose',
  'until',
  'test',
  'result',
  'unit',
  'range',
  'laboratory',
  'note',
  'source',
] as const;
export type Role = (typeof roles)[number];

export function findRole(text: string | undefined): Role {
  return roles.find(role => role === text) ?? 'ignore';
}

interface Column {
  readonly name: string;
  readonly samples: readonly string[];
}

interface Guess {
  readonly heading: RegExp;
  readonly role: (of: { heading: string; middle: number | undefined }) => Role;
}

const always = (role: Role) => () => role;

const untilHeading = /until|stopped|end date|enddatum|bis\b|hasta|fecha de fin|jusqu|date de fin/;

/** The first that fits. In English, Spanish, German and French, without accents. */
const guesses: readonly Guess[] = [
  { heading: /blood ?pressure|blutdruck|presion arterial|tension arterielle/, role: always('pressure') },
  { heading: /systol|sistol|^sys$|\bsbp\b/, role: always('systolic') },
  { heading: /diastol|^dia$|\bdbp\b/, role: always('diastolic') },
  {
    heading: /pulse|heart ?rate|^puls|herz(frequenz|schlag)|frecuencia cardiaca|pouls|\bbpm\b|\bhr\b/,
    role: always('pulse'),
  },
  {
    heading:
      /^(?!.*(\bid\b|\bmeter\b|serial|target|calib|correction|ratio|sensitiv|bwz|wizard|input)).*(glucose|glukose|glucosa|glucemia|glycemie|blood ?sugar|blutzucker|\bbg\b)/,
    role: ({ heading, middle }) =>
      /mg/.test(heading)
        ? 'glucose.mg'
        : /mmol/.test(heading)
          ? 'glucose.mmol'
          : middle === undefined || middle < 1 || middle > 600
            ? 'ignore'
            : middle > 35
              ? 'glucose.mg'
              : 'glucose.mmol',
  },
  {
    heading: /^(?!.*\bbasal\b).*(temperatur|fieber|fiebre|fievre|^temp\b)/,
    role: ({ heading, middle }) => {
      // What no body has is the temperature of something else.
      if (middle !== undefined && !(middle >= 25 && middle <= 45) && !(middle >= 77 && middle <= 113))
        return 'ignore';
      if (/°?f\b|fahrenheit/.test(heading) || (middle ?? 0) > 60) return 'temperature.f';
      return middle !== undefined || /celsius|°?c\b/.test(heading) ? 'temperature.c' : 'ignore';
    },
  },
  { heading: /oxygen|spo2|sauerstoff|oxigeno|oxygene|saturation/, role: always('oxygen') },
  {
    heading: /height|grosse|talla|estatura|altura|taille/,
    role: ({ heading, middle = 0 }) =>
      /\b(in|inch(es)?)\b/.test(heading) ? 'height.in' : middle > 0 && middle < 3 ? 'height.m' : 'height.cm',
  },
  {
    heading: /weight|gewicht|peso|poids|body ?mass(?! ?index)/,
    role: ({ heading }) => (/\blbs?\b|pound/.test(heading) ? 'weight.lb' : 'weight.kg'),
  },
  { heading: /steps|schritte|pasos|\bpas\b/, role: always('steps') },
  {
    heading: /distance|distanz|strecke|distancia/,
    role: ({ heading, middle = 0 }) =>
      /\bmi(les)?\b/.test(heading)
        ? 'distance.mi'
        : /\(m\)|meters/.test(heading) || middle > 300
          ? 'distance.m'
          : 'distance.km',
  },
  {
    heading: /duration|dauer|duracion|duree/,
    role: ({ heading }) =>
      /\bh(ours)?\b|stunden|horas|heures/.test(heading) ? 'duration.h' : 'duration.min',
  },
  {
    heading: /activity|exercise|workout|sport|aktivitat|training|actividad|ejercicio|activite/,
    role: always('activity'),
  },
  {
    heading: /medication|medicine|medikament|arznei|medicamento|medicament|\bdrug\b/,
    role: always('medicine'),
  },
  { heading: /\bdose|dosage|dosis|dosierung/, role: always('dose') },
  {
    heading: untilHeading,
    role: always('until'),
  },
  {
    heading: /^(lab )?test( name)?$|analyte|analysis|parameter|prueba|analisis|analyse|examen/,
    role: always('test'),
  },
  { heading: /range|reference|referenz|normal(bereich|werte)?|referencia|plage/, role: always('range') },
  { heading: /laborator|\blabor\b/, role: always('laboratory') },
  { heading: /result|value|wert|ergebnis|resultado|valor|resultat|valeur/, role: always('result') },
  { heading: /units?$|einheit|unidad|unite/, role: always('unit') },
  { heading: /note|comment|kommentar|notiz|bemerkung|nota|comentario|remarque/, role: always('note') },
  { heading: /source|device(?! time)|quelle|gerat|fuente|dispositivo|appareil/, role: always('source') },
];

/** Roles that one column of a table has: a meter and a sensor both tell of glucose. */
const once: ReadonlySet<Role> = new Set(
  roles.filter(role => !['ignore', 'note', 'glucose.mmol', 'glucose.mg'].includes(role)),
);

export function guessRoles(columns: readonly Column[], order: DateOrder): Role[] {
  const found = columns.map(column => guessOne(column, order));
  const hasResult = found.includes('test');
  const hasUnits = hasResult || found.some(role => measuredRoles.includes(role));
  const seen = new Set<Role>();
  return found.map(role => {
    const isLost = (!hasResult && (role === 'result' || role === 'range')) || (!hasUnits && role === 'unit');
    if (isLost || (once.has(role) && seen.has(role))) return 'ignore';
    seen.add(role);
    return role;
  });
}

function guessOne({ name, samples }: Column, order: DateOrder): Role {
  const heading = fold(name);
  const dates = samples.filter(text => readWhen(text, { order, zone: 'UTC' }) !== undefined);
  const isDate = dates.length > 0 && dates.length * 2 >= samples.length;
  if (isDate && !untilHeading.test(heading) && !/end|fin/.test(heading)) return 'when';
  if (
    samples.length > 0 &&
    samples.every(text => /^\d{1,2}:\d{2}(:\d{2})?\s*([ap]\.?m\.?)?$/i.test(text.trim()))
  )
    return 'time';
  const guess = guesses.find(guess => guess.heading.test(heading));
  if (!guess) return 'ignore';
  const numbers = samples
    .flatMap(text => readNumber(text, /,\d{1,2}$/.test(text) ? ',' : '.') ?? [])
    .sort((a, b) => a - b);
  const role = guess.role({ heading, middle: numbers[Math.floor(numbers.length / 2)] });
  if (role === 'systolic' && samples.some(text => /^\d{2,3}\s*\/\s*\d{2,3}/.test(text.trim())))
    return 'pressure';
  return role;
}

function fold(text: string): string {
  return boundMarks(text)
    .toLowerCase()
    .replace('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
}
