// Time zones by the names of the IANA database, as the runtime has it.
import { makeOnce } from '../table.ts';
import type { CodeItem, Vocabulary } from '../vocabulary.ts';

export const timeZones: Vocabulary = {
  name: 'time-zones',
  family: 'iana',
  version: process.versions.tz ?? '1',
  description: 'Time zones, by their names in the IANA database',
  extent: 'whole',
  languages: ['en'],
  items: makeOnce(() => [
    { code: 'UTC', texts: { en: { display: 'Coordinated Universal Time' } } },
    ...Intl.supportedValuesOf('timeZone')
      .filter(code => code !== 'UTC')
      .map(zoneItem),
  ]),
};

/** Some zones had other names once. */
const recently = Date.UTC(2025, 0, 1);

/** `America/Argentina/Buenos_Aires` is `Buenos Aires: Argentina Time`. */
function zoneItem(code: string): CodeItem {
  const place = code.slice(code.lastIndexOf('/') + 1).replaceAll('_', ' ');
  const time = new Intl.DateTimeFormat('en', { timeZone: code, timeZoneName: 'longGeneric' })
    .formatToParts(recently)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return { code, texts: { en: { display: time === undefined ? place : `${place}: ${time}` } } };
}
