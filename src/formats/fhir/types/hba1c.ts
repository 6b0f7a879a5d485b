// HbA1C. What the person sees in per cent of NGSP has the code of those, anything else that of millimoles in a mole.
import { convertNgspToIfcc } from '../../../things/common/hba1c-units.ts';
import { dropNoise } from '../../../things/common/numbers.ts';
import hba1c from '../../../things/hba1c.ts';
import { codeable, loinc, makeConcept } from '../codes.ts';
import { makeQuantity, readQuantity, text } from '../convert.ts';
import { getOwn, type Json, type JsonObject } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeObservation, usCoreProfile } from '../observation.ts';

const { row, rowBy } = rowsOf(hba1c);
const ngsp = '4548-4';
const ifcc = '59261-8';

/** The per cent that are shown. */
function findPercent(item: JsonObject): number | undefined {
  const display = getOwn(item.value, 'display');
  const [value, units, text] = ['value', 'units', 'text'].map(key => getOwn(display, key));
  return units === '%' && text === undefined && typeof value === 'number' ? value : undefined;
}

function readValue(quantity: Json | undefined): JsonObject | undefined {
  const percent = isPercent(quantity) ? readQuantity(quantity, '%') : undefined;
  if (percent !== undefined)
    return { mmolPerMol: dropNoise(convertNgspToIfcc(percent)), display: { value: percent, units: '%' } };
  const mmolPerMol = readQuantity(quantity, 'mmol/mol');
  return mmolPerMol === undefined ? undefined : { mmolPerMol };
}

/** By UCUM per cent are tenths of mmol/mol; those of a HbA1c are not. */
function isPercent(quantity: Json | undefined): boolean {
  const said = getOwn(quantity, 'code') ?? getOwn(quantity, 'unit');
  return typeof said === 'string' && /^%(\{.*\})?$/.test(said);
}

export default defineMapping(hba1c, {
  ...makeObservation(
    ifcc,
    'Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol',
    'laboratory',
    usCoreProfile('observation-lab'),
    { also: [ngsp, '17856-6', '4549-2', '17855-8'] },
  ),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    rowBy(
      'value',
      'valueQuantity',
      {
        write(item, resource) {
          const percent = findPercent(item);
          const amount = getOwn(item.value, 'mmolPerMol');
          if (percent !== undefined) resource.valueQuantity = makeQuantity(percent, '%', '%');
          else if (typeof amount === 'number')
            resource.valueQuantity = makeQuantity(amount, 'mmol/mol', 'mmol/mol');
        },
        read(resource, item) {
          const value = readValue(resource.valueQuantity);
          if (value) item.value = value;
        },
      },
      'In % where the person sees it so, otherwise in mmol/mol.',
    ),
    rowBy(
      'value.display',
      'code',
      {
        write(item, resource) {
          if (findPercent(item) !== undefined)
            resource.code = makeConcept(loinc, ngsp, 'Hemoglobin A1c/Hemoglobin.total in Blood');
        },
        read() {},
      },
      '4548-4 for %, 59261-8 for mmol/mol.',
    ),
    row('HbA1CAssayMethod', 'method', codeable),
    row('deviceId', 'device.display', text, 'The number of the device.'),
  ],
});
