// Moments as these texts write them: `07 Dec 2012 @ 1155`, or as Americans do, `12/07/2012`, with the time in a line of its own.
import type { Moment } from '../clinical/dates.ts';
import { readMoment, readSpelledMoment } from '../clinical/dates.ts';

/** @param time `1720`, `3:00 PM` @returns undefined for what is none */
export function readWritten(date: string | undefined, time?: string): Moment | undefined {
  if (date === undefined) return undefined;
  const [, day = date, at] = /^(.*?)(?:\s*@\s*(\d{4}))?$/s.exec(date.trim()) ?? [];
  const moment = readSpelledMoment(day) ?? readAmerican(day);
  const said = readTime(at ?? time);
  return moment && said && !moment.time ? { ...moment, time: said } : moment;
}

function readAmerican(text: string): Moment | undefined {
  const [, m = '', d = '', y] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return y === undefined ? undefined : readMoment(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`);
}

function readTime(text: string | undefined): Moment['time'] | undefined {
  const [, hour, minute, half] = /^(\d{1,2}):?(\d{2})\s*([AP]M)?$/i.exec(text?.trim() ?? '') ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const said = Number(hour);
  const h = half === undefined ? said : (said % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  return h > 23 || Number(minute) > 59 ? undefined : { h, m: Number(minute) };
}
