// The vaccines of a child: what was given, what is due or overdue, and what comes later, by the schedule that the family chose.
import type { Grant } from '../../../core/authorization/grant.ts';
import { adultAt, isYoungerThan } from '../../../core/growth/about.ts';
import type { PlannedDose, Standing } from '../../../core/vaccines/plan.ts';
import { choosePlan, readVaccines, type Vaccines } from '../../../core/vaccines/read.ts';
import type { Names } from '../../../core/vaccines/schedule.ts';
import type { Language } from '../../../locales/language.ts';
import { vaccineWords } from '../../../locales/words.ts';
import immunization from '../../../things/immunization.ts';
import vaccinePlan from '../../../things/vaccine-plan.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { getTypeId, itemHref } from '../../items/kinds.ts';
import { addHref } from '../../items/links.ts';
import { Choices } from '../../kit/fields.tsx';
import { Table } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { sayLocalDay } from '../../kit/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';

export const vaccinesPath = '/vaccines';

/** What one looks for first comes first. */
const standings: readonly Standing[] = ['overdue', 'due', 'later', 'given', 'past'];

export async function showVaccines(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = vaccineWords(language);
  const vaccines = await vault.store.read(db => readVaccines(db, vault, grant));
  const { about, doses, schedule } = vaccines;
  const today = new Date(vault.clock.now()).toISOString().slice(0, 10);
  const isChild = isYoungerThan(adultAt, about, today);
  // What a grown-up was not given as a child may be written down nowhere.
  const shown = isChild ? doses : doses.filter(({ standing }) => standing === 'given');
  const page = (
    <Layout title={w.title(of.record.name)} visit={visit} place="items">
      <h1>{w.title(of.record.name)}</h1>
      <p class="lead">{w.lead(nameIn(schedule.name, language))}</p>
      <p class="actions at-head">
        {grant.permits('Create', getTypeId(immunization)) && (
          <a class="button" href={addHref(immunization)}>
            {w.add}
          </a>
        )}
      </p>
      {about.born === undefined ? (
        <p class="notice">
          {w.unknown} <a href={`/records/${of.record.id}/edit`}>{w.tellWhen}</a>
        </p>
      ) : (
        !isChild && <p class="notice">{w.grown}</p>
      )}
      {standings.map(standing => (
        <Doses standing={standing} doses={shown} language={language} />
      ))}
      {mayChoose(grant) && <Choice vaccines={vaccines} grant={grant} visit={visit} />}
    </Layout>
  );
  return show(c, page);
}

export function nameIn(names: Names, language: Language): string {
  return names[language] ?? names.en;
}

export function nameDose({ vaccine, number }: PlannedDose, language: Language): string {
  const name = nameIn(vaccine.name, language);
  return vaccine.doses.length > 1 || number > 1 ? vaccineWords(language).dose(name, number) : name;
}

interface DosesProps {
  readonly standing: Standing;
  readonly doses: readonly PlannedDose[];
  readonly language: Language;
}

function Doses({ standing, doses, language }: DosesProps) {
  const w = vaccineWords(language);
  const own = doses
    .filter(dose => dose.standing === standing)
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
  if (own.length === 0) return null;
  return (
    <Table
      caption={w.standings[standing]}
      rows={own}
      isNarrow
      columns={[
        {
          label: w.vaccine,
          cell: dose =>
            dose.id === undefined ? (
              nameDose(dose, language)
            ) : (
              <a href={itemHref(dose.id)}>{nameDose(dose, language)}</a>
            ),
        },
        {
          label: w.days[standing],
          isWhole: true,
          cell: ({ day }) => (day === undefined ? w.unknownDay : sayLocalDay(day, language)),
        },
      ]}
    />
  );
}

interface ChoiceProps {
  readonly vaccines: Vaccines;
  readonly grant: Grant;
  readonly visit: SignedInVisit;
}

/** By which schedule, and which of its vaccines. */
function Choice({ vaccines: { schedule, followed }, grant, visit }: ChoiceProps) {
  const { vault, language } = visit;
  const w = vaccineWords(language);
  const schedules = vault.vaccineSchedules;
  return (
    <details class="more not-printed">
      <summary>{w.choose}</summary>
      <Form visit={visit} action={vaccinesPath}>
        <input type="hidden" name="record" value={grant.recordId} />
        {schedules.length > 1 && (
          <Choices
            name="schedule"
            label={w.schedule}
            hint={w.scheduleHint}
            options={schedules.map(({ id, name }) => ({ value: id, label: nameIn(name, language) }))}
            chosen={[schedule.id]}
            errors={{}}
          />
        )}
        <input type="hidden" name="shown" value={schedule.id} />
        <Choices
          name="vaccine"
          label={w.followed}
          options={schedule.vaccines.map(({ id, name, isForAll }) => ({
            value: id,
            label: nameIn(name, language),
            hint: isForAll ? undefined : w.forSome,
          }))}
          chosen={[...followed]}
          several
          errors={{}}
        />
        <p class="hint">
          <a href={schedule.source}>{w.source}</a>
        </p>
        <button type="submit" class="second">
          {w.save}
        </button>
      </Form>
    </details>
  );
}

function mayChoose(grant: Grant): boolean {
  const id = getTypeId(vaccinePlan);
  return grant.permits('Create', id) && grant.permits('Update', id);
}

export async function saveVaccinePlan(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = vaccineWords(language);
  if (!mayChoose(grant)) throw new Problem(403, w.choose, w.mayNot);
  const shown = form.get('shown');
  const schedule = vault.vaccineSchedules.find(({ id }) => id === (form.get('schedule') ?? shown));
  if (!schedule) throw new Problem(400, w.choose, w.noSchedule);
  const ticked = form.getAll('vaccine');
  // The boxes were those of the one that was shown: another begins with what it has for all.
  const vaccine = schedule.vaccines
    .filter(({ id, isForAll }) => (schedule.id === shown ? ticked.includes(id) : isForAll))
    .map(({ id }) => id);
  await vault.store.write(db => choosePlan(db, vault, grant, { schedule: schedule.id, vaccine }), grant);
  leaveNotice(c, { text: w.saved });
  return goTo(c, vaccinesPath);
}

/** What is due, for the first page of a child. */
export function DueVaccines({ due, language }: { due: readonly PlannedDose[]; language: Language }) {
  const w = vaccineWords(language);
  const more = due.length - dueShownMax;
  return (
    <ul class="cards">
      {due.slice(0, dueShownMax).map(dose => (
        <li>
          <a href={vaccinesPath}>
            <strong>{nameDose(dose, language)}</strong>
          </a>
          <span class="hint">
            {dose.standing === 'overdue' ? w.overdueSince : w.dueSince}{' '}
            {sayLocalDay(dose.day ?? '', language)}
          </span>
        </li>
      ))}
      {more > 0 && (
        <li>
          <a href={vaccinesPath}>{w.moreDue(more)}</a>
        </li>
      )}
    </ul>
  );
}

const dueShownMax = 3;
