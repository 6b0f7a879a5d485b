// Observations of the FHIR library that Microsoft published for HealthVault: five of its types have codes of its own. They are read
// as if they were written in the way of the mappings; what was sent is kept as it came.
import { codesOf, loinc, makeConcept } from './codes.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import { ownCodes } from './observation.ts';

const listAddress = /^https?:\/\/(?:www\.)?healthvault\.com\/fhir\/[^/]+\/ValueSet\/([^/]+)\/([^/]+)$/;
const typeNames = /\/ValueSet\/wc\/thing-type-names$/;

/** The resource in the way of the mappings; the same one where it is not of that library. */
export function readBridge(resource: Resource): Resource {
  if (resource.resourceType !== 'Observation') return resource;
  const coding = listOf(getOwn(resource.code, 'coding')).find(one =>
    typeNames.test(String(getOwn(one, 'system') ?? '')),
  );
  const read = kinds.get(String(getOwn(coding, 'code') ?? ''));
  return read ? read(renameLists(resource) as Resource) : resource;
}

/** Its addresses of HealthVault's lists, by the names that items have for them. */
function renameLists(value: Json): Json {
  if (Array.isArray(value)) return value.map(renameLists);
  if (!isObject(value)) return value;
  const renamed = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renameLists(one)]));
  const [, family, list] = listAddress.exec(String(getOwn(value, 'system') ?? '')) ?? [];
  return family === undefined || list === undefined
    ? renamed
    : { ...renamed, system: `urn:keepwell:vocabulary:${family}:${list}` };
}

const kinds: ReadonlyMap<string, (resource: Resource) => Resource> = new Map([
  ['txtNameexercise', readExercise],
  ['txtNamesleepjournal-am', readSleep],
  ['txtNamebody-composition', readComposition],
  ['txtNamebody-dimension', readDimension],
  ['txtNameblood-glucose', readGlucose],
]);

/** A component by the words of its code, which are all the library writes. */
function findPart(resource: Resource, name: string): JsonObject | undefined {
  return listOf(resource.component)
    .filter(isObject)
    .find(one => getOwn(one.code, 'text') === name);
}

function makePart(concept: JsonObject, element: string, value: Json | undefined): JsonObject[] {
  return value === undefined ? [] : [{ code: concept, [element]: value }];
}

function makeOwnPart(name: string, element: string, value: Json | undefined): JsonObject[] {
  return makePart(makeConcept(ownCodes, name, name), element, value);
}

function readExercise(resource: Resource): Resource {
  const { component: _, ...rest } = resource;
  const activity = findPart(resource, 'exercise-activity')?.valueCodeableConcept;
  const duration = findPart(resource, 'exercise-duration')?.valueQuantity;
  const component = [
    ...makePart(makeConcept(loinc, '55411-3', 'Exercise duration'), 'valueQuantity', duration),
    ...makeOwnPart('distance', 'valueQuantity', findPart(resource, 'exercise-distance')?.valueQuantity),
  ];
  return {
    ...rest,
    code: makeConcept(loinc, '73985-4', 'Exercise activity'),
    ...(activity !== undefined && { valueCodeableConcept: activity }),
    ...(component.length > 0 && { component }),
  };
}

const wakeStates: ReadonlyMap<Json | undefined, number> = new Map([
  ['WideAwake', 1],
  ['Tired', 2],
  ['Sleepy', 3],
]);

