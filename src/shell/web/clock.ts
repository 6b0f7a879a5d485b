// The reader's clock: moments that the vault noted are told in the time zone of the browser, as the times of items are
// that people type there. Its scripts leave the zone in a cookie; without it the zone is the server's.

import { type Language, makeOnceEach } from '../../locales/language.ts';
import { getMoment } from '../../things/common/zones.ts';

export { getDayThere, getWallThere } from '../../things/common/zones.ts';

/** How its reader says things; a visit is one. */
export interface Locale {
  readonly language: Language;
  /** An IANA name: `Europe/Berlin`. */
  readonly zone: string;
}

/** Written by browser/parts/zone.ts. */
export const zoneCookie = 'keepwell-zone';

/** Looked up when somebody first comes: it takes memory. */
let known: ReadonlySet<string> | undefined;
const zoneLengthMax = 64;

/** @param named what the cookie says */
export function findZone(named: string | undefined): string {
  known ??= new Set(Intl.supportedValuesOf('timeZone'));
  if (named !== undefined && known.has(named)) return named;
  return (named && named.length <= zoneLengthMax && canonical(named)) || canonical(undefined)!;
}

/** Browsers may have older names of a zone. */
function canonical(timeZone: string | undefined): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

type Told = (at: number, locale: Locale) => string;

/** `25 November 2026 at 08:30`. @param at milliseconds */
export const momentInWords = teller({ dateStyle: 'long', timeStyle: 'short' });

/** Where there is little room: `25 Nov 2026, 08:30`. */
export const shortMoment = teller({ dateStyle: 'medium', timeStyle: 'short' });

/** `08:30`. */
export const timeThere = teller({ timeStyle: 'short' });

/** `25 November 2026`. */
export const dayThere = teller({ day: 'numeric', month: 'long', year: 'numeric' });

/** `25 Nov 2026`. */
export const shortDayThere = teller({ dateStyle: 'medium' });

function teller(format: Intl.DateTimeFormatOptions): Told {
  const formats = makeOnceEach(tag =>
    onceEachZone(timeZone => new Intl.DateTimeFormat(tag, { ...format, timeZone })),
  );
  return (at, { language, zone }) => formats(language)(zone).format(at);
}

/** `Central European Time`, `UTC`. */
export function nameZone({ language, zone }: Locale): string {
  return zone === 'UTC' ? zone : zoneNames(language)(zone);
}

const zoneNames = makeOnceEach(tag =>
  onceEachZone(timeZone => {
    const format = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'longGeneric' });
    return format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  }),
);

function onceEachZone<T>(make: (zone: string) => T): (zone: string) => T {
  const made = new Map<string, T>();
  return zone => {
    let one = made.get(zone);
    if (one === undefined) {
      one = make(zone);
      made.set(zone, one);
    }
    return one;
  };
}

/** When a day begins there, in milliseconds. @param day `2026-11-25` */
export function getStartOfDay(day: string, zone: string): number {
  return getMoment(`${day}T00:00:00`, zone);
}
