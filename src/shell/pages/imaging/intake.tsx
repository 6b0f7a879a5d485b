// What somebody brought: the studies in it, whose they say they are, and what was no picture. They say what is to be added.
import { Fault, fault } from '../../../core/faults.ts';
import { dropIntake, finishIntake, type StudyOutcome } from '../../../core/imaging/finish.ts';
import { printName } from '../../../core/imaging/patient.ts';
import { type FoundRefusal, type FoundStudy, reviewIntake } from '../../../core/imaging/review.ts';
import { findZip, leaveZip, unpackSome } from '../../../core/imaging/unzip.ts';
import { picturesWords } from '../../../locales/words.ts';
import { sayShortDay } from '../../items/dates.ts';
import { intakeHref, studyHref } from '../../items/pictures/links.ts';
import { picturesPath } from '../../items/pictures/paths.ts';
import { makeAddUndo } from '../../items/revert.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import type { IntakeAtHand } from './intake-reader.ts';
import { Bring } from './list.tsx';
import { sayPicturesFault } from './said.ts';

export async function showIntake(c: SignedInContext, at: IntakeAtHand): Promise<Response> {
  if (at.intake.state === 'done') return goTo(c, picturesPath);
  return intakePage(c, at);
}

async function intakePage(c: SignedInContext, at: IntakeAtHand, errors: FieldErrors = {}): Promise<Response> {
  const { of, grant, intake } = at;
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = picturesWords(language).review;
  const { studies, refused } = await reviewIntake(vault, grant, intake);
  const isBroken = intake.about.zip && (await findZip(vault, grant, intake.id)).state !== 'complete';
  const hasErrors = Object.keys(errors).length > 0;
  const title = w.title(intake.about.name);
  const page = (
    <Layout title={title} visit={visit} place="items" hasErrors={hasErrors} script="pictures">
      <h1>{title}</h1>
      <ErrorSummary errors={errors} language={language} />
      {intake.about.zip && <Unpacking at={at} visit={visit} isBroken={isBroken === true} />}
      {studies.length === 0 ? (
        <p class="notice">{w.none}</p>
      ) : (
        <Form visit={visit} action={intakeHref(intake.id)}>
          {studies.map((study, i) => (
            <Study {...{ study, visit }} id={`study-${i}`} personName={of.record.name} />
          ))}
          {!intake.about.zip && (
            <p class="actions">
              <button type="submit" name="do" value="add">
                {w.add(studies.length)}
              </button>
            </p>
          )}
        </Form>
      )}
      {refused.length > 0 && <Refused refused={refused} visit={visit} />}
      <Bring visit={visit} recordId={of.record.id} intake={intake} />
      <Form visit={visit} action={intakeHref(intake.id)}>
        <button type="submit" name="do" value="drop" class="second">
          {w.drop}
        </button>
      </Form>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: true, asks: true });
}

/** Of a zip that is not unpacked yet. */
function Unpacking({
  at: { intake },
  visit,
  isBroken,
}: {
  at: IntakeAtHand;
  visit: SignedInVisit;
  /** Did it not come as a whole? */
  isBroken: boolean;
}) {
  const w = picturesWords(visit.language).review;
  const { done = 0, total = 0 } = intake.about.zip ?? {};
  return (
    <div class="notice">
      <p>{isBroken ? w.broken : w.unpacking(done, total)}</p>
      <Form visit={visit} action={intakeHref(intake.id)}>
        <button type="submit" name="do" value={isBroken ? 'leave' : 'unpack'}>
          {isBroken ? w.leave : w.unpack}
        </button>
      </Form>
    </div>
  );
}

interface StudyProps {
  readonly study: FoundStudy;
  readonly id: string;
  readonly personName: string;
  readonly visit: SignedInVisit;
}

