// Times of day as FHIR's, and what is counted in a unit.
import type { Time } from '../../things/common/dates.ts';
import type { JsonObject } from './json.ts';
import type { Converter } from './mapping.ts';

const pattern = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?$/;

/** `22:30:00` on the clock of the place. */
export const timeOfDay: Converter<Time> = {
  write(value) {
    const { h, m, s = 0, f } = value as unknown as Time;
    const seconds = [h, m, s].map(part => String(part).padStart(2, '0')).join(':');
    return f === undefined ? seconds : `${seconds}.${String(f).padStart(3, '0')}`;
  },
  read(json) {
    const found = typeof json === 'string' ? pattern.exec(json) : null;
    if (!found) return undefined;
    const [, h, m, s, fraction] = found;
    const f = fraction === undefined ? undefined : Number(fraction.padEnd(3, '0').slice(0, 3));
    const time: JsonObject = { h: Number(h), m: Number(m), s: Number(s), ...(f !== undefined && { f }) };
    return time;
  },
};
