// The unit that a row says itself, in its cell or in a column of units: it counts before what is said of the whole column.

const families: readonly (readonly (readonly [role: string, unit: RegExp])[])[] = [
  [
    ['glucose.mg', /^mg\s*\/\s*dl$/],
    ['glucose.mmol', /^mmol(\s*\/\s*l)?$/],
  ],
  [
    ['weight.kg', /^(kgs?|kilo(gram)?s?)$/],
    ['weight.lb', /^(lbs?|pounds?)$/],
  ],
  [
    ['temperature.c', /^(°\s*c|c|℃|celsius|cel|degc|°\s*celsius)$/],
    ['temperature.f', /^(°\s*f|f|℉|fahrenheit|degf|°\s*fahrenheit)$/],
  ],
  [
    ['height.cm', /^(cm|centimet(er|re)s?)$/],
    ['height.m', /^(m|met(er|re)s?)$/],
    ['height.in', /^(in|inch(es)?|"|″|'')$/],
  ],
];

/** Roles whose numbers may be in one unit or another. */
export const measuredRoles: readonly string[] = families.flatMap(family => family.map(([role]) => role));

/** Units of the same measures that no role is for. */
const others = /^(g|oz|st|stones?|k|kelvin|ft|feet|mm|[mµu]?g\s*\/\s*(l|ml)|[µu]mol\s*\/\s*l)$/;

/**
 * @param said the words behind the number, and those of the column of units
 * @returns undefined where it is in a unit that no role is for
 */
export function findUnitRole(role: string, ...said: readonly (string | undefined)[]): string | undefined {
  const family = families.find(one => one.some(([own]) => own === role)) ?? [];
  for (const words of said) {
    const unit = words?.trim().toLowerCase().replace(/\.$/, '') ?? '';
    const found = family.find(([, known]) => known.test(unit));
    if (found) return found[0];
    if (family.length > 0 && others.test(unit)) return undefined;
  }
  return role;
}
