// What somebody is to be reminded of, and when: what is due by now, and what is next.
import type { Language } from '../../locales/language.ts';
import { getDayThere, getMoment } from '../../things/common/zones.ts';
import type { Grant } from '../authorization/grant.ts';
import { listAppointments } from '../calendar/appointments.ts';
import { sayMedicine } from '../medicines/say.ts';
import { addDays, readMedicines, readTaking } from '../medicines/taken.ts';
import { isDoseDay } from '../medicines/times.ts';
import { listDueVaccines } from '../vaccines/read.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { leads, type Reminder } from './choice.ts';
import type { Due } from './letter.ts';

/** What is due at a moment, in milliseconds, which may be over. */
export interface Planned {
  readonly at: number;
  readonly due: Due;
}

interface Asked {
  readonly vault: Vault;
  readonly grant: Grant;
  readonly reminder: Reminder;
  readonly language: Language;
  readonly now: number;
  /** Today by the clock that was chosen. */
  readonly today: string;
}

export async function listPlanned(
  vault: Vault,
  grant: Grant,
  reminder: Reminder,
  language: Language,
): Promise<Planned[]> {
  const { kinds, doses, zone } = reminder.choice;
  const now = vault.clock.now();
  const asked: Asked = { vault, grant, reminder, language, now, today: getDayThere(now, zone) };
  return [
    ...(kinds.includes('appointments') ? await ofAppointments(asked) : []),
    ...(kinds.includes('vaccines') ? await ofVaccines(asked) : []),
    ...(doses.length > 0 ? await ofDoses(asked) : []),
    ...(kinds.includes('supplies') ? await ofSupplies(asked) : []),
  ];
}

/** A whole day begins for who is reminded of it when the day does for them. */
const morning = '09:00:00';
const dayMs = 86_400_000;

/** Of one appointment the shortest of the leads that are due, so one mail however late this is, and those to come. */
async function ofAppointments({ vault, grant, reminder, language, now, today }: Asked): Promise<Planned[]> {
  const { choice } = reminder;
  const longest = Math.max(0, ...choice.leads.map(lead => leads[lead]));
  const all = await listAppointments(vault, grant, {
    language,
    from: today,
    to: getDayThere(now + longest + dayMs, choice.zone),
    limit: vault.limits.remindersLookedAtMax,
  });
  return all.flatMap(({ id, begins, summary, place }) => {
    const wall = `${begins.day}T${begins.time ?? morning}`;
    const moment = getMoment(wall, choice.zone);
    if (moment <= now) return [];
    const until = moment + dayMs;
    const planned = choice.leads.map((lead): Planned => {
      const due = {
        kind: 'appointment',
        what: `${id} ${wall} ${lead}`,
        until,
        begins,
        summary,
        place,
      } as const;
      return { at: moment - leads[lead], due };
    });
    const open = planned.filter(({ at }) => at <= now).sort((a, b) => b.at - a.at);
    return [...open.slice(0, 1), ...planned.filter(({ at }) => at > now)];
  });
}

/** For as long as a dose can be due. */
const longAfterMs = 30 * 365 * dayMs;

async function ofVaccines({ vault, grant, reminder, language, now }: Asked): Promise<Planned[]> {
  const doses = await vault.store.read(db => listDueVaccines(db, vault, grant));
  const since = getDayThere(reminder.chosenAt, reminder.choice.zone);
  return doses.flatMap(({ vaccine, number, day }) => {
    if (day === undefined || day < since) return [];
    const name = vaccine.name[language] ?? vaccine.name.en;
    const what = `vaccine ${vaccine.id} ${number}`;
    return { at: now, due: { kind: 'vaccine', what, until: now + longAfterMs, name, number } as const };
  });
}

/** Whoever reads of a dose later than that may be close to the next. */
const doseLateMs = 2 * 3_600_000;

/** Those of today that are not noted as taken or skipped. */
async function ofDoses({ vault, grant, reminder, language, now, today }: Asked): Promise<Planned[]> {
  const { choice, chosenAt } = reminder;
  const bytesMax = vault.limits.pageBytesMax;
  const takings = await vault.store.read(db => readTaking(db, grant, { language, day: today, bytesMax }));
  return takings.flatMap(taking => {
    const { id, times } = taking;
    if (!choice.doses.includes(id) || !times || !isDoseDay(times, today)) return [];
    const noted = (taking.today?.doses.taken ?? 0) + (taking.today?.doses.skipped ?? 0);
    return times.times.slice(noted).flatMap(({ time }): Planned[] => {
      const begins = { day: today, time };
      const wall = `${today}T${time}`;
      const at = getMoment(wall, choice.zone);
      if (at < chosenAt || at + doseLateMs <= now) return [];
      const name = sayMedicine(localiseValue(taking.value, language));
      return [{ at, due: { kind: 'dose', what: `dose ${id} ${wall}`, until: at + dayMs, begins, name } }];
    });
  });
}

/** Those of whom there is some left: that nothing is left, the page of medicines tells. */
async function ofSupplies({ vault, grant, reminder, language, today }: Asked): Promise<Planned[]> {
  const { choice } = reminder;
  const bytesMax = vault.limits.pageBytesMax;
  const { all } = await vault.store.read(db => readMedicines(db, grant, { language, day: today, bytesMax }));
  return all.flatMap(({ id, value, lastsTo }): Planned[] => {
    if (lastsTo === undefined || lastsTo < today) return [];
    const at = getMoment(`${addDays(lastsTo, -choice.daysBefore)}T${morning}`, choice.zone);
    const until = getMoment(`${lastsTo}T00:00:00`, choice.zone) + 2 * dayMs;
    const name = sayMedicine(localiseValue(value, language));
    return [{ at, due: { kind: 'supply', what: `supply ${id} ${lastsTo}`, until, lastsTo, name } }];
  });
}
