// Mails people what they chose to be reminded of, once: what somebody is reminded of is noted in the transaction that queues
// the mail, so whichever process looks, and whenever one is killed, there is one mail or it is still to come. Run by
// background.ts.
import { findLanguage, type Language } from '../../locales/language.ts';
import { findPersonGrant } from '../authorization/grants.ts';
import type { Tenure } from '../leases/tenure.ts';
import { countTry } from '../limits/rate-limit.ts';
import { isOwnAddress } from '../mail/confirm.ts';
import { canSendMail, sendMail } from '../mail/send.ts';
import type { Person } from '../people/person.ts';
import type { HealthRecord } from '../records/record.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { Reminder } from './choice.ts';
import { listPlanned } from './due.ts';
import { type Due, writeReminder } from './letter.ts';

const atOnce = 100;

/** @throws the last of what stood in the way, after all that were to be looked at were */
export async function sendReminders(vault: Vault, tenure: Tenure): Promise<void> {
  if (!canSendMail(vault)) return;
  let failure: unknown;
  const now = vault.clock.now();
  // Should this be killed, they are looked at again then.
  const claim = now + 60_000;
  let some: Reminder[] = [];
  let failed = 0;
  do {
    failed = 0;
    some = await vault.store.write(async db => {
      await tenure.demand(db);
      return db.reminders.claim(now, claim, atOnce);
    }, ofJob('reminders'));
    for (const reminder of some) {
      if (tenure.isOver()) return;
      const next = await remind(vault, tenure, reminder).catch(error => {
        failure = error;
        failed++;
        return now;
      });
      // Not where something of the record was written meanwhile: then it is looked at once more.
      await vault.store.write(db => db.reminders.setLook(reminder, claim, next), ofJob('reminders'));
    }
    // What fails each time is not looked at for ever.
  } while (some.length === atOnce && failed < atOnce);
  if (failure !== undefined) throw failure;
}

/** @returns when it is to be looked at again */
async function remind(vault: Vault, tenure: Tenure, reminder: Reminder): Promise<number> {
  const { personId, recordId } = reminder;
  const now = vault.clock.now();
  // Rights, and what is due by the day, change without a write to the record.
  const later = now + vault.limits.remindersLookEveryMs;
  const found = await vault.store.read(async db => {
    const grant = await findPersonGrant(db, personId, recordId, now);
    const person = await db.people.byId(personId);
    const record = await db.records.byId(recordId);
    if (!grant || person?.state !== 'active' || record?.state !== 'active') return undefined;
    return (await isOwnAddress(db, vault, personId)) ? { grant, person, record } : undefined;
  });
  if (!found) return later;
  const language = findLanguage(found.person.culture) ?? 'en';
  const planned = await listPlanned(vault, found.grant, reminder, language);
  const open = await vault.store.read(async db => {
    const still: Due[] = [];
    for (const { at, due } of planned)
      if (at <= now && !(await db.reminders.isReminded(reminder, due.what))) still.push(due);
    return still;
  });
  if (open.length > 0) await mail(vault, tenure, reminder, { ...found, language, due: open });
  return Math.min(later, ...planned.flatMap(({ at }) => (at > now ? at : [])));
}

const dayMs = 86_400_000;

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
