// Vital signs: one measurement is the observation that it is, several are components of a panel, each of which is found by itself as
// well. What is measured of a body and has no type of its own comes here.
import { type CodableValue, type CodedValue, makeWcCoded } from '../../../things/common/codable.ts';
import vitalSigns from '../../../things/vital-signs.ts';
import { codesOf, isWritable, loinc, readConcept, ucum, writeConcept } from '../codes.ts';
import { conceptText } from '../convert.ts';
import { unknownConcept } from '../elements.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf, type Settings } from '../mapping.ts';
import {
  categories,
  exactMoment,
  findValue,
  isTold,
  isToTheDay,
  makeVitalSign,
  usCoreProfile,
} from '../observation.ts';
import { componentParts } from '../parts.ts';
import { flag, readBound, readUnits, sayValue, writeAmount, writeBounds } from '../results.ts';

const { row, rowBy } = rowsOf(vitalSigns);

/** HealthVault's words for what is measured, by the codes of LOINC. */
const signs: Readonly<Record<string, readonly [code: string, text: string, display: string]>> = {
  '8310-5': ['Tmp', 'Temperature', 'Body temperature'],
  '9279-1': ['Res', 'Respiratory Rate', 'Respiratory rate'],
  '8867-4': ['Pls', 'Pulse', 'Heart rate'],
  '8480-6': ['BPS', 'Blood Pressure - Systolic', 'Systolic blood pressure'],
  '8462-4': ['BPD', 'Blood Pressure - Diastolic', 'Diastolic blood pressure'],
  '8302-2': ['Hgt', 'Height', 'Body height'],
  '29463-7': ['Wgt', 'Weight', 'Body weight'],
  '59408-5': ['BOS', 'Blood Oxygen Saturation', 'Oxygen saturation in Arterial blood by Pulse oximetry'],
  '9843-4': ['HC', 'Head Circumference', 'Head Occipital-frontal circumference'],
};
const panel = '85353-1';

function isOwn({ family, type }: CodedValue): boolean {
  return type === 'vital-statistics' && (family === undefined || family === 'wc');
}

/** With the code of LOINC in front, where only HealthVault's is there. */
function writeTitle(title: Json | undefined, settings: Settings): JsonObject {
  const written = writeConcept(title, settings);
  const { text, code = [] } = (title ?? {}) as unknown as CodableValue;
  const found = Object.entries(signs).find(
    ([, [own, words]]) => code.some(one => isOwn(one) && one.value === own) || text === words,
  );
  const concept = isObject(written) ? written : { text: 'Measurement' };
  if (!found || codesOf(concept, loinc).length > 0) return concept;
  const [known, [, , display]] = found;
  return { ...concept, coding: [{ system: loinc, code: known, display }, ...listOf(concept.coding)] };
}

function readTitle(concept: Json | undefined, settings: Settings): JsonObject {
  const read = readConcept(concept, settings);
  if (!isObject(read)) return { text: 'Measurement' };
  const { text, code = [] } = read as unknown as CodableValue;
  const [first, ...others] = code;
  const sign = codesOf(concept, loinc)
    .map(one => signs[one])
    .find(one => one !== undefined);
  if (!sign || first === undefined) return read;
  const own = makeWcCoded('vital-statistics', sign[0], sign[1]);
  if (others.some(one => isOwn(one) && one.value === sign[0]) && first.type === 'LOINC')
    return { text, code: others } as unknown as JsonObject;
  if (code.some(isOwn)) return read;
  const isBare = others.length === 0 && Object.hasOwn(signs, first.value);
  return {
    text: own.text,
    code: isBare ? own.code : [...(own.code ?? []), ...code],
  } as unknown as JsonObject;
}

/** A measurement as an observation, or a component of one, has it. */
function writeResult(result: JsonObject, settings: Settings): Draft {
  const { value, unit, referenceMinimum, referenceMaximum, textValue } = result;
  const written: Draft = { code: writeTitle(result.title, settings) };
  const amount = writeAmount(value, unit);
  if (amount) written.valueQuantity = amount;
  else if (isWritable(textValue)) written.valueString = textValue;
  else written.dataAbsentReason = unknownConcept;
  const range = writeBounds(referenceMinimum, referenceMaximum, unit);
  if (Object.keys(range).length > 0) written.referenceRange = [range];
  const interpretation = result.flag === undefined ? undefined : flag.write(result.flag, settings);
  if (interpretation !== undefined) written.interpretation = [interpretation];
  return written;
}

function readResult(from: JsonObject, settings: Settings): JsonObject {
  const [name, value] = findValue(from) ?? [];
  const number = getOwn(value, 'value');
  const isNumber =
    name === 'valueQuantity' && typeof number === 'number' && getOwn(value, 'comparator') === undefined;
  const words = isNumber || value === undefined ? undefined : sayValue(name ?? '', value);
  const unit = isNumber ? readUnits(value) : undefined;
  const [range] = listOf(from.referenceRange);
  const [min, max] = [readBound(range, 'low'), readBound(range, 'high')];
  const [interpretation] = listOf(from.interpretation);
  const flagged = interpretation === undefined ? undefined : flag.read(interpretation, settings);
  return {
    title: readTitle(from.code, settings),
    ...(isNumber && { value: number }),
    ...(unit && { unit }),
    ...(min !== undefined && { referenceMinimum: min }),
    ...(max !== undefined && { referenceMaximum: max }),
    ...(words !== undefined && { textValue: words }),
    ...(flagged !== undefined && { flag: flagged }),
  };
}