function Study({ study, id, personName, visit: { language } }: StudyProps) {
  const w = picturesWords(language);
  const { patient, differs, added, same, other } = study;
  const name = patient.name === undefined ? '' : printName(patient.name);
  const born = patient.birthDate && sayShortDay(patient.birthDate, language);
  const modalities = [...new Set(study.series.flatMap(({ modality }) => modality ?? []))].join(', ');
  const isNew = added > 0;
  return (
    <fieldset class="found-study">
      <legend>{study.study.description || w.study}</legend>
      <p class="hint">
        {[study.study.date && sayShortDay(study.study.date, language), modalities, w.count(study.instances)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>{name === '' ? w.review.unnamed : born ? w.review.ofBorn(name, born) : w.review.of(name)}</p>
      {isNew ? (
        <div class="choice">
          <input type="checkbox" id={id} name="study" value={study.studyUid} checked autocomplete="off" />
          <label for={id}>{study.thingId === undefined ? w.review.addThis : w.review.extend(added)}</label>
        </div>
      ) : (
        <p>{w.review.allThere}</p>
      )}
      {same > 0 && isNew && <p class="hint">{w.review.same(same)}</p>}
      {other > 0 && <p class="hint">{w.review.other(other)}</p>}
      {differs.length > 0 && isNew && (
        <div class="notice bad">
          <p>{w.review.differs(name, personName, differs.includes('birthDate'))}</p>
          <div class="choice">
            <input
              type="checkbox"
              id={`${id}-anyway`}
              name="anyway"
              value={study.studyUid}
              autocomplete="off"
            />
            <label for={`${id}-anyway`}>{w.review.anyway(personName)}</label>
          </div>
        </div>
      )}
    </fieldset>
  );
}

function Refused({
  refused,
  visit: { language },
}: {
  refused: readonly FoundRefusal[];
  visit: SignedInVisit;
}) {
  const w = picturesWords(language);
  const count = refused.reduce((sum, one) => sum + one.count, 0);
  return (
    <details class="more">
      <summary>{w.review.notTaken(count)}</summary>
      <ul>
        {refused.map(({ why, count, names }) => (
          <li>
            {w.bring.refusals[why]} ({count}): {names.join(', ')}
            {count > names.length && ' …'}
          </li>
        ))}
      </ul>
    </details>
  );
}

export async function actOnIntake(
  c: SignedInContext,
  at: IntakeAtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { grant, intake } = at;
  const { vault, language } = c.var.visit;
  const w = picturesWords(language).review;
  try {
    switch (form.get('do')) {
      case 'drop':
        await dropIntake(vault, grant, intake.id);
        leaveNotice(c, { text: w.dropped });
        return goTo(c, picturesPath);
      case 'leave':
        await leaveZip(vault, grant, intake.id);
        return goTo(c, intakeHref(intake.id));
      case 'unpack':
        await unpackSome(vault, grant, intake.id);
        return goTo(c, intakeHref(intake.id));
      default:
        return await addStudies(c, at, form);
    }
  } catch (error) {
    const told = error instanceof Fault && sayPicturesFault(error, language);
    if (!told) throw error;
    return intakePage(c, at, { study: told });
  }
}

async function addStudies(c: SignedInContext, at: IntakeAtHand, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = picturesWords(language).review;
  const studies = form.getAll('study');
  if (studies.length === 0) return intakePage(c, at, { 'study-0': w.chooseOne });
  const wishes = { studies, anyway: form.getAll('anyway') };
  const outcomes = await finishIntake(vault, at.grant, at.intake.id, wishes);
  const asked = outcomes.findIndex(({ outcome }) => outcome === 'asked');
  if (asked >= 0) return intakePage(c, at, { [`study-${asked}-anyway`]: w.sayAnyway });
  const refused = outcomes.find(({ outcome }) => outcome === 'refused');
  if (refused?.why) {
    const told = sayPicturesFault(fault(refused.why), language);
    return intakePage(c, at, { 'study-0': told ?? w.notAdded });
  }
  return goOn(c, at, outcomes);
}

/** To the study where there is one only. */
async function goOn(
  c: SignedInContext,
  { grant }: IntakeAtHand,
  outcomes: readonly StudyOutcome[],
): Promise<Response> {
  const { visit } = c.var;
  const w = picturesWords(visit.language).review;
  const added = outcomes.filter(({ outcome }) => outcome === 'added');
  const [first] = added.length > 0 ? added : outcomes;
  const id = first?.thingId;
  const [thing] = id === undefined ? [] : await visit.vault.store.read(db => db.things(grant).byIds([id]));
  const undo = added.length === 1 && thing && makeAddUndo(visit, grant, thing, picturesPath);
  if (added.length > 0) leaveNotice(c, { text: w.added(added.length), ...(undo && { undo }) });
  return goTo(c, thing && outcomes.length === 1 ? studyHref(thing.id) : picturesPath);
}
