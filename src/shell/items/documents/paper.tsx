// A document as lists show it: a picture, its title, what it is, its day, and what it belongs to.
import type { Child } from 'hono/jsx';
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { readDocumentAbout } from '../../../core/documents/about.ts';
import type { Reader } from '../../../core/store.ts';
import type { ShownThing } from '../../../core/things/query.ts';
import { makeShortForm } from '../../../core/things/short-form.ts';
import { paperWords } from '../../../locales/words.ts';
import { readValue } from '../../../things/data.ts';
import file from '../../../things/file.ts';
import { findVersion, type ThingType } from '../../../things/index.ts';
import type { Visit } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { itemHref } from '../kinds.ts';
import { sayWhenShort } from '../when.ts';
import { isDrawn, previewHref } from './drawn.ts';

export const documentTypeIds = file.versions.map(({ id }) => id);

export function isDocument({ typeId }: { readonly typeId: string }): boolean {
  return findVersion(typeId)?.type === (file as ThingType<never>);
}

export function getTitle(thing: Pick<ShownThing, 'typeId' | 'dataXml'>): string {
  return readValue(file, thing).name;
}

/** The files of some items, by the name of their set. */
export function readFiles(
  db: Reader,
  { grant }: Pick<AtHand, 'grant'>,
  things: readonly Pick<ShownThing, 'blobSet'>[],
): ReturnType<ReturnType<Reader['things']>['blobSets']> {
  return db.things(grant).blobSets(things.flatMap(({ blobSet }) => blobSet ?? []));
}

interface PaperProps {
  readonly thing: ShownThing;
  readonly blob: ThingBlob | undefined;
  readonly visit: Visit;
  /** What it belongs to, and what can be done with it. */
  readonly children?: Child;
}

export function Paper({ thing, blob, visit, children }: PaperProps) {
  const { vault, language } = visit;
  const w = paperWords(language);
  const title = getTitle(thing);
  const { kind } = readDocumentAbout(thing);
  const { datedTo } = makeShortForm(thing, language);
  const { effectiveDate } = thing;
  return (
    <li class="paper">
      <a href={itemHref(thing.id)}>
        <span class="paper-picture">
          {blob && isDrawn(vault, blob) && (
            <img src={previewHref(thing.id, blob, 'small')} alt="" loading="lazy" />
          )}
        </span>
        <strong>{title}</strong>
      </a>
      <span class="hint">
        {[kind && w.kinds[kind], sayWhenShort({ effectiveDate, datedTo }, visit)].filter(Boolean).join(', ')}
      </span>
      {children}
    </li>
  );
}
