// Mails people what they chose to be reminded of, once: what somebody is reminded of is noted in the transaction that queues
// the mail, so whichever process looks, and whenever one is killed, there is one mail or it is still to come. Run by
// background.ts.
import { findLanguage, type Language } from '../../locales/language.ts';
import { getDayThere, getMoment } from '../../things/common/zones.ts';
import type { Grant } from '../authorization/grant.ts';
import { findPersonGrant } from '../authorization/grants.ts';
import { listAppointments } from '../calendar/appointments.ts';
import type { Tenure } from '../leases/tenure.ts';
import { countTry } from '../limits/rate-limit.ts';
import { isOwnAddress } from '../mail/confirm.ts';
import { canSendMail, sendMail } from '../mail/send.ts';
import type { Person } from '../people/person.ts';
import type { HealthRecord } from '../records/record.ts';
import { listDueVaccines } from '../vaccines/read.ts';
import type { Vault } from '../vault.ts';
import { type Lead, leads, type Reminder } from './choice.ts';
import { type Due, writeReminder } from './letter.ts';

const atOnce = 100;

/** @throws the last of what stood in the way, after all were looked at */
export async function sendReminders(vault: Vault, tenure: Tenure): Promise<void> {
  if (!canSendMail(vault)) return;
  let failure: unknown;
  let some: Reminder[] = [];
  do {
    const after = some.at(-1);
    some = await vault.store.read(db => db.reminders.after(after, atOnce));
    for (const reminder of some) {
      if (tenure.isOver()) return;
      await remind(vault, tenure, reminder).catch(error => {
        failure = error;
      });
    }
  } while (some.length === atOnce);
  if (failure !== undefined) throw failure;
}

async function remind(vault: Vault, tenure: Tenure, reminder: Reminder): Promise<void> {
  const { personId, recordId, choice } = reminder;
  const now = vault.clock.now();
  const found = await vault.store.read(async db => {
    const grant = await findPersonGrant(db, personId, recordId, now);
    const person = await db.people.byId(personId);
    const record = await db.records.byId(recordId);
    if (!grant || person?.state !== 'active' || record?.state !== 'active') return undefined;
    return (await isOwnAddress(db, vault, personId)) ? { grant, person, record } : undefined;
  });
  if (!found) return;
  const language = findLanguage(found.person.culture) ?? 'en';
  const due = [
    ...(choice.kinds.includes('appointments')
      ? await findAppointments(vault, found.grant, reminder, language)
      : []),
    ...(choice.kinds.includes('vaccines') ? await findVaccines(vault, found.grant, reminder, language) : []),
  ];
  const open = await vault.store.read(async db => {
    const still: Due[] = [];
    for (const one of due) if (!(await db.reminders.isReminded(reminder, one.what))) still.push(one);
    return still;
  });
  if (open.length > 0) await mail(vault, tenure, reminder, { ...found, language, due: open });
}

/** A whole day begins for who is reminded of it when the day does for them. */
const morning = '09:00:00';
const dayMs = 86_400_000;

async function findAppointments(
  vault: Vault,
  grant: Grant,
  { choice }: Reminder,
  language: Language,
): Promise<Due[]> {
  const now = vault.clock.now();
  const longest = Math.max(0, ...choice.leads.map(lead => leads[lead]));
  const all = await listAppointments(vault, grant, {
    language,
    from: getDayThere(now, choice.zone),
    to: getDayThere(now + longest + dayMs, choice.zone),
    limit: vault.limits.remindersLookedAtMax,
  });
  return all.flatMap(({ id, begins, summary, place }) => {
    const wall = `${begins.day}T${begins.time ?? morning}`;
    const moment = getMoment(wall, choice.zone);
    const lead = findLead(choice.leads, moment, now);
    if (lead === undefined || moment <= now) return [];
    const until = moment + dayMs;
    return { kind: 'appointment', what: `${id} ${wall} ${lead}`, until, begins, summary, place } as const;
  });
}

/** The shortest of those that are due: one mail for each appointment, however late this is. */
function findLead(chosen: readonly Lead[], moment: number, now: number): Lead | undefined {
  const due = chosen.filter(lead => moment - leads[lead] <= now);
  return due.sort((a, b) => leads[a] - leads[b])[0];
}

/** For as long as a dose can be due. */
const longAfterMs = 30 * 365 * dayMs;

async function findVaccines(
  vault: Vault,
  grant: Grant,
  { choice, chosenAt }: Reminder,
  language: Language,
): Promise<Due[]> {
  const doses = await vault.store.read(db => listDueVaccines(db, vault, grant));
  const since = getDayThere(chosenAt, choice.zone);
  return doses.flatMap(({ vaccine, number, day }) => {
    if (day === undefined || day < since) return [];
    const name = vaccine.name[language] ?? vaccine.name.en;
    const until = vault.clock.now() + longAfterMs;
    return { kind: 'vaccine', what: `vaccine ${vaccine.id} ${number}`, until, name, number } as const;
  });
}

interface Letter {
  readonly person: Person;
  readonly record: HealthRecord;
  readonly language: Language;
  readonly due: readonly Due[];
}

async function mail(
  vault: Vault,
  tenure: Tenure,
  reminder: Reminder,
  { person, record, language, due }: Letter,
): Promise<void> {
  const { personId, recordId, choice } = reminder;
  const max = vault.limits.reminderMailsPerDayMax;
  const key = `${personId} ${recordId}`;
  await vault.store.write(
    async db => {
      await tenure.demand(db);
      // It may have been turned off meanwhile.
      if ((await db.reminders.of(personId, recordId))?.chosenAt !== reminder.chosenAt) return;
      const told: Due[] = [];
      for (const one of due)
        if (await db.reminders.noteReminded(reminder, one.what, one.until)) told.push(one);
      // Whoever may add appointments may not have others mailed without end.
      if (told.length === 0 || !(await countTry(db, vault, { kind: 'reminders', key, max, windowMs: dayMs })))
        return;
      const letter = writeReminder(vault, { choice, personId, record, language, due: told });
      const to = { name: person.name, address: person.email };
      await sendMail(db, vault, { to, ...letter, locale: person.culture });
    },
    { recordId },
  );
}
