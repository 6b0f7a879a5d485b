// PAP session: a night with a breathing device. How often breathing stopped is the value, the rest are components.
import { toCamel } from '../../../schema/schema.ts';
import papSession from '../../../things/pap-session.ts';
import { measuredIn, quantity } from '../convert.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { exactMoment, makeOwnObservation, ownComponent } from '../observation.ts';

const { row, rowBy } = rowsOf(papSession);
const perHour = quantity('/h', '/h');

const index = (
  field: 'apneaIndex' | 'hypopneaIndex' | 'oxygenDesaturationIndex',
  code: string,
  display: string,
) => rowBy(field, `component[${code}].valueQuantity`, ownComponent(field, code, display, perHour));

const statistics = [
  ['mean', 'average'],
  ['median', 'median'],
  ['maximum', 'maximum'],
  ['percentile-95th', '95th percentile'],
  ['percentile-90th', '90th percentile'],
] as const;

/** What a measurement was over the night. */
function spread(name: string, display: string, converter: Converter): Row[] {
  return statistics.map(([statistic, words]) => {
    const field = `${toCamel(name)}.${toCamel(statistic)}`;
    const code = `${name}-${statistic}`;
    const own = ownComponent(field, code, `${display}, ${words}`, converter);
    return { field, element: `component[${code}].valueQuantity`, ...own };
  });
}

export default defineMapping(papSession, {
  ...makeOwnObservation('pap-session', 'Session with a breathing device (PAP)', 'procedure'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('apneaHypopneaIndex', 'valueQuantity', perHour, 'The apnea hypopnea index, an hour.'),
    rowBy(
      'durationMinutes',
      'component[duration-minutes].valueQuantity',
      ownComponent('durationMinutes', 'duration-minutes', 'Duration', quantity('min', 'min')),
    ),
    index('apneaIndex', 'apnea-index', 'Breathing stopped'),
    index('hypopneaIndex', 'hypopnea-index', 'Breathing shallow'),
    index('oxygenDesaturationIndex', 'oxygen-desaturation-index', 'Oxygen dropped'),
    ...spread('pressure', 'Pressure', measuredIn('pascals')),
    ...spread('leak-rate', 'Air lost at the mask', measuredIn('liters-per-second')),
    ...spread('tidal-volume', 'Air in a breath', measuredIn('liters')),
    ...spread('minute-ventilation', 'Air breathed out in a minute', measuredIn('liters')),
    ...spread('respiratory-rate', 'Breaths a minute', measuredIn('breaths-per-minute')),
  ],
});
