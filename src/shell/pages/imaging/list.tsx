// The studies of the record at hand, and where pictures are brought in: a folder, files or a zip by the script; without it a zip,
// or one file, in one piece.
import { Fault } from '../../../core/faults.ts';
import { listStudyThings } from '../../../core/imaging/held.ts';
import type { Intake } from '../../../core/imaging/intake.ts';
import { mayAddStudies } from '../../../core/imaging/study-type.ts';
import { beginIntake, listOpenIntakes, takeFile } from '../../../core/imaging/take.ts';
import { picturesWords } from '../../../locales/words.ts';
import { type AtHand, findRecord } from '../../items/at-hand.ts';
import { hasPictures } from '../../items/pictures/has-pictures.ts';
import { intakeHref, previewOf, studyHref } from '../../items/pictures/links.ts';
import { picturesPath } from '../../items/pictures/paths.ts';
import { readMultipart, type SentFile } from '../../items/upload/multipart.ts';
import { sayWhen } from '../../items/when.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Empty } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { shortMoment } from '../../web/clock.ts';
import { foreignForm } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import { isOwnForm, type SignedInContext, type SignedInVisit } from '../../web/visit.ts';
import { sayPicturesFault } from './said.ts';
import { takeZip } from './whole-zip.ts';

export async function showPictures(c: SignedInContext, at: AtHand): Promise<Response> {
  const named = c.req.query('record');
  return picturesPage(c, named === undefined ? at : await findRecord(c, named));
}

async function picturesPage(c: SignedInContext, at: AtHand, errors: FieldErrors = {}): Promise<Response> {
  const { of, grant } = at;
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = picturesWords(language);
  const all = await vault.store.read(db => listStudyThings(db, vault, grant));
  const studies = all.filter(({ thing }) => hasPictures(thing));
  const intakes = await listOpenIntakes(vault, grant);
  const mayAdd = mayAddStudies(grant);
  const hasErrors = Object.keys(errors).length > 0;
  const title = w.list.title(of.record.name);
  const page = (
    <Layout
      title={title}
      visit={visit}
      place="items"
      hasErrors={hasErrors}
      {...(mayAdd && { script: 'pictures' as const })}
    >
      <h1>{title}</h1>
      <ErrorSummary errors={errors} language={language} />
      {studies.length === 0 ? (
        <Empty title={w.list.none} text={w.list.noneText} />
      ) : (
        <ul class="cards studies">
          {studies.map(({ thing, value }) => (
            <li>
              <a href={studyHref(thing.id)}>
                <img src={previewOf(thing.id)} alt="" loading="lazy" width="96" height="96" />
                <span>
                  <strong>{value.description || w.study}</strong>
                  <span class="hint">
                    {[
                      sayWhen({ effectiveDate: thing.effectiveDate, datedTo: 'day' }, visit),
                      [...new Set(value.series.flatMap(({ modality }) => modality?.text ?? []))].join(', '),
                      w.count(value.series.reduce((sum, { images }) => sum + images.length, 0)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {mayAdd && <Bring visit={visit} recordId={of.record.id} errors={errors} />}
      {intakes.length > 0 && <OpenIntakes intakes={intakes} visit={visit} />}
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: mayAdd, asks: mayAdd });
}

interface BringProps {
  readonly visit: SignedInVisit;
  readonly recordId: string;
  readonly errors?: FieldErrors;
  /** The upload that is gone on with. */
  readonly intake?: Intake;
}

export function Bring({ visit, recordId, errors = {}, intake }: BringProps) {
  const { language, vault } = visit;
  const w = picturesWords(language).bring;
  return (
    <section class="narrow" id="bring" data-words={JSON.stringify(w.script)} data-intake={intake?.id}>
      <h2>{intake ? w.goOnTitle : w.title}</h2>
      <p>{intake ? w.goOnLead : w.lead}</p>
      <p id="bring-problem" class="notice bad" role="alert" hidden />
      <div id="bring-progress" class="progress" hidden>
        <progress max={100} value={0} aria-label={w.progress} />
        <p role="status" />
        <button type="button" class="second">
          {w.stop}
        </button>
        <ul class="outcomes" />
      </div>
      <div id="bring-form" class="drop" data-drop={w.drop}>
        <div id="bring-script" data-late="" hidden>
          <Input name="folder" label={w.folder} hint={w.folderHint} type="file" errors={{}} />
        </div>
        <Form visit={visit} action={picturesPath} upload marks={{ 'data-bring': '' }}>
          <input type="hidden" name="record" value={recordId} />
          <Input
            name="file"
            label={w.file}
            hint={w.fileHint(saySize(vault.limits.imageZipBytesMax, language))}
            type="file"
            errors={errors}
          />
          <button type="submit">{w.send}</button>
        </Form>
      </div>
    </section>
  );
}

function OpenIntakes({ intakes, visit }: { intakes: readonly Intake[]; visit: SignedInVisit }) {
  const w = picturesWords(visit.language).bring;
  return (
    <section>
      <h2>{w.open}</h2>
      <ul class="cards">
        {intakes.map(({ id, about, begunAt, files }) => (
          <li class="with-action">
            <div>
              <strong>{about.name}</strong>
              <span class="hint">{[w.files(files), shortMoment(begunAt, visit)].join(' · ')}</span>
            </div>
            <a class="button second" href={intakeHref(id)} aria-label={`${w.goOn}: ${about.name}`}>
              {w.goOn}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The plain form, which sends a zip or one file in one piece. */
export async function takePictures(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = picturesWords(language).bring;
  const take = async (fields: URLSearchParams, file: SentFile) => {
    if (!isOwnForm(c, fields)) throw foreignForm();
    const of = demandRecord(visit, fields.get('record') ?? undefined);
    const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
    const at = { of, grant };
    if (file.name === '') return { at, error: w.missing };
    try {
      const { id } = await beginIntake(vault, grant, file.name);
      if (/\.zip$/i.test(file.name)) await takeZip(vault, grant, id, file.bytes);
      else await takeFile(vault, grant, id, { name: file.name }, file.bytes);
      return { at, id };
    } catch (error) {
      const told = error instanceof Fault && sayPicturesFault(error, language);
      if (!told) throw error;
      return { at, error: told };
    }
  };
  const taken = await readMultipart(c.env.incoming, take);
  if (!taken) throw foreignForm();
  if (taken.error !== undefined) return picturesPage(c, taken.at, { file: taken.error });
  return goTo(c, intakeHref(taken.id));
}
