// Of what a person is reminded by mail for a record: choosing it, and turning it off by the link of a mail.
import type { Grant } from '../../../core/authorization/grant.ts';
import { isOwnAddress } from '../../../core/mail/confirm.ts';
import { canSendMail } from '../../../core/mail/send.ts';
import { sayMedicine } from '../../../core/medicines/say.ts';
import type { Taking } from '../../../core/medicines/taken.ts';
import {
  daysBeforeChoices,
  isOfAnything,
  type Lead,
  leads,
  type ReminderChoice,
  reminderKinds,
  usualDaysBefore,
} from '../../../core/reminders/choice.ts';
import { chooseReminders, openOffLink, turnOff } from '../../../core/reminders/off.ts';
import { localiseValue } from '../../../core/vocabularies/localised.ts';
import { remindersWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { Choices, Select } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { nameZone } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { readOwnTaking } from '../medicines/medicines.tsx';
import { dailyPath } from './paths.ts';

const everyLead = Object.keys(leads) as readonly Lead[];

/** Why a person can get no mail; undefined where they can. */
export async function findObstacle({
  vault,
  person,
}: SignedInVisit): Promise<'noMail' | 'unconfirmed' | undefined> {
  if (!canSendMail(vault)) return 'noMail';
  return (await vault.store.read(db => isOwnAddress(db, vault, person.id))) ? undefined : 'unconfirmed';
}

/** Of what is taken now, that of which one may be reminded at a time. */
export async function readWithTimes(visit: SignedInVisit, grant: Grant): Promise<Taking[]> {
  const taken = await readOwnTaking(visit, grant);
  return taken.filter(({ standing, times }) => standing === 'now' && times !== undefined);
}

interface RemindersFormProps {
  readonly visit: SignedInVisit;
  readonly recordId: string;
  readonly choice: ReminderChoice | undefined;
  /** What is taken now at times that are known. */
  readonly medicines: readonly Taking[];
  readonly obstacle: 'noMail' | 'unconfirmed' | undefined;
}

export function RemindersForm({ visit, recordId, choice, medicines, obstacle }: RemindersFormProps) {
  const w = remindersWords(visit.language);
  return (
    <section>
      <h2>{w.byMail}</h2>
      {obstacle === 'noMail' && <p class="notice">{w.noMail}</p>}
      {obstacle === 'unconfirmed' && (
        <p class="notice">
          {w.confirmFirst} <a href="/account">{w.toAccount}</a>
        </p>
      )}
      <p>{choice ? w.isOn(visit.person.email) : w.isOff}</p>
      <Form visit={visit} action={dailyPath}>
        <input type="hidden" name="record" value={recordId} />
        <Choices
          name="remind"
          label={w.of}
          options={reminderKinds.map(value => ({ value, label: w.kinds[value] }))}
          chosen={choice?.kinds ?? []}
          several
          errors={{}}
        />
        <Choices
          name="lead"
          label={w.before}
          options={everyLead.map(value => ({ value, label: w.leads[value] }))}
          chosen={choice?.leads ?? ['day']}
          several
          errors={{}}
        />
        <Select
          name="days"
          label={w.daysBefore}
          options={daysBeforeChoices.map(days => ({ value: String(days), label: w.days(days) }))}
          value={String(choice?.daysBefore ?? usualDaysBefore)}
          errors={{}}
        />
        <Choices
          name="dose"
          label={w.doses}
          hint={medicines.length > 0 ? w.dosesHint : w.noDoses}
          options={medicines.map(({ id, value }) => ({
            value: id,
            label: sayMedicine(localiseValue(value, visit.language)),
            hint: value.frequency?.display,
          }))}
          chosen={choice?.doses ?? []}
          several
          errors={{}}
        />
        <Choices
          name="mail"
          label={w.mailTells}
          options={[
            { value: 'little', label: w.little, hint: w.littleHint },
            { value: 'all', label: w.all, hint: w.allHint },
          ]}
          chosen={[choice?.saysAll ? 'all' : 'little']}
          errors={{}}
        />
        <p class="hint">{w.zone(nameZone(visit))}</p>
        <button type="submit">{w.save}</button>
      </Form>
    </section>
  );
}

export async function saveReminders(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language, zone } = c.var.visit;
  const w = remindersWords(language);
  const chosen = everyLead.filter(lead => form.getAll('lead').includes(lead));
  const medicines = await readWithTimes(c.var.visit, grant);
  const choice: ReminderChoice = {
    // Without a time before it, nobody is reminded of an appointment.
    kinds: reminderKinds.filter(
      kind => form.getAll('remind').includes(kind) && (kind !== 'appointments' || chosen.length > 0),
    ),
    leads: chosen,
    doses: medicines.flatMap(({ id }) => (form.getAll('dose').includes(id) ? [id] : [])),
    daysBefore: daysBeforeChoices.find(days => String(days) === form.get('days')) ?? usualDaysBefore,
    saysAll: form.get('mail') === 'all',
    zone,
  };
  await vault.store.write(db => chooseReminders(db, vault, grant, choice), grant);
  leaveNotice(c, { text: isOfAnything(choice) ? w.saved : w.turnedOff });
  return goTo(c, dailyPath);
}

/** Programs that look into mails follow links, so the link asks first. */
export async function askTurnOff(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = remindersWords(visit.language);
  const of = c.req.query('of') ?? '';
  if (!openOffLink(visit.vault, of)) throw notFound();
  const page = (
    <Layout title={w.offTitle} visit={visit} plain>
      <div class="narrow">
        <h1>{w.offTitle}</h1>
        <p>{w.offText}</p>
        <Form visit={visit} action={`${dailyPath}/off`}>
          <input type="hidden" name="of" value={of} />
          <button type="submit">{w.off}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { token: true });
}

export async function takeTurnOff(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault } = visit;
  const w = remindersWords(visit.language);
  const key = openOffLink(vault, form.get('of') ?? '');
  if (!key) throw notFound();
  await vault.store.write(db => turnOff(db, vault, key), { recordId: key.recordId });
  const page = (
    <Layout title={w.turnedOff} visit={visit} plain>
      <div class="narrow">
        <h1>{w.turnedOff}</h1>
        <p>{w.offDone}</p>
        <p>
          <a href={dailyPath}>{w.short}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}
