// The vaccines of a record: what was given, by whose schedule the family goes, and what comes next.
import { getEarliest } from '../../things/common/dates.ts';
import { readValue } from '../../things/data.ts';
import immunization, { type Immunization } from '../../things/immunization.ts';
import vaccinePlan, { type VaccinePlan } from '../../things/vaccine-plan.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay } from '../days.ts';
import { type About, adultAt, isYoungerThan, readAbout } from '../growth/about.ts';
import type { Sex } from '../growth/references.ts';
import type { Reader, Writer } from '../store.ts';
import { buildQuery } from '../things/list.ts';
import { changeThing, findReadableSingleton, makeThing, readSingleton } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { type Given, type PlannedDose, planDoses } from './plan.ts';
import type { Schedule } from './schedule.ts';

export interface Vaccines {
  readonly about: About;
  readonly schedule: Schedule;
  /** The vaccines that are followed, by their ids. */
  readonly followed: ReadonlySet<string>;
  /** None where it is not known when somebody was born, or that they may be told. */
  readonly doses: readonly PlannedDose[];
}

/** More than anybody is given. */
const givenMax = 300;

export async function readVaccines(db: Reader, vault: Vault, grant: Grant): Promise<Vaccines> {
  const about = await readAbout(db, grant);
  const plan = (await findReadableSingleton(db, grant, vaccinePlan))?.value;
  const schedule = findSchedule(vault.vaccineSchedules, plan?.schedule, about.country);
  const followed = new Set(plan?.vaccine ?? findForAll(schedule, about.sex));
  const { born } = about;
  const today = getEarliestDay(vault.clock.now());
  const mayRead = immunization.versions.some(({ id }) => grant.permits('Read', id));
  if (born === undefined || !mayRead) return { about, schedule, followed, doses: [] };
  const given = await listGiven(db, grant, vault.limits.pageBytesMax);
  return { about, schedule, followed, doses: planDoses(schedule, followed, given, born, today) };
}

/** What all children of a sex should be given, by ids; both where it is not known which. */
export function findForAll({ vaccines }: Schedule, sex: Sex | undefined): string[] {
  const isOther = (of: Sex | undefined) => of !== undefined && sex !== undefined && of !== sex;
  return vaccines.flatMap(one => (one.isForAll && !isOther(one.sex) ? [one.id] : []));
}

/** What a child should be given now, what is longest due first. */
export async function listDueVaccines(db: Reader, vault: Vault, grant: Grant): Promise<PlannedDose[]> {
  const { about, doses } = await readVaccines(db, vault, grant);
  if (!isYoungerThan(adultAt, about, getEarliestDay(vault.clock.now()))) return [];
  const due = doses.filter(({ standing }) => standing === 'due' || standing === 'overdue');
  return due.sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
}

/** The one that was chosen; else that of the country; else the WHO's, which is the last. */
function findSchedule(
  schedules: readonly Schedule[],
  chosen: string | undefined,
  country: string | undefined,
): Schedule {
  const [last] = schedules.slice(-1);
  const found =
    schedules.find(({ id }) => id === chosen) ??
    schedules.find(one => one.country !== undefined && one.country === country) ??
    last;
  if (!found) throw new Error('there is always the schedule of the WHO');
  return found;
}

async function listGiven(db: Reader, grant: Grant, bytesMax: number): Promise<Given[]> {
  const query = buildQuery({ typeIds: immunization.versions.map(({ id }) => id) });
  let bytes = 0;
  const fits = (size: number) => {
    bytes += size;
    return bytes <= bytesMax;
  };
  const things = await db.things(grant).queryShown({ ...query, limit: givenMax }, fits);
  return things.map(thing => {
    const { name, administrationDate } = readValue(immunization, thing) as Immunization;
    const day = administrationDate && getEarliest(administrationDate)?.slice(0, 10);
    return { id: thing.id, day, vaccine: name };
  });
}

/** What the family chose, in place of what it chose before. */
export async function choosePlan(db: Writer, vault: Vault, grant: Grant, plan: VaccinePlan): Promise<void> {
  const present = await readSingleton(db, grant, vaccinePlan);
  const write = present ? changeThing(vaccinePlan, present.stored, plan) : makeThing(vaccinePlan, plan);
  await writeThingsIn(db, vault, grant, [write], { overwrite: true });
}
