// The appointments of a record, with what calendars and reminders tell of them.
import type { Language } from '../../locales/language.ts';
import appointment, { type Appointment } from '../../things/appointment.ts';
import { type DateTime, exactly } from '../../things/common/dates.ts';
import { putInOneLine } from '../../things/common/strings.ts';
import { readValue } from '../../things/data.ts';
import type { Grant } from '../authorization/grant.ts';
import { listThings } from '../things/list.ts';
import { summarise } from '../things/short-form.ts';
import type { Vault } from '../vault.ts';

export interface PlannedAppointment {
  readonly id: string;
  readonly updatedAt: number;
  readonly begins: WallTime;
  readonly ends: WallTime | undefined;
  readonly summary: string;
  /** Undefined where nobody said. */
  readonly place: string | undefined;
}

/** As the clock shows it where the appointment is. */
export interface WallTime {
  /** `2026-11-25` */
  readonly day: string;
  /** `09:00:00`; undefined for a whole day. */
  readonly time: string | undefined;
}

export interface AppointmentsAsked {
  readonly language: Language;
  /** Days, both included. */
  readonly from: string;
  readonly to?: string;
  readonly limit: number;
}

const pageLength = 100;

/** Those that are not called off, the first one first: where there are too many, the last are left out. */
export async function listAppointments(
  vault: Vault,
  grant: Grant,
  { language, limit, ...within }: AppointmentsAsked,
): Promise<PlannedAppointment[]> {
  const typeIds = appointment.versions.map(({ id }) => id);
  const found: PlannedAppointment[] = [];
  let after: Parameters<typeof listThings>[2]['after'];
  do {
    const page = await listThings(vault, grant, {
      typeIds,
      ...within,
      order: 'oldest first',
      after,
      limit: pageLength,
      withWriters: true,
    });
    for (const thing of page.things) {
      const value = readValue(appointment, thing);
      if (isCalledOff(value)) continue;
      const { id, updated } = thing;
      const summary = putInOneLine(summarise(thing, language), textMax);
      found.push({ id, updatedAt: updated?.at ?? 0, ...readTimes(value), summary, place: findPlace(value) });
    }
    after = page.next;
  } while (after && found.length < limit);
  return found.slice(0, limit);
}

const textMax = 200;

function isCalledOff({ status }: Appointment): boolean {
  return status?.code?.some(({ value }) => value === 'Can') ?? false;
}

function readTimes({ when, duration }: Appointment): Pick<PlannedAppointment, 'begins' | 'ends'> {
  const begins = toWall(when);
  const end = duration?.endDate && exactly(duration.endDate);
  const ends = end && toWall(end);
  const isAfter = ends && `${ends.day}${ends.time}` > `${begins.day}${begins.time}`;
  // A day says nothing of how long what begins at a time takes.
  const isLike = (ends?.time === undefined) === (begins.time === undefined);
  return { begins, ends: isAfter && isLike ? ends : undefined };
}

function toWall({ date, time }: DateTime): WallTime {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    day: `${date.y}-${two(date.m)}-${two(date.d)}`,
    time: time && `${two(time.h)}:${two(time.m)}:${two(time.s ?? 0)}`,
  };
}

function findPlace({ clinic }: Appointment): string | undefined {
  const [address] = clinic?.contact?.address ?? [];
  const parts = [clinic?.organization, ...(address?.street ?? []), address?.postcode, address?.city];
  const place = putInOneLine(parts.filter(Boolean).join(', '), textMax);
  return place === '' ? undefined : place;
}
