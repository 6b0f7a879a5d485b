// Body dimension: the size of a part of the body.
import bodyDimension from '../../../things/body-dimension.ts';
import { centimeters } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { named } from '../named.ts';
import { findMoment, findValue, makeVitalSign, roughMoment } from '../observation.ts';

const { row, rowBy } = rowsOf(bodyDimension);

const names = named('body-dimension-measurement-names', {
  '8280-0': ['WaistCircumference', 'Waist size', 'Waist Circumference at umbilicus by Tape measure'],
  '9843-4': ['HeadCircumference', 'Head circumference', 'Head Occipital-frontal circumference'],
  '56074-8': ['NeckCircumference', 'Neck size', 'Circumference Neck'],
  '62409-8': ['HipCircumference', 'Hip size', 'Circumference Hip'],
});

export default defineMapping(bodyDimension, {
  ...makeVitalSign('8280-0', 'Waist Circumference at umbilicus by Tape measure'),
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    rowBy(
      'measurementName',
      'code',
      names.of('measurementName'),
      'With the code of LOINC where one is known.',
    ),
    row('value', 'valueQuantity', centimeters, 'In centimetres; read of any unit of length.'),
  ],
  takes: resource =>
    names.isOne(resource.code) && findMoment(resource) !== undefined && findValue(resource) !== undefined,
});
