// A person's health at a glance: what changed, what holds now, what comes up, the last values. It stands on the home page for
// the record at hand, and on a page of its own for whoever opens a person.
import type { Child } from 'hono/jsx';
import type { AccessibleRecord } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { About } from '../../core/growth/about.ts';
import type { Taking } from '../../core/medicines/taken.ts';
import type { Agenda } from '../../core/plans/agenda.ts';
import { mayAddFiles } from '../../core/records/files.ts';
import { listSharingNews } from '../../core/sharing/access.ts';
import { readBeside } from '../../core/targets/judge.ts';
import { type Health, readHealth } from '../../core/things/health.ts';
import { lookAround } from '../../core/things/looks.ts';
import { presentKinds } from '../../core/things/newest.ts';
import { findWriters } from '../../core/things/stamps.ts';
import type { PlannedDose } from '../../core/vaccines/plan.ts';
import { listDueVaccines } from '../../core/vaccines/read.ts';
import type { Language } from '../../locales/language.ts';
import {
  dataWords,
  emergencyWords,
  growthWords,
  labsWords,
  medicinesWords,
  paperWords,
  plansWords,
  recordsWords,
  summaryWords,
  vaccineWords,
} from '../../locales/words.ts';
import file from '../../things/file.ts';
import type { ThingType } from '../../things/index.ts';
import labType from '../../things/lab-results.ts';
import task from '../../things/task.ts';
import { isGrowing, sayGrowth } from '../items/charts/growth.ts';
import { documentsPath } from '../items/documents/links.ts';
import { Ahead, ChangeList, FirstSteps, Holding, NewestCards } from '../items/home-parts.tsx';
import { getTypeId, sortTypes } from '../items/kinds.ts';
import { labsHref } from '../items/labs/links.ts';
import { chooseHref, isAddable } from '../items/links.ts';
import { uploadPath } from '../items/upload/upload.tsx';
import { Layout } from '../kit/layout.tsx';
import { makeOwnGrant } from '../kit/record-reader.ts';
import { show } from '../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../web/visit.ts';
import { growthPath } from './growth/growth.tsx';
import { DueVaccines, vaccinesPath } from './growth/vaccines.tsx';
import { DosesToday, medicinesPath, readOwnTaking } from './medicines/medicines.tsx';
import { plansPath } from './plans/paths.ts';
import { readToday, TasksToday } from './plans/today.tsx';

