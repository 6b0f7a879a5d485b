// The record at hand as one zip file: the page that says what is in it, the download, and how far it is.

import { html } from 'hono/html';
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { beginExport, type ExportFile, type ExportState, makeExport } from '../../../core/records/export.ts';
import { beginUnderWay, endUnderWay } from '../../../core/records/export-progress.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { exportWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { dayThere } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import { sendJson } from '../../web/script.ts';
import { saySize } from '../../web/sizes.ts';
import { streamBody } from '../../web/stream.ts';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { findProgress } from './under-way.ts';

export async function showExport(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { record, access } = of;
  const w = exportWords(language);
  const { bytes } = await vault.store.read(db => db.records.usage(grant.recordId));
  const title = w.title(record.name);
  const page = (
    <Layout title={title} visit={visit} place="records" script="export">
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{w.lead}</p>
        {access.typeIds !== undefined && <p class="notice">{w.limited}</p>}
        <h2>{w.inside}</h2>
        <ul>
          {w.parts.map(part => (
            <li>{part}</li>
          ))}
        </ul>
        <p>{w.excel}</p>
        {/* It would tell of what is personal. */}
        {access.typeIds === undefined && grant.seesEverything && <p>{w.size(saySize(bytes, language))}</p>}
        <p>{w.care}</p>
        <Form
          visit={visit}
          action="/export"
          marks={{ 'data-export': `/export/progress?record=${record.id}` }}
        >
          <button type="submit" name="record" value={record.id}>
            {w.button}
          </button>
        </Form>
        <div id="export-progress" class="progress after" hidden>
          <progress aria-label={w.progress} />
          <p
            role="status"
            data-begun={w.begun}
            data-running={w.running}
            data-done={w.done}
            data-failed={w.failed}
          />
        </div>
        <p class="after">
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { script: true, asks: true });
}

export async function tellProgress(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { record } = demandRecord(visit, c.req.query('record'));
  return sendJson(c, await findProgress(visit.vault, { personId: visit.person.id, recordId: record.id }));
}

export async function downloadRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  const { zipFiles } = await import('../../../http/zip.ts');
  const state = makeExport();
  const underWay = await beginUnderWay(vault, {
    personId: person.id,
    recordId: of.record.id,
    progress: state,
  });
  if (!underWay) return tooMany(c, of);
  const files = await beginExport(vault, grant, state).catch(error => {
    endUnderWay(vault, underWay, 'failed');
    throw error;
  });
  const at = vault.clock.now();
  const content = withIndex(
    files,
    () => index(c, of, state),
    () => endUnderWay(vault, underWay, 'done'),
  );
  const zip = zipFiles(content, at);
  zip.once('close', () => endUnderWay(vault, underWay, 'failed'));
  return c.body(streamBody(c, zip), 200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="keepwell-record-${new Date(at).toISOString().slice(0, 10)}.zip"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': sealedPolicy,
  });
}

/** The index is written last, when it is known what there is. */
async function* withIndex(
  files: AsyncIterable<ExportFile>,
  index: () => Promise<string>,
  noteDone: () => void,
): AsyncGenerator<ExportFile> {
  yield* files;
  const text = await index();
  const content = async function* () {
    yield Buffer.from(text);
    noteDone();
  };
  yield { path: 'index.html', contentType: 'text/html', content: content() };
}

async function index(c: ShellContext, { record }: AccessibleRecord, state: ExportState): Promise<string> {
  const { vault, language } = c.var.visit;
  const w = exportWords(language);
  const kinds = [...state.kinds.values()]
    .map(kind => ({ ...kind, name: nameTypeId(kind.typeId, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{w.indexTitle(record.name)}</title>
      </head>
      <body>
        <h1>{w.indexTitle(record.name)}</h1>
        <p>{w.indexLead(dayThere(vault.clock.now(), c.var.visit))}</p>
        {kinds.length === 0 && <p>{w.nothing}</p>}
        {kinds.length > 0 && (
          <table cellpadding="6">
            <thead>
              <tr>
                <th align="left">{w.kind}</th>
                <th align="right">{w.items}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {kinds.map(({ name, folder, items, columns }) => (
                <tr>
                  <td>{name}</td>
                  <td align="right">{items.toLocaleString(language)}</td>
                  <td>
                    <a href={`csv/${folder}.csv`}>CSV</a> · <a href={`json/${folder}.json`}>JSON</a> ·{' '}
                    <a href={`xml/${folder}/`}>XML</a>
                    {columns.isCut && <p>{w.cut(columns.names.size.toLocaleString(language))}</p>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p>
          <a href="files/">{w.files(state.files)}</a>
        </p>
        {state.damaged.size > 0 && (
          <>
            <p>{w.damaged}</p>
            <ul>
              {[...state.damaged].map(([id, typeId]) => (
                <li>
                  {nameTypeId(typeId, language)}: {id}
                </li>
              ))}
            </ul>
          </>
        )}
        <p>{w.broken}</p>
      </body>
    </html>
  );
  return String(await html`<!DOCTYPE html>${page}`);
}

function tooMany(c: ShellContext, { record }: AccessibleRecord): Promise<Response> {
  const { visit } = c.var;
  const w = exportWords(visit.language);
  const page = (
    <Layout title={w.tooMany} visit={visit} place="records">
      <div class="narrow">
        <h1>{w.tooMany}</h1>
        <p>{w.tooManyText}</p>
        <p>
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: 429 });
}
