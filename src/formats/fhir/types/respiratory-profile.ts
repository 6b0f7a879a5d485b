// Respiratory profile: the zones into which a peak flow falls.
import respiratoryProfile from '../../../things/respiratory-profile.ts';
import { measuredIn } from '../convert.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { exactMoment, makeOwnObservation, ownComponent } from '../observation.ts';

const { rowBy } = rowsOf(respiratoryProfile);

function zone(color: 'Red' | 'Orange' | 'Yellow'): Row {
  const field = `expiratoryFlow${color}ZoneUpperBoundary` as const;
  const code = `${color.toLowerCase()}-zone-upper-boundary`;
  const own = ownComponent(field, code, `${color} zone up to`, measuredIn('liters-per-second'));
  return rowBy(field, `component[${code}].valueQuantity`, own, 'In L/s; read of L/min too.');
}

export default defineMapping(respiratoryProfile, {
  ...makeOwnObservation('respiratory-profile', 'Respiratory profile', 'survey'),
  rows: [rowBy('when', 'effectiveDateTime', exactMoment), zone('Red'), zone('Orange'), zone('Yellow')],
});