function readSleep(resource: Resource): Resource {
  const { component: _, ...rest } = resource;
  const part = (name: string) => findPart(resource, `sleep-journal-${name}`);
  const awakenings = listOf(resource.component).filter(
    one => getOwn(getOwn(one, 'code'), 'text') === 'sleep-journal-awakening',
  );
  const minutes = part('sleep-minutes')?.valueQuantity;
  return {
    ...rest,
    code: makeConcept(loinc, '93832-4', 'Sleep duration'),
    ...(minutes !== undefined && { valueQuantity: minutes }),
    component: [
      ...makeOwnPart('bed-time', 'valueTime', part('bed-time')?.valueTime),
      ...makeOwnPart('wake-time', 'valueTime', part('wake-time')?.valueTime),
      ...makeOwnPart('settling-minutes', 'valueQuantity', part('settling-minutes')?.valueQuantity),
      ...makeOwnPart('wake-state', 'valueInteger', wakeStates.get(part('wake-state')?.valueString)),
      ...makeOwnPart('medications', 'valueCodeableConcept', part('medication')?.valueCodeableConcept),
      ...awakenings.flatMap(one => makeOwnPart('awakening', 'valuePeriod', getOwn(one, 'valuePeriod'))),
    ],
  };
}

function readComposition(resource: Resource): Resource {
  const { component, ...rest } = resource;
  const amounts = listOf(component).map(one => getOwn(one, 'valueQuantity'));
  const share = amounts.map(readShare).find(one => one !== undefined);
  const mass = amounts.find(one => getOwn(one, 'code') !== '%' && getOwn(one, 'value') !== undefined);
  const code = listOf(component)
    .map(one => getOwn(one, 'code'))
    .find(isObject);
  const value = mass ?? share;
  if (code === undefined || value === undefined) return resource;
  const parts = mass === undefined ? [] : makeOwnPart('percent-value', 'valueQuantity', share);
  return { ...rest, code, valueQuantity: value, ...(parts.length > 0 && { component: parts }) };
}

/** Of `0.15 %` the library means 15 %: it writes the fraction that HealthVault keeps. */
function readShare(amount: Json | undefined): JsonObject | undefined {
  const value = getOwn(amount, 'value');
  if (!isObject(amount) || amount.code !== '%' || typeof value !== 'number') return undefined;
  return value > 1 ? amount : { ...amount, value: value * 100 };
}

function readDimension(resource: Resource): Resource {
  const { method, ...rest } = resource;
  return method === undefined ? resource : { ...rest, code: method };
}

const media: readonly (readonly [RegExp, code: string, display: string])[] = [
  [/^(wb|whole blood)$/i, '15074-8', 'Glucose [Moles/volume] in Blood'],
  [/^(p|plasma)$/i, '14749-6', 'Glucose [Moles/volume] in Serum or Plasma'],
  [/^interstitial/i, '105272-9', 'Glucose [Moles/volume] in Interstitial fluid'],
];

const normalcies: readonly (readonly [RegExp, code: string])[] = [
  [/^well ?below/i, 'LL'],
  [/^below/i, 'L'],
  [/^normal/i, 'N'],
  [/^above/i, 'H'],
  [/^well ?above/i, 'HH'],
];

function readGlucose(resource: Resource): Resource {
  const { method, ...rest } = resource;
  const said = [...codesOf(method), String(getOwn(method, 'text') ?? '')];
  const [, code, display] = media.find(([words]) => said.some(one => words.test(one))) ?? [];
  if (code === undefined || display === undefined) return resource;
  const more = listOf(resource.extension).find(one => /\/blood-glucose$/.test(String(getOwn(one, 'url'))));
  const told = (url: string) =>
    listOf(getOwn(more, 'extension')).find(one => getOwn(one, 'url') === url) ?? null;
  const isControl = getOwn(told('is-control-test'), 'valueBoolean') === true;
  const context = getOwn(told('measurement-context'), 'valueCodeableConcept');
  const normalcy = String(getOwn(told('reading-normalcy'), 'valueString') ?? '');
  const step = normalcies.find(([words]) => words.test(normalcy))?.[1];
  const component = makeOwnPart('measurement-context', 'valueCodeableConcept', context);
  return {
    ...rest,
    code: isControl
      ? makeConcept(ownCodes, 'glucose-control-test', 'Test of a glucose meter with control solution')
      : makeConcept(loinc, code, display),
    ...(step !== undefined && {
      interpretation: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: step },
          ],
        },
      ],
    }),
    ...(component.length > 0 && { component }),
  };
}
