// The documents of a record, each with a picture of it; found by the words in them.

import { readDocumentAbout } from '../../../core/documents/about.ts';
import { mayAddFiles } from '../../../core/records/files.ts';
import { listThings } from '../../../core/things/list.ts';
import { dataWords, paperWords } from '../../../locales/words.ts';
import { Empty } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { readCommon } from '../item.tsx';
import { openFrom, sealInto } from '../place.ts';
import { listRelated } from '../related.tsx';
import { uploadPath } from '../upload/upload.tsx';
import { Around } from './around.tsx';
import { BelongsTo } from './belongs-to.tsx';
import { FindForm, readWords } from './find-form.tsx';
import { aboutHref, documentsPath } from './links.ts';
import { documentTypeIds, Paper, readFiles } from './paper.tsx';

const shownMax = 24;

export async function showDocuments(c: ShellContext, at: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { of, grant } = at;
  const w = paperWords(language);
  const words = openFrom(visit, 'words', c.req.query('find')) ?? '';
  const after = openFrom(visit, 'place', c.req.query('after'));
  const found = await listThings(vault, grant, {
    ...{ typeIds: documentTypeIds, words, language, after, limit: shownMax },
  });
  const { files, related } = await vault.store.read(async db => ({
    files: await readFiles(db, at, found.things),
    related: await Promise.all(found.things.map(thing => listRelated(db, at, readCommon(thing), visit))),
  }));
  const mayChange = documentTypeIds.some(id => grant.permits('Update', id));
  const title = w.title(of.record.name);
  const next = found.next && sealInto(visit, 'place', found.next);
  const page = (
    <Layout title={title} visit={visit} place="items">
      <h1>{title}</h1>
      <p class="lead">{w.lead}</p>
      <p class="actions">
        {mayAddFiles(grant) && (
          <a class="button" href={uploadPath}>
            {w.add}
          </a>
        )}
      </p>
      {(found.things.length > 0 || words !== '') && (
        <FindForm visit={visit} action={documentsPath} recordId={grant.recordId} words={words} />
      )}
      {found.stopped && <p class="notice">{dataWords(language).stopped}</p>}
      {found.things.length === 0 ? (
        <Empty
          title={words === '' ? w.none : w.noneFound}
          text={words === '' ? w.noneText : w.noneFoundText}
        />
      ) : (
        <ul class="papers">
          {found.things.map((thing, i) => {
            const blob = files.get(thing.blobSet ?? '')?.[0];
            return (
              <Paper thing={thing} blob={blob} visit={visit}>
                <Around excerpt={found.excerpts.get(thing.id)} />
                <BelongsTo related={related[i] ?? []} language={language} />
                {mayChange && !readDocumentAbout(thing).kind && <a href={aboutHref(thing.id)}>{w.say}</a>}
              </Paper>
            );
          })}
        </ul>
      )}
      {next && (
        <p>
          <a
            class="button second"
            href={`${documentsPath}?${new URLSearchParams({ after: next, ...(words !== '' && { find: sealInto(visit, 'words', words) }) })}`}
          >
            {dataWords(language).older}
          </a>
        </p>
      )}
    </Layout>
  );
  return show(c, page);
}

export async function findDocuments(c: ShellContext, _: AtHand, form: URLSearchParams): Promise<Response> {
  return goTo(c, `${documentsPath}${readWords(c.var.visit, form)}`);
}
