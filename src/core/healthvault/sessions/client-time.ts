// The times clients put into msg-time and signing-time: with a zone, without one, with up to seven fraction digits.
import { zonesEastMs, zonesWestMs } from '../../days.ts';

const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?(Z|[+-]\d\d:\d\d)?$/;
const hourMs = 3_600_000;

/** The moments a client's time can mean, in milliseconds: one, or a span when it names no zone. */
export interface ClientTime {
  readonly earliest: number;
  readonly latest: number;
}

/** Undefined when it is no time. */
export function readClientTime(text: string): ClientTime | undefined {
  const m = form.exec(text.trim());
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = m;
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(`${fraction}000`.slice(0, 3)),
  );
  if (zone === undefined) return { earliest: time - zonesEastMs, latest: time + zonesWestMs };
  const moment = time - offsetMs(zone);
  return { earliest: moment, latest: moment };
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  return (zone[0] === '-' ? -1 : 1) * (+zone.slice(1, 3) * hourMs + +zone.slice(4) * 60_000);
}
