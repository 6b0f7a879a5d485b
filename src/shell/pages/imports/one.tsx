// One import: being read, asked about, chosen from, written, or what became of it.
import type { Child } from 'hono/jsx';
import { mayImport } from '../../../core/imports/begin.ts';
import { mayUndo } from '../../../core/imports/choose.ts';
import { mayBeginAnew } from '../../../core/imports/reconcile.ts';
import { importsWords } from '../../../locales/words.ts';
import { resolve } from '../../hand-over/resolve.ts';
import { openRequest } from '../../hand-over/shell-request.ts';
import { importHref, importsPath, sayFormat, withRequest } from '../../items/import-links.ts';
import { picturesPath } from '../../items/pictures/paths.ts';
import { BeginDocument } from '../../items/take-over.tsx';
import { showQuestion } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { momentInWords } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { Columns } from './columns.tsx';
import { makePreview } from './preview.tsx';
import type { ImportAtHand } from './reader.ts';
import { countPercent, sayTally } from './said.ts';
import type { Shown } from './shown.ts';

export async function showImport(c: SignedInContext, at: ImportAtHand): Promise<Response> {
  return importPage(c, at, { request: c.req.query('request') });
}

interface About {
  readonly problem?: string;
  /** Of the application that sent the person here, sealed. */
  readonly request: string | undefined;
}

export async function importPage(
  c: SignedInContext,
  { one, of, grant }: ImportAtHand,
  { problem, request }: About,
): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = importsWords(language);
  const may = {
    goOn: one.personId === visit.person.id,
    undo: mayUndo(grant, one),
    add: mayImport(grant),
  };
  const { title, content } = await makeContent({ visit, one, of, request }, may);
  const appName = await findAppName(visit, request);
  const runs = ['waiting', 'writing', 'undoing'].includes(one.state);
  const page = (
    <Layout
      title={title}
      visit={visit}
      place="items"
      hasErrors={problem !== undefined}
      {...(runs && { script: 'import-progress' as const })}
    >
      <div class="narrow">
        <h1>{title}</h1>
        <p class="hint import-file">
          {[one.about.fileName, saySize(one.about.bytes, language), momentInWords(one.begunAt, visit)].join(
            ' · ',
          )}
        </p>
        {problem !== undefined && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        {content}
        {appName !== undefined && (
          <Act {...{ visit, of, one, request }} act="back" text={w.backTo(appName)} />
        )}
        <p class="after">
          <a href={importsPath}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: problem === undefined ? 200 : 422, script: runs, asks: runs });
}

interface Content {
  readonly title: string;
  readonly content: Child;
}

/** Undefined where no application sent the person here, or it is gone. */
async function findAppName(
  { vault }: SignedInVisit,
  sealed: string | undefined,
): Promise<string | undefined> {
  const request = openRequest(vault, sealed);
  return request && (await vault.store.read(db => resolve(db, vault, request))).apps[0].name;
}

/** What whoever looks at it may do about it. */
interface May {
  readonly goOn: boolean;
  readonly undo: boolean;
  /** To the record. */
  readonly add: boolean;
}

async function makeContent(shown: Shown, may: May): Promise<Content> {
  const { visit, one } = shown;
  const w = importsWords(visit.language);
  const format = sayFormat(one, visit.language);
  if (one.state === 'asking' && one.about.question)
    return {
      title: w.columnsTitle,
      content: <Columns {...shown} question={one.about.question} />,
    };
  if (one.state === 'ready') return { title: w.previewTitle(format), content: await makePreview(shown) };
  if (one.state === 'waiting') return { title: w.reading, content: <Running {...shown} /> };
  if (one.state === 'writing') return { title: w.writing, content: <Running {...shown} /> };
  if (one.state === 'undoing') return { title: w.undoing, content: <Running {...shown} /> };
  const titles = { done: w.done, stopped: w.stopped, undone: w.undone, failed: w.states.failed } as const;
  const title = one.state in titles ? titles[one.state as keyof typeof titles] : w.states[one.state];
  return { title, content: <Outcome {...shown} may={may} /> };
}

function Running({ visit, of, one, request }: Shown) {
  const { language } = visit;
  const w = importsWords(language);
  const percent = countPercent(one);
  return (
    <>
      <p>{one.state === 'waiting' ? w.readingText : w.writingText}</p>
      <div
        id="import-runs"
        class="progress"
        data-href={`${importHref(one.id)}/progress`}
        data-state={one.state}
      >
        <progress max={100} value={percent} aria-label={w.states[one.state]} />
        <p role="status" data-text={w.runs}>
          {w.runs.replace('{percent}', String(percent))}
        </p>
      </div>
      <p>
        <a href={withRequest(importHref(one.id), request)}>{w.again}</a>
      </p>
      {one.state === 'writing' && <Act {...{ visit, of, one, request }} act="stop" text={w.stop} />}
      {one.state === 'waiting' && <Act {...{ visit, of, one, request }} act="drop" text={w.drop1} />}
    </>
  );
}

interface ActProps extends Shown {
  readonly act: string;
  readonly text: string;
  readonly isFirst?: boolean;
}

function Act({ visit, one, request, act, text, isFirst }: ActProps) {
  return (
    <Form visit={visit} action={importHref(one.id)} request={request}>
      <button type="submit" name="do" value={act} class={isFirst ? undefined : 'second'}>
        {text}
      </button>
    </Form>
  );
}

function Outcome({ visit, of, one, request, may }: Shown & { may: May }) {
  const { language } = visit;
  const w = importsWords(language);
  const { why } = one.about;
  const lines = sayTally(one, language);
  const canUndo = one.state === 'done' || one.state === 'stopped';
  return (
    <>
      {why !== undefined && (
        <p class="notice bad" role="alert">
          {w.faults[why]}
          {one.about.detail !== undefined && <span class="hint"> {one.about.detail}</span>}
        </p>
      )}
      {one.state === 'stopped' && <p>{w.stoppedText}</p>}
      {lines.length > 0 && (
        <ul>
          {lines.map(line => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      {may.add && mayBeginAnew(one) && (
        <BeginDocument
          {...{ visit, request }}
          recordId={of.record.id}
          thingId={one.about.document?.thingId ?? ''}
          text={one.state === 'failed' ? w.readAgain : w.chooseRest}
        />
      )}
      <div class="decision">
        {one.state === 'stopped' && may.goOn && (
          <Act {...{ visit, of, one, request }} act="go on" text={w.goOn} isFirst />
        )}
        {one.state === 'failed' && <Act {...{ visit, of, one, request }} act="drop" text={w.drop1} />}
        {canUndo && may.undo && (
          <a class="button second" href={withRequest(`${importHref(one.id)}/undo`, request)}>
            {w.undo}
          </a>
        )}
        {why === 'is-pictures' && may.add && (
          <a class="button" href={picturesPath}>
            {w.toPictures}
          </a>
        )}
        {one.state !== 'failed' && (
          <a class="button second" href="/items">
            {w.toData}
          </a>
        )}
      </div>
    </>
  );
}

export async function askUndo(c: SignedInContext, { one, grant }: ImportAtHand): Promise<Response> {
  if (!mayUndo(grant, one)) throw notFound();
  const w = importsWords(c.var.visit.language);
  const request = c.req.query('request');
  return showQuestion(c, {
    title: w.undoTitle(one.about.fileName),
    text: w.undoText,
    action: importHref(one.id),
    fields: { do: 'undo', ...(request !== undefined && { request }) },
    button: w.undo,
    cancelHref: withRequest(importHref(one.id), request),
    place: 'items',
  });
}