export async function showRecordHealth(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  const { visit } = c.var;
  const w = recordsWords(visit.language);
  const page = (
    <Layout title={dataWords(visit.language).healthOf(of.record.name)} visit={visit} place="records" across>
      <h1>{of.record.name}</h1>
      {await drawHealth(visit, of)}
      <p>
        <a href={`/records/${of.record.id}`}>{w.settings}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

const changesShown = 8;

/** @param beside what stands in the column beside it */
export async function drawHealth(visit: SignedInVisit, of: AccessibleRecord, beside?: Child) {
  const { vault, language } = visit;
  const { grant, health, about, due, sharing } = await vault.store.read(async db => {
    const grant = await makeOwnGrant(db, visit, of);
    const present = sortTypes(await presentKinds(db, grant), language).filter(isTold);
    const now = vault.clock.now();
    const beside = await readBeside(db, grant, now);
    const shown = { bytesMax: vault.limits.pageBytesMax, language, now, beside };
    return {
      grant,
      about: beside.about,
      due: await listDueVaccines(db, vault, grant),
      sharing: await listSharingNews(db, vault, grant),
      health: await readHealth(db, grant, present, shown),
    };
  });
  const changes = await lookAround(vault, grant, changesShown);
  const writerOf = await findWriters(
    vault,
    grant,
    changes.changes.map(({ thing }) => ({ created: thing.updated, updated: thing.updated })),
  );
  const medicines = await readOwnTaking(visit, grant);
  const agenda = health.present.includes(task as never) ? await readToday(visit, grant) : undefined;
  const mayAdd = grant.access.level !== 'view';
  return (
    <>
      {(!health.isNew || sharing.length > 0) && (
        <ChangeList {...{ changes, sharing, writerOf }} recordId={of.record.id} locale={visit} />
      )}
      <div class="cols">
        {health.isNew ? (
          <FirstSteps of={of} mayAdd={mayAdd} language={language} />
        ) : (
          <RecordHealth {...{ of, health, about, due, medicines, agenda, grant, visit }} />
        )}
        <div class="side not-printed">
          {!health.isNew && <Onward {...{ of, about, grant, visit }} present={health.present} />}
          {beside}
        </div>
      </div>
    </>
  );
}

interface RecordHealthProps {
  readonly of: AccessibleRecord;
  readonly health: Health;
  readonly about: About;
  readonly due: readonly PlannedDose[];
  readonly medicines: readonly Taking[];
  /** Where there are tasks. */
  readonly agenda: Agenda | undefined;
  readonly grant: Grant;
  readonly visit: SignedInVisit;
}

function RecordHealth({ of, health, about, due, medicines, agenda, grant, visit }: RecordHealthProps) {
  const w = dataWords(visit.language);
  const { lasting, present, ahead, values, trends, others } = health;
  const mayAdd = (type: ThingType) => isAddable(type) && grant.permits('Create', getTypeId(type));
  return (
    <section>
      <h2>{w.healthOf(of.record.name)}</h2>
      <DosesToday medicines={medicines} visit={visit} grant={grant} />
      {agenda && <TasksToday agenda={agenda} visit={visit} grant={grant} />}
      <Holding lasting={lasting} isPresent={type => present.includes(type)} mayAdd={mayAdd} locale={visit} />
      {ahead.length + due.length > 0 && (
        <>
          <h3>{w.comingUp}</h3>
          {ahead.length > 0 && <Ahead ahead={ahead} locale={visit} />}
          {due.length > 0 && <DueVaccines due={due} language={visit.language} />}
        </>
      )}
      {values.length > 0 && (
        <>
          <h3>{w.lastValues}</h3>
          <NewestCards
            newest={values}
            trends={trends}
            growth={findGrowth(health, about, visit)}
            grant={grant}
            locale={visit}
          />
        </>
      )}
      {others.length > 0 && (
        <>
          <h3>{w.newestOthers}</h3>
          <NewestCards newest={others} grant={grant} locale={visit} />
        </>
      )}
    </section>
  );
}

type OnwardProps = Pick<RecordHealthProps, 'of' | 'about' | 'grant' | 'visit'> & Pick<Health, 'present'>;

/** Where one goes on from here. */
function Onward({ of, present, about, grant, visit }: OnwardProps) {
  return (
    <>
      {isGrowing(about, visit.vault.clock.now()) && (
        <ul class="links">
          <li>
            <a href={growthPath}>{growthWords(visit.language).title(of.record.name)}</a>
          </li>
          <li>
            <a href={vaccinesPath}>{vaccineWords(visit.language).title(of.record.name)}</a>
          </li>
        </ul>
      )}
      <Ways present={present} grant={grant} language={visit.language} />
    </>
  );
}

interface WaysProps {
  readonly present: readonly ThingType[];
  readonly grant: Grant;
  readonly language: Language;
}

/** What can be done, and where the rest is. */
function Ways({ present, grant, language }: WaysProps) {
  const w = dataWords(language);
  return (
    <p class="actions">
      {grant.access.level !== 'view' && (
        <a class="button" href={chooseHref()} accesskey="a">
          {w.add}
        </a>
      )}
      {mayAddFiles(grant) && (
        <a class="button second" href={uploadPath}>
          {paperWords(language).add}
        </a>
      )}
      <a class="button second" href="/items">
        {w.everything}
      </a>
      <a class="button second" href={medicinesPath}>
        {medicinesWords(language).short}
      </a>
      <a class="button second" href={plansPath}>
        {plansWords(language).short}
      </a>
      {present.includes(labType as never) && (
        <a class="button second" href={labsHref}>
          {labsWords(language).title}
        </a>
      )}
      {present.includes(file as never) && (
        <a class="button second" href={documentsPath}>
          {paperWords(language).short}
        </a>
      )}
      <a class="button second" href="/summary">
        {summaryWords(language).link}
      </a>
      <a class="button second" href="/emergency">
        {emergencyWords(language).short}
      </a>
    </p>
  );
}

/** What applications keep for themselves, and who the record is about, is no news to anybody. */
function isTold({ group }: { readonly group: string }): boolean {
  return group !== 'apps' && group !== 'profile';
}

/** The last values of a child, among those of others. */
function findGrowth(
  { values, trends }: Health,
  about: About,
  { language }: SignedInVisit,
): ReadonlyMap<ThingType, string> {
  const found = values.flatMap(({ type, effectiveDate }): [ThingType, string][] => {
    const among = sayGrowth(type, trends.get(type)?.at(-1), effectiveDate, about, language);
    return among === undefined ? [] : [[type, among]];
  });
  return new Map(found);
}
