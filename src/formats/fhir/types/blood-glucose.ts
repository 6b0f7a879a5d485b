// Blood glucose. What a meter said of its control solution is no glucose of anybody's: it has a code of its own and no category, so
// that nobody who asks for glucose or for results of a laboratory gets it.
import bloodGlucose from '../../../things/blood-glucose.ts';
import { makeWcCoded } from '../../../things/common/codable.ts';
import { codeable, codesOf, loinc, makeConcept } from '../codes.ts';
import { measuredIn } from '../convert.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeObservation, ownCodes, ownComponent, usCoreProfile } from '../observation.ts';

const { row, rowBy } = rowsOf(bloodGlucose);

/** Of the code in which items are written, and of those that are read. */
const measuredInside = [
  {
    of: 'wb',
    words: 'Whole blood',
    code: '15074-8',
    display: 'Glucose [Moles/volume] in Blood',
    also: ['2339-0', '2340-8', '32016-8', '41653-7', '14743-9'],
  },
  {
    of: 'p',
    words: 'Plasma',
    code: '14749-6',
    display: 'Glucose [Moles/volume] in Serum or Plasma',
    also: ['2345-7'],
  },
  {
    of: undefined,
    words: 'Interstitial fluid',
    code: '105272-9',
    display: 'Glucose [Moles/volume] in Interstitial fluid',
    also: ['99504-3'],
  },
] as const;

const control = 'glucose-control-test';

const observation = makeObservation(
  '15074-8',
  'Glucose [Moles/volume] in Blood',
  'laboratory',
  usCoreProfile('observation-lab'),
  {
    also: measuredInside.flatMap(({ code, also }) => [code, ...also]),
  },
);

function findMedium(type: Json | undefined) {
  const codes = listOf(getOwn(type, 'code')).map(one => getOwn(one, 'value'));
  return measuredInside.find(
    ({ of, words }) => (of !== undefined && codes.includes(of)) || getOwn(type, 'text') === words,
  );
}

/** Sensors and meters say five steps, as FHIR does. */
const steps = ['LL', 'L', 'N', 'H', 'HH'];
const interpretations = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';

export default defineMapping(bloodGlucose, {
  ...observation,
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row(
      'value',
      'valueQuantity',
      measuredIn('mmolPerL', { substance: 'glucose' }),
      'In mmol/L; read of mg/dL too, which then is what the person sees.',
    ),
    rowBy(
      'glucoseMeasurementType',
      'code',
      {
        write(item, resource) {
          const medium = findMedium(item.glucoseMeasurementType);
          if (medium) resource.code = makeConcept(loinc, medium.code, medium.display);
        },
        read(resource, item) {
          const codes = codesOf(resource.code, loinc);
          const medium = measuredInside.find(({ code, also }) =>
            codes.some(one => one === code || (also as readonly string[]).includes(one)),
          );
          const { of, words } = medium ?? measuredInside[0];
          const type =
            of === undefined ? { text: words } : makeWcCoded('glucose-measurement-type', of, words);
          item.glucoseMeasurementType = type as unknown as JsonObject;
        },
      },
      'Blood, plasma or, of a sensor, interstitial fluid.',
    ),
    rowBy(
      'isControlTest',
      'code',
      {
        write(item, resource) {
          if (item.isControlTest === true)
            resource.code = makeConcept(ownCodes, control, 'Test of a glucose meter with control solution');
        },
        read(resource, item) {
          if (codesOf(resource.code, ownCodes).includes(control)) item.isControlTest = true;
        },
      },
      'A test with control solution has a code of its own, and neither category nor profile.',
    ),
    rowBy('isControlTest', 'category', {
      write(item, resource) {
        if (item.isControlTest === true) delete resource.category;
      },
      read() {},
    }),
    rowBy('isControlTest', 'meta', {
      write(item, resource) {
        if (item.isControlTest === true) delete resource.meta;
      },
      read() {},
    }),
    rowBy(
      'normalcy',
      'interpretation',
      {
        write(item, resource) {
          const code = typeof item.normalcy === 'number' ? steps[item.normalcy - 1] : undefined;
          if (code !== undefined) resource.interpretation = [{ coding: [{ system: interpretations, code }] }];
        },
        read(resource, item) {
          const [code = ''] = codesOf(listOf(resource.interpretation)[0], interpretations);
          if (steps.includes(code)) item.normalcy = steps.indexOf(code) + 1;
        },
      },
      'Far too low (LL) to far too high (HH).',
    ),
    rowBy(
      'measurementContext',
      'component[measurement-context].valueCodeableConcept',
      ownComponent(
        'measurementContext',
        'measurement-context',
        'Circumstances',
        codeable,
        'valueCodeableConcept',
      ),
    ),
  ],
  takes: resource => {
    if (codesOf(resource.code, ownCodes).includes(control)) return isObject(resource.valueQuantity);
    // What a laboratory compares with what is usual is a result of it.
    const isOfLaboratory =
      resource.referenceRange !== undefined && codesOf(resource.code, loinc).includes('2345-7');
    return observation.takes(resource) && !isOfLaboratory;
  },
});
