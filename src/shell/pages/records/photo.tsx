// The picture of whom a record is about: shown, changed, removed. What is uploaded is drawn anew in one size, which leaves
// nothing in it of where and with what it was taken.

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { hasPhoto, type Photo, readPhoto, removePhoto, writePhoto } from '../../../core/records/photo.ts';
import { recordsWords } from '../../../locales/words.ts';
import { readMultipart, readWholeFile } from '../../items/upload/multipart.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { redrawPicture } from '../../kit/redraw.ts';
import { demandRoomForAnswer } from '../../web/bounded.ts';
import { leaveNotice } from '../../web/notice.ts';
import { foreignForm, notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import { isOwnForm, type ShellContext, type SignedInContext } from '../../web/visit.ts';

const photoBytesMax = 8 * 1024 * 1024;
export const photoPath = '/records/photo';

export function showPhoto(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  return photoPage(c, of);
}

const shownTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** As it lies in the record; an application may have put it there, so browsers are told to take it for a picture only. */
export async function sendPhoto(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  const { visit } = c.var;
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  return sendPhotoOf(c, await readPhoto(visit.vault, grant));
}

export function sendPhotoOf(c: ShellContext, photo: Photo | undefined): Response {
  if (!photo || !shownTypes.includes(photo.contentType)) throw notFound();
  demandRoomForAnswer(c, photo.bytes.length);
  return c.body(new Uint8Array(photo.bytes), 200, {
    'Content-Type': photo.contentType,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
}

async function photoPage(
  c: SignedInContext,
  of: AccessibleRecord,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { record } = of;
  const w = recordsWords(visit.language);
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  const isThere = await hasPhoto(visit.vault, grant);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.photoTitle(record.name)} visit={visit} place="records" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.photoTitle(record.name)}</h1>
        {isThere && (
          <p>
            <img class="photo large" src={`/records/${record.id}/photo/image`} alt={w.photoOf(record.name)} />
          </p>
        )}
        <p class="lead">{w.photoLead}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action={photoPath} upload>
          <input type="hidden" name="record" value={record.id} />
          <Input
            name="file"
            label={w.photoFile}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            errors={errors}
          />
          <button type="submit">{w.photoSave}</button>
        </Form>
        {isThere && (
          <Form visit={visit} action="/records/photo/remove">
            <p class="after">
              <button type="submit" name="record" value={record.id} class="second">
                {w.photoRemove}
              </button>
            </p>
          </Form>
        )}
        <p class="after">
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

export async function savePhoto(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = recordsWords(language);
  const sent = await readMultipart(c.env.incoming, async (fields, file) => {
    if (!isOwnForm(c, fields)) throw foreignForm();
    const of = demandRecord(visit, fields.get('record') ?? undefined);
    return { of, file: await readWholeFile(file, photoBytesMax) };
  });
  if (!sent) throw foreignForm();
  const { of, file } = sent;
  if (!file) return photoPage(c, of, { file: w.photoTooLarge(saySize(photoBytesMax, language)) });
  if (file.length === 0) return photoPage(c, of, { file: w.photoMissing });
  const bytes = await redrawPicture(file, picture =>
    picture
      .resize(sidePixels, sidePixels, { fit: 'cover' })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85 }),
  );
  if (!bytes) return photoPage(c, of, { file: w.photoBad });
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  await writePhoto(vault, grant, { contentType: 'image/jpeg', bytes });
  leaveNotice(c, { text: w.photoSaved });
  return goTo(c, `/records/${of.record.id}`);
}

const sidePixels = 512;

export async function tryRemovePhoto(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  await removePhoto(visit.vault, grant);
  leaveNotice(c, { text: recordsWords(visit.language).photoRemoved });
  return goTo(c, `/records/${of.record.id}`);
}
