// The files that an item holds: shown where browsers can show them safely, and all to be downloaded.

import type { ThingBlob } from '../../core/blobs/blob.ts';
import { getMediaType, isPlain, pdfType } from '../../core/documents/kinds.ts';
import { getFileName } from '../../core/records/file-name.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { sayOf } from '../../locales/colon.ts';
import { itemWords, paperWords } from '../../locales/words.ts';
import { saySize } from '../web/sizes.ts';
import type { Visit } from '../web/visit.ts';
import { isDrawn, previewHref } from './documents/drawn.ts';
import { itemHref } from './kinds.ts';

/** Of what may stand on a page as a picture. Drawings may hold scripts, so they are not among them. */
const pictures = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
const opened = [...pictures, pdfType];

/** Larger pictures are for downloading. */
const pictureBytesMax = 16 * 1024 * 1024;

/** May a browser show it by itself? What is encoded in some way is not what it says it is. */
export function isShown(blob: ThingBlob): boolean {
  return opened.includes(getMediaType(blob)) && isPlain(blob);
}

interface FilesProps {
  readonly thing: StoredThing;
  readonly blobs: readonly ThingBlob[];
  readonly visit: Visit;
}

export function Files({ thing, blobs, visit }: FilesProps) {
  const { language, vault } = visit;
  const w = itemWords(language);
  if (blobs.length === 0) return null;
  return (
    <section>
      <h2>{w.files}</h2>
      <ul class="cards">
        {blobs.map(blob => {
          const href = `${itemHref(thing.id)}/files/${blob.blobId}`;
          const name = getFileName(thing, blob) || w.noName;
          const isPicture =
            isShown(blob) && pictures.includes(getMediaType(blob)) && blob.length <= pictureBytesMax;
          return (
            <li>
              {isPicture && (
                <p>
                  <img class="shown" src={`${href}?show`} alt={w.image(name)} loading="lazy" />
                </p>
              )}
              {!isPicture && isDrawn(vault, blob) && (
                <p>
                  <a href={`${href}?show`} aria-label={w.openFile(name)}>
                    <img
                      class="shown"
                      src={previewHref(thing.id, blob, 'large')}
                      alt={sayOf(paperWords(language).firstPage, name, language)}
                      loading="lazy"
                    />
                  </a>
                </p>
              )}
              <div class="with-action">
                <div>
                  <strong>{name}</strong>
                  <span class="hint">
                    {[getMediaType(blob), saySize(blob.length, language)].filter(Boolean).join(' · ')}
                  </span>
                </div>
                <p class="actions">
                  {isShown(blob) && (
                    <a class="button quiet" href={`${href}?show`} aria-label={w.openFile(name)}>
                      {w.open}
                    </a>
                  )}
                  <a class="button quiet" href={href} aria-label={w.downloadFile(name)}>
                    {w.download}
                  </a>
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
