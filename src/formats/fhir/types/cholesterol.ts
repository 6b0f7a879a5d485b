// Cholesterol: a panel, each of whose fats is found by itself, too.
import cholesterol from '../../../things/cholesterol.ts';
import type { Substance } from '../../../things/common/substances.ts';
import { loinc } from '../codes.ts';
import { measuredIn } from '../convert.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { component, exactMoment, findComponent, makeObservation, usCoreProfile } from '../observation.ts';
import { componentParts } from '../parts.ts';

const { rowBy } = rowsOf(cholesterol);

/** A fat by its code in mmol/L, and by those of its mass. */
function fat(
  field: 'ldl' | 'hdl' | 'totalCholesterol' | 'triglyceride',
  code: string,
  display: string,
  substance: Substance,
  masses: readonly string[],
): Row {
  const converter = measuredIn('mmolPerL', { substance });
  const own = component(field, code, display, converter);
  return rowBy(
    field,
    `component[${code}].valueQuantity`,
    {
      write: own.write,
      read(resource, item, settings) {
        own.read(resource, item, settings);
        const mass = masses.map(one => findComponent(resource, loinc, one)).find(one => one !== undefined);
        const quantity = getOwn(mass, 'valueQuantity');
        const value = quantity === undefined ? undefined : converter.read(quantity, settings);
        if (item[field] === undefined && value !== undefined) item[field] = value;
      },
    },
    'In mmol/L; read of mg/dL too.',
  );
}

const fats: readonly Row[] = [
  fat(
    'ldl',
    '39469-2',
    'Cholesterol in LDL [Moles/volume] in Serum or Plasma by calculation',
    'cholesterol',
    ['13457-7', '2089-1', '18262-6'],
  ),
  fat('hdl', '14646-4', 'Cholesterol in HDL [Moles/volume] in Serum or Plasma', 'cholesterol', ['2085-9']),
  fat('totalCholesterol', '14647-2', 'Cholesterol [Moles/volume] in Serum or Plasma', 'cholesterol', [
    '2093-3',
  ]),
  fat('triglyceride', '14927-8', 'Triglyceride [Moles/volume] in Serum or Plasma', 'triglyceride', [
    '2571-8',
  ]),
];

const panel = makeObservation(
  '24331-1',
  'Lipid 1996 panel - Serum or Plasma',
  'laboratory',
  usCoreProfile('observation-lab'),
  {
    also: ['57698-3'],
    isPanel: true,
  },
);

export default defineMapping(cholesterol, {
  ...panel,
  rows: [rowBy('when', 'effectiveDateTime', exactMoment), ...fats],
  takes: resource => panel.takes(resource) && listOf(resource.component).length > 0,
  parts: componentParts(() => usCoreProfile('observation-lab')),
});
