// The page of a study: its series, one of them to scroll through, and what is known about it. Without script it shows one picture
// at a time, with links to the next and to other series.
import type { Language } from '../../../locales/language.ts';
import { picturesWords } from '../../../locales/words.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { itemHref } from '../../items/kinds.ts';
import { studyHref } from '../../items/pictures/links.ts';
import { sayWhen } from '../../items/when.ts';
import { Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { AboutStudy } from './about-study.tsx';
import { framesPath } from './frames.ts';
import { PictureActions } from './picture-actions.tsx';
import { stillOf } from './still.ts';
import {
  countFrames,
  findFrame,
  findMiddle,
  readShownStudy,
  type ShownSeries,
  type ShownStudy,
} from './study.ts';
import { StudyActions } from './study-actions.tsx';
import { sealTicket } from './ticket.ts';
import { Tools } from './tools.tsx';

export async function showStudy(c: SignedInContext, at: ItemAtHand): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = picturesWords(language);
  const shown = await visit.vault.store.read(db => readShownStudy(db, visit.vault, at));
  const { study, series } = shown;
  const asked = { series: number(c.req.query('series')), picture: number(c.req.query('picture')) };
  const place = Math.min(asked.series, series.length - 1);
  const title = study.description || nameSeries(series[0], 0, language) || w.study;
  const { effectiveDate } = at.thing;
  const pictures = series.reduce((sum, one) => sum + countFrames(one.pictures), 0);
  const current = series[place];
  const page = (
    <Layout title={title} visit={visit} place="items" across script="viewer">
      <h1>{title}</h1>
      <p class="lead">{[sayWhen({ effectiveDate, datedTo: 'day' }, visit), w.count(pictures)].join(' · ')}</p>
      {current ? (
        <Viewer {...{ visit, at, shown, current, place }} picture={asked.picture} />
      ) : (
        <p class="notice">{w.none}</p>
      )}
      <AboutStudy study={study} thing={at.thing} visit={visit} />
      <StudyActions visit={visit} at={at} />
    </Layout>
  );
  return show(c, page, { script: true, asks: true });
}

/** Counted from 1 in addresses, from 0 here. */
function number(text: string | undefined): number {
  const read = Math.floor(Number(text));
  return read > 0 ? read - 1 : 0;
}

interface ViewerProps {
  readonly visit: SignedInVisit;
  readonly at: ItemAtHand;
  readonly shown: ShownStudy;
  readonly current: ShownSeries;
  readonly place: number;
  readonly picture: number;
}

function Viewer({ visit, at, shown, current, place, picture }: ViewerProps) {
  const { language } = visit;
  const w = picturesWords(language);
  const count = countFrames(current.pictures);
  const index = Math.min(picture, count - 1);
  const name = nameSeries(current, place, language);
  const title = `${name}: ${w.picture(index + 1, count)}`;
  const frame = findFrame(current.pictures, index);
  return (
    <div class="viewer">
      <SeriesList {...{ visit, at, shown, place }} />
      <div
        class="viewing"
        id="viewer"
        data-frames={`${framesPath}/${sealTicket(visit, { recordId: at.grant.recordId, blobSet: at.thing.blobSet ?? '' })}`}
        data-files={current.pictures.map(({ blob, frames }) => `${blob.blobId}:${frames}`).join(' ')}
        data-keys={shown.keys.map(({ blob }) => blob.blobId).join(' ')}
        data-item={itemHref(at.thing.id)}
        data-series={place}
        data-picture={index}
        data-modality={modalityOf(current)}
        data-words={JSON.stringify(wordsOf(language))}
      >
        <Tools language={language} isCt={modalityOf(current) === 'CT'} />
        <div class="stage">
          {frame && <img class="still" src={stillOf(at, frame, 'large')} alt={title} />}
        </div>
        <Pager {...{ at, place, index, count, language }} />
        <PictureActions {...{ visit, at, shown }} blob={frame?.blob} />
        <noscript>
          <p class="hint">{w.withoutScript}</p>
        </noscript>
      </div>
    </div>
  );
}

/** What the script says. */
function wordsOf(language: Language) {
  const w = picturesWords(language);
  const { status, value, millimetres, atDetector, pixels, degrees, windowed, lost, why, loading, play } = w;
  const { pause, viewer, keysOfViewer, asTaken, slider, keyDo, keyUndo } = w;
  return {
    ...{ status, value, millimetres, atDetector, pixels, degrees, windowed, lost, why, loading, play, pause },
    ...{ viewer, keysOfViewer, asTaken, slider, keyDo, keyUndo },
  };
}

interface SeriesListProps {
  readonly visit: SignedInVisit;
  readonly at: ItemAtHand;
  readonly shown: ShownStudy;
  readonly place: number;
}

function SeriesList({ visit, at, shown, place }: SeriesListProps) {
  const { language } = visit;
  const w = picturesWords(language);
  return (
    <nav class="series" aria-label={w.series}>
      <ol>
        {shown.series.map((one, i) => {
          const middle = findMiddle(one.pictures);
          return (
            <li>
              <a
                href={`${studyHref(at.thing.id)}?series=${i + 1}`}
                aria-current={i === place ? 'true' : undefined}
              >
                {middle && (
                  <img src={stillOf(at, middle, 'small')} alt="" loading="lazy" width="64" height="64" />
                )}
                <span>
                  <strong>{nameSeries(one, i, language)}</strong>
                  <span class="hint">
                    {[modalityOf(one), w.count(countFrames(one.pictures))].filter(Boolean).join(' · ')}
                  </span>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

interface PagerProps {
  readonly at: ItemAtHand;
  readonly place: number;
  readonly index: number;
  readonly count: number;
  readonly language: Language;
}

/** Is replaced by the script. */
function Pager({ at, place, index, count, language }: PagerProps) {
  const w = picturesWords(language);
  const href = (to: number) => `${studyHref(at.thing.id)}?series=${place + 1}&picture=${to + 1}`;
  return (
    <nav class="pager" aria-label={w.picture(index + 1, count)}>
      {index > 0 ? (
        <a class="button second" href={href(index - 1)} rel="prev">
          {w.previous}
        </a>
      ) : (
        <span />
      )}
      <span role="status">{w.picture(index + 1, count)}</span>
      {index + 1 < count ? (
        <a class="button second" href={href(index + 1)} rel="next">
          {w.next}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

export function nameSeries(series: ShownSeries | undefined, place: number, language: Language): string {
  const { description, bodyPart } = series?.about ?? {};
  return description || bodyPart?.text || picturesWords(language).seriesNumber(place + 1);
}

export function modalityOf({ about: { modality } }: ShownSeries): string | undefined {
  return modality?.code?.[0]?.value ?? modality?.text;
}
