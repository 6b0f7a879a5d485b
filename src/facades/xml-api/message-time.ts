// The times clients put into msg-time: with a zone, without one, with up to seven fraction digits.

const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?(Z|[+-]\d\d:\d\d)?$/;
const hourMs = 3_600_000;

/** The widest offset west of UTC: a time without zone may be as late as this. */
const zonelessSlackMs = 14 * hourMs;

/** The moment meant, or the latest it can be when no zone is given. Undefined when it is no time. */
export function messageTime(text: string): { latest: number } | undefined {
  const m = form.exec(text.trim());
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = m;
  const time = Date.UTC(
    +year!,
    +month! - 1,
    +day!,
    +hour!,
    +minute!,
    +second!,
    +`${fraction}000`.slice(0, 3),
  );
  if (zone === undefined) return { latest: time + zonelessSlackMs };
  if (zone === 'Z') return { latest: time };
  const offset = (zone[0] === '-' ? -1 : 1) * (+zone.slice(1, 3) * hourMs + +zone.slice(4) * 60_000);
  return { latest: time - offset };
}
