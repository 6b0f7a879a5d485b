// Exercises by the names that devices give them: words, with the code of HealthVault's list where it has one of that name.
import { type CodableValue, makeWcCoded, words } from '../../things/common/codable.ts';
import { exercise } from '../../vocabularies/wc/exercise.ts';

/** By other names than the list has them. */
const others: ReadonlyMap<string, readonly [list: string, code: string]> = new Map([
  ['run', ['aerobic-activities', 'run']],
  ['treadmillrunning', ['aerobic-activities', 'run']],
  ['trailrunning', ['aerobic-activities', 'run']],
  ['jog', ['aerobic-activities', 'jog']],
  ['walk', ['aerobic-activities', 'walk']],
  ['hike', ['aerobic-activities', 'hike']],
  ['cycling', ['aerobic-activities', 'bike']],
  ['biking', ['aerobic-activities', 'bike']],
  ['bike', ['aerobic-activities', 'bike']],
  ['outdoorbike', ['aerobic-activities', 'bike']],
  ['indoorcycling', ['aerobic-activities', 'spin']],
  ['spin', ['aerobic-activities', 'spin']],
  ['swim', ['aerobic-activities', 'swim']],
  ['lapswimming', ['aerobic-activities', 'swim']],
  ['openwater', ['aerobic-activities', 'swim']],
  ['elliptical', ['exercise-activities', 'EllipticalTrainer']],
  ['dance', ['exercise-activities', 'Dancing']],
  ['jumprope', ['exercise-activities', 'RopeJumping']],
]);

/** @param name `Running`, `CrossCountrySkiing`, `lap_swimming` */
export function findActivity(name: string): CodableValue {
  const said = words(sayName(name));
  const folded = name.replace(/[\W_]/g, '').toLowerCase();
  const [list, code] = others.get(folded) ?? listed().get(folded) ?? [];
  return list === undefined || code === undefined ? said : makeWcCoded(list, code, said.text);
}

function sayName(name: string): string {
  const said = name
    .slice(0, 80)
    .replace(/[\p{C}_]+/gu, ' ')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .trim();
  return said === '' ? 'Exercise' : said.charAt(0).toUpperCase() + said.slice(1).toLowerCase();
}

let made: ReadonlyMap<string, readonly [list: string, code: string]> | undefined;

function listed() {
  made ??= new Map(
    exercise
      .filter(({ name }) => name === 'exercise-activities' || name === 'aerobic-activities')
      .flatMap(({ name, items }) =>
        items().map(({ code, texts }) => [fold(texts.en?.display ?? code), [name, code] as const] as const),
      ),
  );
  return made;
}

function fold(text: string): string {
  return text.replace(/[\W_]/g, '').toLowerCase();
}
