// FHIR's instants, which know the second: a day alone is written as its midnight, and midnight is read as the day alone.
import { dateTime, findOffset } from './dates.ts';
import type { Json } from './json.ts';
import type { Converter, Settings } from './mapping.ts';

export function writeInstant(moment: Json | undefined, { zone }: Settings): string | undefined {
  if (typeof moment !== 'string' || moment.length < 10) return undefined;
  if (moment.length > 10) return moment;
  const midnight = `${moment}T00:00:00`;
  return midnight + findOffset(midnight, zone);
}

export function readInstant(json: Json | undefined, settings: Settings): Json | undefined {
  if (typeof json !== 'string') return undefined;
  const isDay = /T00:00:00(?:\.0+)?(?:[-+]|Z)/.test(json);
  return dateTime.read(isDay ? json.slice(0, 10) : json, settings);
}

export const instant: Converter = {
  write: (value, settings) => writeInstant(dateTime.write(value, settings), settings),
  read: readInstant,
};