const elements = [
  'code',
  'value',
  'dataAbsentReason',
  'referenceRange',
  'interpretation',
  'component',
] as const;

/** What the rows write of the measurements: one as it is, several in a panel. */
function writeResults(results: readonly Json[], settings: Settings): Draft {
  const written = results.map(one => writeResult(isObject(one) ? one : {}, settings));
  const [only, ...others] = written;
  if (!only) return { dataAbsentReason: unknownConcept };
  return others.length === 0 ? only : { component: written };
}

const measurements: readonly Row[] = elements.map(element =>
  rowBy(
    'vitalSignsResults',
    element,
    {
      write(item, resource, settings) {
        const all = writeResults(listOf(item.vitalSignsResults), settings);
        for (const [name, value] of Object.entries(all))
          if (name === element || (element === 'value' && name.startsWith('value'))) resource[name] = value;
      },
      read(resource, item, settings) {
        if (element !== 'code') return;
        const isPanel = resource.component !== undefined && findValue(resource) === undefined;
        const own = isPanel
          ? listOf(resource.component).filter(isObject)
          : hasResult(resource)
            ? [resource]
            : [];
        if (own.length > 0) item.vitalSignsResults = own.map(one => readResult(one, settings));
      },
    },
    element === 'code'
      ? 'One measurement has the code of what was measured; several are components of a panel (85353-1), and each by itself `<id>.<number>`.'
      : undefined,
  ),
);

function hasResult(resource: JsonObject): boolean {
  return findValue(resource) !== undefined || !codesOf(resource.code, loinc).includes(panel);
}

/** Profiles of US Core by the codes of what they are about, with the units that they take. */
const profiles: Readonly<Record<string, readonly [name: string, ...units: string[]]>> = {
  '8310-5': ['body-temperature', 'Cel', '[degF]'],
  '9279-1': ['respiratory-rate', '/min'],
  '8867-4': ['heart-rate', '/min'],
  '8302-2': ['body-height', 'cm', '[in_i]'],
  '29463-7': ['body-weight', 'kg', 'g', '[lb_av]'],
  '9843-4': ['head-circumference', 'cm', '[in_i]'],
};

/** Of a measurement that is in a unit that FHIR takes for it. */
function findProfile({ code, valueQuantity }: JsonObject): string | undefined {
  const [known] = codesOf(code, loinc);
  const [name, ...units] = (known !== undefined && Object.hasOwn(profiles, known) && profiles[known]) || [];
  const unit = getOwn(valueQuantity, 'system') === ucum ? getOwn(valueQuantity, 'code') : undefined;
  return name !== undefined && units.some(one => one === unit) ? usCoreProfile(name) : undefined;
}

const bodyPosition = 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition';

const sign = makeVitalSign(
  panel,
  'Vital signs, weight, height, head circumference, oxygen saturation and BMI panel',
);

export default defineMapping(vitalSigns, {
  ...sign,
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    ...measurements,
    rowBy('vitalSignsResults', 'meta', {
      write(_item, resource) {
        const profile = findProfile(resource);
        if (profile !== undefined) resource.meta = { profile: [profile] };
      },
      read() {},
    }),
    row('site', 'bodySite', conceptText),
    rowBy('position', 'extension[observation-bodyPosition]', {
      write(item, resource) {
        if (!isWritable(item.position)) return;
        const own = { url: bodyPosition, valueCodeableConcept: { text: item.position } };
        resource.extension = [...listOf(resource.extension), own];
      },
      read(resource, item) {
        const own = listOf(resource.extension).find(one => getOwn(one, 'url') === bodyPosition);
        const words = getOwn(getOwn(own, 'valueCodeableConcept'), 'text');
        if (typeof words === 'string') item.position = words;
      },
    }),
  ],
  takes: resource => {
    const codes = codesOf(resource.code, loinc);
    const isPanel =
      codes.includes(panel) && (resource.component !== undefined || resource.dataAbsentReason !== undefined);
    const isSign =
      (codes.includes('8310-5') || codes.includes('9279-1')) && findValue(resource) !== undefined;
    return (isPanel || isSign) && isToTheDay(resource);
  },
  takesOthers: resource => {
    const found = listOf(resource.category).flatMap(one => codesOf(one, categories));
    // What says nothing of its kind was measured of a body, too.
    const isOfBody =
      found.length === 0 || found.some(code => ['vital-signs', 'exam', 'activity'].includes(code));
    const hasValue =
      findValue(resource) !== undefined || listOf(resource.component).some(one => findValue(one));
    return isOfBody && !isTold(resource) && hasValue && isObject(resource.code) && isToTheDay(resource);
  },
  parts: componentParts(findProfile),
});
