// What stands in a calendar of a record: appointments, vaccines that are due, and doses of medicines, said as its address says.
import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { calendarWords } from '../../locales/words.ts';
import appointment from '../../things/appointment.ts';
import { readValue } from '../../things/data.ts';
import immunization from '../../things/immunization.ts';
import medication from '../../things/medication.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay } from '../days.ts';
import { adultAt, isYoungerThan } from '../growth/about.ts';
import { sayMedicine } from '../medicines/say.ts';
import { readSchedule } from '../medicines/schedule.ts';
import { listDoseTimes } from '../medicines/times.ts';
import type { SecretAddress } from '../secret-addresses/address.ts';
import { hashSha256 } from '../secrets.ts';
import { listThings } from '../things/list.ts';
import { readVaccines } from '../vaccines/read.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { listAppointments, type WallTime } from './appointments.ts';

export interface CalendarEntry {
  /** Stays the same, and says nothing of the record or the item. */
  readonly uid: string;
  /** When what it tells was last changed, in milliseconds. */
  readonly changedAt: number;
  readonly begins: WallTime;
  readonly ends: WallTime | undefined;
  readonly summary: string;
  readonly place: string | undefined;
  /** Is the person elsewhere then? */
  readonly isBusy: boolean;
  /** It comes again after so many days. */
  readonly everyDays?: number | undefined;
  /** The last day of it. */
  readonly until?: string | undefined;
}

const dayMs = 86_400_000;
const pastDays = 31;

/** The calendar of an address, in an order that stays. */
export async function listEntries(
  vault: Vault,
  grant: Grant,
  address: SecretAddress<'calendar'>,
  language: Language,
): Promise<CalendarEntry[]> {
  const asked = { vault, grant, address, language };
  const entries: CalendarEntry[] = [];
  for (const kind of address.choice.kinds) entries.push(...(await listers[kind](asked)));
  return entries.slice(0, vault.limits.calendarEntriesMax).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ begins, uid }: CalendarEntry): string {
  return `${begins.day} ${begins.time} ${uid}`;
}

interface Asked {
  readonly vault: Vault;
  readonly grant: Grant;
  readonly address: SecretAddress<'calendar'>;
  readonly language: Language;
}

const listers = { appointments: ofAppointments, vaccines: ofVaccines, doses: ofDoses };

function makeUid({ address }: Asked, ...of: readonly (string | number)[]): string {
  return `${hashSha256([address.id, ...of].join(' '))
    .toString('hex')
    .slice(0, 32)}@keepwell`;
}

function say({ address, language }: Asked, kind: string, all: string): string {
  const { says } = address.choice;
  return says === 'busy' ? calendarWords(language).busy : says === 'kind' ? kind : all;
}

async function ofAppointments(asked: Asked): Promise<CalendarEntry[]> {
  const { vault, grant, address, language } = asked;
  const from = getEarliestDay(vault.clock.now() - pastDays * dayMs);
  const limit = vault.limits.calendarEntriesMax;
  const all = await listAppointments(vault, grant, { language, from, limit });
  return all.map(({ id, updatedAt, begins, ends, summary, place }) => ({
    uid: makeUid(asked, id),
    changedAt: updatedAt,
    begins,
    ends,
    summary: say(asked, nameType(appointment, language), summary),
    place: address.choice.says === 'all' ? place : undefined,
    isBusy: true,
  }));
}

/** Of children: what a grown-up was given as a child may be written down nowhere. */
async function ofVaccines(asked: Asked): Promise<CalendarEntry[]> {
  const { vault, grant, address, language } = asked;
  const { about, doses } = await vault.store.read(db => readVaccines(db, vault, grant));
  if (!isYoungerThan(adultAt, about, getEarliestDay(vault.clock.now()))) return [];
  return doses.flatMap(({ vaccine, number, standing, day }) => {
    if (day === undefined || standing === 'given' || standing === 'past') return [];
    const name = vaccine.name[language] ?? vaccine.name.en;
    return {
      uid: makeUid(asked, 'vaccine', vaccine.id, number),
      changedAt: address.createdAt,
      begins: { day, time: undefined },
      ends: undefined,
      summary: say(asked, nameType(immunization, language), calendarWords(language).due(name, number)),
      place: undefined,
      isBusy: false,
    };
  });
}

const medicinesMax = 200;

async function ofDoses(asked: Asked): Promise<CalendarEntry[]> {
  const { vault, grant, language } = asked;
  const typeIds = medication.versions.map(({ id }) => id);
  const { things } = await listThings(vault, grant, {
    typeIds,
    after: undefined,
    limit: medicinesMax,
    withWriters: true,
  });
  const today = getEarliestDay(vault.clock.now());
  return things.flatMap(thing => {
    const value = localiseValue(readValue(medication, thing), language);
    const planned = listDoseTimes(
      value,
      readSchedule(value.frequency?.display, language),
      thing.effectiveDate,
    );
    // Doses of days that are gone are of no use.
    if (!planned || (planned.until !== undefined && planned.until < today)) return [];
    return planned.times.map(({ place, time }) => ({
      uid: makeUid(asked, thing.id, place),
      changedAt: thing.updated?.at ?? 0,
      begins: { day: planned.from, time },
      ends: undefined,
      summary: say(asked, nameType(medication, language), sayMedicine(value)),
      place: undefined,
      isBusy: false,
      everyDays: planned.everyDays,
      until: planned.until,
    }));
  });
}
