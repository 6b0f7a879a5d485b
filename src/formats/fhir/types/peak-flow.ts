// Peak flow: the flow is the value, the volumes are components; without a flow there are these alone.
import peakFlow from '../../../things/peak-flow.ts';
import { codeable, codesOf, loinc } from '../codes.ts';
import { each, measuredIn } from '../convert.ts';
import { unknownConcept } from '../elements.ts';
import { listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import {
  component,
  findMoment,
  findValue,
  makeVitalSign,
  ownComponent,
  roughMoment,
} from '../observation.ts';

const { row, rowBy } = rowsOf(peakFlow);

export default defineMapping(peakFlow, {
  ...makeVitalSign('19935-6', 'Maximum expiratory gas flow Respiratory system airway by Peak flow meter'),
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    row('pef', 'valueQuantity', measuredIn('liters-per-second'), 'In L/s; read of L/min too.'),
    rowBy('pef', 'dataAbsentReason', {
      write(_item, resource) {
        if (resource.valueQuantity === undefined) resource.dataAbsentReason = unknownConcept;
      },
      read() {},
    }),
    rowBy(
      'fev1',
      'component[20150-9].valueQuantity',
      component('fev1', '20150-9', 'FEV1', measuredIn('liters')),
    ),
    rowBy(
      'fev6',
      'component[fev6].valueQuantity',
      ownComponent('fev6', 'fev6', 'Air in the first six seconds', measuredIn('liters')),
    ),
    row('measurementFlags', 'interpretation', each(codeable)),
  ],
  takes: resource =>
    codesOf(resource.code, loinc).some(code => code === '19935-6' || code === '33452-4') &&
    findMoment(resource) !== undefined &&
    (findValue(resource) !== undefined || listOf(resource.component).length > 0),
});
