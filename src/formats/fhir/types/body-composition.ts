// Body composition: a share or a mass of the body. Of both the mass is the value.
import bodyComposition from '../../../things/body-composition.ts';
import { codeable } from '../codes.ts';
import { measuredIn, percent } from '../convert.ts';
import { getOwn } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { named } from '../named.ts';
import { findMoment, findValue, makeVitalSign, ownComponent, roughMoment } from '../observation.ts';

const { row, rowBy } = rowsOf(bodyComposition);
const mass = measuredIn('kg');
const share = ownComponent('value.percentValue', 'percent-value', 'Share', percent);

const names = named('body-composition-measurement-names', {
  '41982-0': ['fat-percent', 'Body fat percentage', 'Percentage of body fat Measured'],
  '73708-0': ['fat-mass', 'Body fat mass', 'Body fat [Mass] Calculated'],
  '73964-9': ['muscle-mass', 'Body muscle mass', 'Body muscle mass'],
  '91557-9': ['lean-mass', 'Body lean mass', 'Lean body weight'],
});

export default defineMapping(bodyComposition, {
  ...makeVitalSign('41982-0', 'Percentage of body fat Measured'),
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    rowBy(
      'measurementName',
      'code',
      names.of('measurementName'),
      'With the code of LOINC where one is known.',
    ),
    rowBy(
      'value',
      'valueQuantity',
      {
        write(item, resource, settings) {
          const [massValue, percentValue] = ['massValue', 'percentValue'].map(key => getOwn(item.value, key));
          const converter = massValue === undefined ? percent : mass;
          const written = converter.write(massValue ?? percentValue ?? null, settings);
          if (written !== undefined) resource.valueQuantity = written;
        },
        read(resource, item, settings) {
          const quantity = resource.valueQuantity;
          if (quantity === undefined) return;
          const massValue = mass.read(quantity, settings);
          const percentValue = massValue === undefined ? percent.read(quantity, settings) : undefined;
          if (massValue !== undefined) item.value = { massValue };
          else if (percentValue !== undefined) item.value = { percentValue };
        },
      },
      'In kg, or in %.',
    ),
    rowBy(
      'value.percentValue',
      'component[percent-value].valueQuantity',
      {
        write(item, resource, settings) {
          if (getOwn(item.value, 'massValue') !== undefined) share.write(item, resource, settings);
        },
        read: share.read,
      },
      'Where there is a mass too.',
    ),
    row('measurementMethod', 'method', codeable),
    row('site', 'bodySite', codeable),
  ],
  takes: resource =>
    names.isOne(resource.code) && findMoment(resource) !== undefined && findValue(resource) !== undefined,
});
