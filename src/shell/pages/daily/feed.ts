// A calendar for programs that show calendars, at a secret address. Nobody is signed in here.
import { listEntries } from '../../../core/calendar/entries.ts';
import { countAnonymousCall, countTries } from '../../../core/limits/rate-limit.ts';
import { noteCalendarRead, openAddress } from '../../../core/secret-addresses/addresses.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import { findLanguage } from '../../../locales/language.ts';
import { notFound } from '../../web/problem.ts';
import type { ShellContext } from '../../web/visit.ts';

export const feedAddress = '/calendar/:token';

const hourMs = 3_600_000;

/** @throws Problem where the address opens nothing, whatever the reason */
export async function sendCalendar(c: ShellContext): Promise<Response> {
  const { vault, address: from } = c.var.visit;
  countAnonymousCall({ vault, address: from }, 'calendar');
  const [, token] = /^([0-9a-f]{40})\.ics$/.exec(c.req.param('token') ?? '') ?? [];
  const opened = token && (await vault.store.read(db => openAddress(db, vault, 'calendar', token)));
  if (!opened) throw notFound();
  const { address, person, grant } = opened;
  const max = vault.limits.calendarReadsPerHourMax;
  await countTries(vault, [{ kind: 'calendar read', key: address.id, max, windowMs: hourMs }]);
  const language = findLanguage(person.culture) ?? 'en';
  const entries = await listEntries(vault, grant, address, language);
  const { name, choice } = address;
  // The library behind it is loaded for the first calendar.
  const { printCalendar } = await import('../../../core/calendar/print.ts');
  const text = printCalendar({ name, zone: choice.zone, language, entries });
  const headers = {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="keepwell.ics"',
    ETag: `"${hashSha256(text).toString('base64url').slice(0, 24)}"`,
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': sealedPolicy,
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex, nofollow',
    'Referrer-Policy': 'no-referrer',
  };
  if (c.req.header('if-none-match') === headers.ETag) return c.body(null, 304, headers);
  // What a program has already is not told again.
  await noteCalendarRead(vault, address);
  return c.body(text, 200, headers);
}
