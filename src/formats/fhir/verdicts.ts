// What the vault says of a value as an `interpretation`, beside what was said by who measured it: each with an extension that tells
// by what it is judged. What comes back with one is the vault's own word, and becomes no flag of an item.
import { makeTable } from '../../schema/table.ts';
import type { Degree, JudgedBy } from '../../things/common/marks.ts';
import type { ThingType } from '../../things/index.ts';
import { codesOf } from './codes.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import { findValue } from './observation.ts';

export const judgedByUrl = 'urn:keepwell:fhir:judged-by';
const interpretations = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

/** HH and LL are for laboratories to say, who know what is critical. */
const codes: Readonly<Record<Degree, string>> = {
  'far-below': 'LU',
  below: 'L',
  'little-below': 'L',
  'little-above': 'H',
  above: 'H',
  'far-above': 'HU',
  abnormal: 'A',
  critical: 'AA',
};

export interface ToldVerdict {
  readonly is: Degree;
  readonly by: JudgedBy;
  /** `a little above the usual range`. */
  readonly text: string;
}

/** Where the lines of a chart stand in its resource: the code of the component; undefined for the resource itself. */
const components: Readonly<Record<string, readonly (string | undefined)[]>> = makeTable({
  'Blood pressure': ['8480-6', '8462-4', '8867-4'],
  Cholesterol: ['39469-2', '14646-4', '14647-2', '14927-8'],
  'Peak flow': [undefined, '20150-9'],
  'Emotional state': ['mood', 'stress', 'wellbeing'],
  'Aerobic profile': ['resting-heartrate'],
  'Daily dietary intake': ['calories'],
  Exercise: ['55411-3'],
});

/** @param verdicts one for each value of the item, in its order */
export function addVerdicts(
  { name }: Pick<ThingType, 'name'>,
  resource: Resource,
  verdicts: readonly (ToldVerdict | undefined)[],
): Resource {
  if (resource.resourceType === 'DiagnosticReport') {
    const isTest = (one: Json) =>
      getOwn(one, 'resourceType') === 'Observation' &&
      (getOwn(one, 'hasMember') === undefined || findValue(one) !== undefined);
    return { ...resource, contained: addInOrder(listOf(resource.contained), isTest, verdicts) };
  }
  if (resource.resourceType !== 'Observation') return resource;
  const own = components[name] ?? verdicts.map(() => undefined);
  const parts = listOf(resource.component);
  if (!components[name] && verdicts.length > 1)
    return { ...resource, component: addInOrder(parts, isObject, verdicts) };
  let told = resource;
  for (const [of, verdict] of verdicts.entries()) {
    const code = own[of];
    if (!verdict) continue;
    if (code === undefined) told = addTo(told, verdict) as Resource;
    else
      told = {
        ...told,
        component: listOf(told.component).map(one =>
          isObject(one) && codesOf(one.code).includes(code) ? addTo(one, verdict) : one,
        ),
      };
  }
  return told;
}

/** None where there are others than the item has: somebody changed the resource. */
function addInOrder(
  all: readonly Json[],
  isOne: (one: Json) => boolean,
  verdicts: readonly (ToldVerdict | undefined)[],
): Json[] {
  const isWhole = all.filter(isOne).length === verdicts.length;
  let place = 0;
  return all.map(one => {
    const verdict = isOne(one) ? verdicts[place++] : undefined;
    return isWhole && verdict && isObject(one) ? addTo(one, verdict) : one;
  });
}

function addTo(one: JsonObject, { is, by, text }: ToldVerdict): JsonObject {
  const verdict = {
    extension: [{ url: judgedByUrl, valueCode: by }],
    coding: [{ system: interpretations, code: codes[is] }],
    text,
  };
  return { ...one, interpretation: [...listOf(one.interpretation), verdict] };
}

/** Without what the vault itself says of its values. */
export function dropVerdicts<One extends JsonObject>(one: One): One {
  const { interpretation, component, contained, ...rest } = one;
  const said = listOf(interpretation).filter(concept => !isVerdict(concept));
  const within = (inside: Json | undefined) =>
    Array.isArray(inside) ? inside.map(each => (isObject(each) ? dropVerdicts(each) : each)) : inside;
  return {
    ...rest,
    ...(interpretation !== undefined &&
      (said.length > 0 || !Array.isArray(interpretation)) && {
        interpretation: Array.isArray(interpretation) ? said : interpretation,
      }),
    ...(component !== undefined && { component: within(component) }),
    ...(contained !== undefined && { contained: within(contained) }),
  } as unknown as One;
}

function isVerdict(concept: Json): boolean {
  return listOf(getOwn(concept, 'extension')).some(one => getOwn(one, 'url') === judgedByUrl);
}
