// Reminders by mail and the calendars of the record at hand.
import { listAddresses } from '../../../core/secret-addresses/addresses.ts';
import { remindersWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { CalendarForm, Calendars, type TypedCalendar } from './calendar-parts.tsx';
import { findObstacle, RemindersForm, readWithTimes } from './reminders.tsx';

export function showDaily(c: SignedInContext, at: AtHand): Promise<Response> {
  return dailyPage(c, at);
}

/** @param typed of a calendar that is not made yet */
export async function dailyPage(
  c: SignedInContext,
  { of, grant }: AtHand,
  typed?: TypedCalendar,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = remindersWords(language);
  const { reminder, calendars, people } = await vault.store.read(async db => {
    const calendars = await listAddresses(db, vault, grant, 'calendar');
    const people = new Map<string, string>();
    for (const { personId } of calendars) people.set(personId, (await db.people.byId(personId))?.name ?? '');
    return { reminder: await db.reminders.of(grant.personId, grant.recordId), calendars, people };
  });
  const obstacle = await findObstacle(visit);
  const medicines = await readWithTimes(visit, grant);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.title(of.record.name)} visit={visit} hasErrors={hasErrors}>
      <h1>{w.title(of.record.name)}</h1>
      <RemindersForm
        visit={visit}
        recordId={of.record.id}
        choice={reminder?.choice}
        medicines={medicines}
        obstacle={obstacle}
      />
      <Calendars visit={visit} recordId={of.record.id} calendars={calendars} people={people} />
      <CalendarForm visit={visit} recordId={of.record.id} typed={typed} errors={errors} />
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}
