// The medicines of the record at hand, to look through, to print and to show: taken now, as needed, and no longer.

import type { Grant } from '../../../core/authorization/grant.ts';
import {
  countDaysBetween,
  type Medicine,
  type MedicinesAsked,
  readMedicines,
  readTaking,
  type Standing,
  sayDose,
  type Taking,
} from '../../../core/medicines/taken.ts';
import { readText } from '../../../core/vocabularies/localised.ts';
import { sayIn } from '../../../locales/labels.ts';
import { medicinesWords } from '../../../locales/words.ts';
import { dateText } from '../../../things/common/dates.ts';
import { currentVersion } from '../../../things/index.ts';
import medication, { type Medication } from '../../../things/medication.ts';
import medicationFill from '../../../things/medication-fill.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { itemHref } from '../../items/kinds.ts';
import { addHref } from '../../items/links.ts';
import { explainRefusal } from '../../items/refusal.ts';
import { makeAddUndo, makeEditUndo } from '../../items/revert.ts';
import { Empty } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { sayLocalDay } from '../../kit/words.ts';
import { dayThere, getDayThere, shortDayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { dosesTypeId, noteDose } from './doses.ts';

export const medicinesPath = '/medicines';

export async function showMedicines(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { language, vault } = visit;
  const w = medicinesWords(language);
  const { all, isCut } = await vault.store.read(db => readMedicines(db, grant, askFor(visit)));
  const mayAdd = (type: typeof medication | typeof medicationFill) =>
    grant.permits('Create', currentVersion(type as never).id);
  const page = (
    <Layout title={w.title(of.record.name)} visit={visit} place="items">
      <div class="one-sheet">
        <h1>{w.title(of.record.name)}</h1>
        <p class="lead not-printed">{w.lead}</p>
        {all.length === 0 && <Empty title={w.short} text={w.none} />}
        {(['now', 'needed', 'past'] as const).map(standing => (
          <Section standing={standing} all={all} visit={visit} grant={grant} />
        ))}
        {isCut && <p>{w.cut}</p>}
        <p class="hint">{w.asOf(dayThere(vault.clock.now(), visit))}</p>
        <p class="actions">
          {mayAdd(medication) && (
            <a class="button" href={addHref(medication)}>
              {w.add}
            </a>
          )}
          {mayAdd(medicationFill) && (
            <a class="button second" href={addHref(medicationFill)}>
              {w.addFill}
            </a>
          )}
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}

/** What is taken today. */
export async function readOwnTaking(visit: SignedInVisit, grant: Grant): Promise<Taking[]> {
  return visit.vault.store.read(db => readTaking(db, grant, askFor(visit)));
}

function askFor({ vault, language, zone }: SignedInVisit): MedicinesAsked {
  return {
    language,
    day: getDayThere(vault.clock.now(), zone),
    bytesMax: vault.limits.pageBytesMax,
  };
}

interface SectionProps {
  readonly standing: Standing;
  readonly all: readonly Medicine[];
  readonly visit: SignedInVisit;
  readonly grant: Grant;
}

function Section({ standing, all, visit, grant }: SectionProps) {
  const w = medicinesWords(visit.language);
  const own = all.filter(one => one.standing === standing);
  if (all.length === 0 || (own.length === 0 && standing !== 'now')) return null;
  return (
    <section>
      <h2>{w.standings[standing]}</h2>
      {own.length === 0 && <p>{w.noneNow}</p>}
      <ul class="medicines">
        {own.map(medicine => (
          <li>
            <Line medicine={medicine} visit={visit} />
            {standing !== 'past' && (
              <DoseForm medicine={medicine} visit={visit} grant={grant} back={medicinesPath} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ medicine, visit }: { medicine: Medicine; visit: SignedInVisit }) {
  const { language } = visit;
  const w = medicinesWords(language);
  const { value, id, schedule, earlier } = medicine;
  const say = sayIn(language);
  const parts = (schedule.parts ?? []).flatMap((part, i) => (part > 0 ? `${part} ${w.parts[i]}` : []));
  const why = [
    value.dateStarted && w.since(dateText(value.dateStarted, say)),
    value.dateDiscontinued && w.until(dateText(value.dateDiscontinued, say)),
    value.indication && w.for(readText(value.indication, language)),
    value.prescription && w.by(value.prescription.prescribedBy.name.full),
  ].filter(Boolean);
  return (
    <>
      <h3>
        <a href={itemHref(id)}>{readText(value.name, language)}</a>
      </h3>
      <p>
        <Dose value={value} />
        {parts.length > 0 && <span class="hint-inline"> ({parts.join(', ')})</span>}
      </p>
      {why.length > 0 && <p class="hint">{why.join(', ')}</p>}
      <Supply medicine={medicine} visit={visit} />
      {earlier.length > 0 && (
        <details class="more">
          <summary>{w.earlier}</summary>
          <ul>
            {earlier.map(({ value, until }) => (
              <li>{w.earlierDose(sayDose(value) || w.noDose, shortDayThere(until, visit))}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** `1-0-1` stays in one line. */
export function Dose({ value }: { value: Medication }) {
  const parts = sayDose(value).split(/((?:[\d½¼¾⁄/]+[-–])+[\d½¼¾⁄/]+)/);
  return <>{parts.map((part, i) => (i % 2 === 0 ? part : <span class="keep">{part}</span>))}</>;
}

function Supply({ medicine: { lastsTo }, visit }: { medicine: Medicine; visit: SignedInVisit }) {
  if (lastsTo === undefined) return null;
  const w = medicinesWords(visit.language);
  const left = countDaysBetween(getDayThere(visit.vault.clock.now(), visit.zone), lastsTo);
  const day = sayLocalDay(lastsTo, visit.language);
  const text = left > 0 ? w.lasts(day, left) : left === 0 ? w.lastsToday : w.ranOut(day);
  return <p>{left < soonDays ? <strong>{text}</strong> : text}</p>;
}

/** Within so many days it is time to see to more. */
const soonDays = 8;

interface DoseFormProps {
  readonly medicine: Taking;
  readonly visit: SignedInVisit;
  readonly grant: Grant;
  readonly back: string;
}

function DoseForm({ medicine, visit, grant, back }: DoseFormProps) {
  const { language } = visit;
  const w = medicinesWords(language);
  const { id, value, today, dosesToday } = medicine;
  const name = readText(value.name, language);
  const { taken = 0, skipped = 0 } = today?.doses ?? {};
  const said = [
    dosesToday === undefined ? (taken > 0 || skipped > 0) && w.doses(taken) : w.dosesOf(taken, dosesToday),
    skipped > 0 && w.skippedToo(skipped),
  ].filter(Boolean);
  return (
    <div class="doses">
      {said.length > 0 && <span>{said.join(', ')}</span>}
      {grant.permits('Create', dosesTypeId) && (
        <Form visit={visit} action={`${medicinesPath}/dose`}>
          <input type="hidden" name="record" value={grant.recordId} />
          <input type="hidden" name="medicine" value={id} />
          <input type="hidden" name="back" value={back} />
          <button type="submit" name="is" value="taken" class="second" aria-label={w.takenOf(name)}>
            {w.taken}
          </button>
          <button type="submit" name="is" value="skipped" class="quiet" aria-label={w.skippedOf(name)}>
            {w.skipped}
          </button>
        </Form>
      )}
    </div>
  );
}

/** On Home: the doses that are still meant for today. */
export function DosesToday({
  medicines,
  visit,
  grant,
}: {
  medicines: readonly Taking[];
  visit: SignedInVisit;
  grant: Grant;
}) {
  const w = medicinesWords(visit.language);
  const due = medicines.filter(({ standing, dosesToday = 0, today }) => {
    const { taken = 0, skipped = 0 } = today?.doses ?? {};
    return standing === 'now' && taken + skipped < dosesToday;
  });
  if (due.length === 0) return null;
  return (
    <>
      <h3>{w.today}</h3>
      <ul class="cards doses-today">
        {due.map(medicine => (
          <li>
            <div>
              <h4>{readText(medicine.value.name, visit.language)}</h4>
              <p class="hint">
                <Dose value={medicine.value} />
              </p>
            </div>
            <DoseForm medicine={medicine} visit={visit} grant={grant} back="/" />
          </li>
        ))}
      </ul>
    </>
  );
}

export async function saveDose(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, zone, language } = visit;
  const w = medicinesWords(language);
  const is = form.get('is') === 'skipped' ? 'skipped' : 'taken';
  const found = (await readOwnTaking(visit, grant)).find(({ id }) => id === form.get('medicine'));
  if (!found) throw notFound();
  const name = readText(found.value.name, language);
  try {
    const day = getDayThere(vault.clock.now(), zone);
    const noted = await noteDose(vault, grant, { id: found.id, day, is, intended: found.dosesToday });
    leaveNotice(c, {
      text: is === 'taken' ? w.notedTaken(name) : w.notedSkipped(name),
      undo: makeDoseUndo(visit, grant, noted),
    });
  } catch (error) {
    leaveNotice(c, { text: explainRefusal(error, visit) });
  }
  return goTo(c, form.get('back') === '/' ? '/' : medicinesPath);
}

function makeDoseUndo(
  visit: SignedInVisit,
  grant: Grant,
  { id, versionStamp, before }: Awaited<ReturnType<typeof noteDose>>,
) {
  if (before !== undefined) return makeEditUndo(visit, { id, versionStamp, to: before });
  return makeAddUndo(visit, grant, { id, versionStamp, typeId: dosesTypeId }, medicinesPath);
}
