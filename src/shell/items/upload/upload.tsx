// Files into the record at hand: the page, and the plain form that sends a file in one piece. What its script sends in
// parts is taken by parts.ts.

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import type { Grant } from '../../../core/authorization/grant.ts';
import { Fault } from '../../../core/faults.ts';
import { makeReadableName } from '../../../core/printable.ts';
import { countRoomLeft, keepFile, mayAddFiles } from '../../../core/records/files.ts';
import { summarise } from '../../../core/things/short-form.ts';
import type { StoredThing } from '../../../core/things/thing.ts';
import type { Vault } from '../../../core/vault.ts';
import { paperWords, uploadWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { leaveNotice } from '../../web/notice.ts';
import { foreignForm, notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import { isOwnForm, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import { type AtHand, findItem } from '../at-hand.ts';
import { aboutHref, documentsPath } from '../documents/links.ts';
import { getTitle } from '../documents/paper.tsx';
import { itemHref } from '../kinds.ts';
import { makeAddUndo } from '../revert.ts';
import { readMultipart, type SentFile } from './multipart.ts';
import { sayUploadFault } from './upload-faults.ts';

export const uploadPath = '/upload';

/** To the record, or to an item of it. */
export async function showUpload(c: SignedInContext, { of }: AtHand): Promise<Response> {
  const item = await findItem(c, c.req.query('for'));
  return item ? uploadPage(c, item.of, item.thing) : uploadPage(c, of);
}

async function uploadPage(
  c: SignedInContext,
  of: AccessibleRecord,
  item: StoredThing | undefined = undefined,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { record } = of;
  const w = uploadWords(language);
  const { grant, room } = await vault.store.read(async db => {
    const grant = await makeOwnGrant(db, visit, of);
    return { grant, room: await countRoomLeft(db, vault, grant) };
  });
  const mayAdd = mayAddFiles(grant);
  const hasErrors = Object.keys(errors).length > 0;
  const title = w.title(record.name);
  const page = (
    <Layout
      title={title}
      visit={visit}
      place="items"
      hasErrors={hasErrors}
      {...(mayAdd && { script: 'upload' as const })}
    >
      <div class="narrow">
        <h1>{title}</h1>
        {mayAdd ? (
          <>
            <p class="lead">{w.lead}</p>
            <ErrorSummary errors={errors} language={language} />
            {item && <p>{paperWords(language).attachedFor(summarise(item, language))}</p>}
            <UploadForms c={c} recordId={record.id} item={item?.id} room={room} errors={errors} />
          </>
        ) : (
          <p class="notice">{w.refused}</p>
        )}
        <p class="after">
          {item ? (
            <a href={itemHref(item.id)}>{paperWords(language).back}</a>
          ) : (
            <a href={documentsPath}>{paperWords(language).allDocuments}</a>
          )}
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: mayAdd, asks: mayAdd });
}

interface UploadFormProps {
  readonly c: ShellContext;
  readonly recordId: string;
  /** What the file is attached to. */
  readonly item: string | undefined;
  /** What the record still takes. */
  readonly room: number;
  readonly errors: FieldErrors;
}

function UploadForms({ c, recordId, item, room, errors }: UploadFormProps) {
  const { visit } = c.var;
  const { language, vault } = visit;
  const w = uploadWords(language);
  const paper = paperWords(language);
  const max = vault.limits.blobBytesMax;
  const left = saySize(room, language);
  const sizes = room > max ? w.max(saySize(max, language), left) : room > 0 ? w.rest(left) : w.noRoom;
  const fields = (
    <>
      <input type="hidden" name="record" value={recordId} />
      {item !== undefined && <input type="hidden" name="item" value={item} />}
    </>
  );
  return (
    <>
      <Told c={c} />
      <div id="upload-forms" data-failed={w.failed}>
        {/* Shown where there is a camera at hand. */}
        <div class="by-camera">
          <Form visit={visit} action={uploadPath} upload marks={{ 'data-upload': 'photo' }}>
            {fields}
            <Input
              {...{ name: 'photo', label: paper.camera, hint: paper.cameraHint, type: 'file', errors: {} }}
              accept="image/jpeg,image/png,image/webp"
              capture="environment"
            />
            <button type="submit">{paper.cameraSend}</button>
          </Form>
        </div>
        <Form visit={visit} action={uploadPath} upload marks={{ 'data-upload': '' }}>
          {fields}
          <Input name="file" label={w.file} hint={sizes} type="file" errors={errors} />
          <button type="submit">{w.send}</button>
        </Form>
      </div>
    </>
  );
}

/** What the script tells: what stands in the way, what came of several, how far it is. */
function Told({ c }: { c: ShellContext }) {
  const w = uploadWords(c.var.visit.language);
  return (
    <>
      <p id="upload-problem" class="notice bad" role="alert" hidden />
      <div
        id="upload-result"
        class="notice"
        tabindex={-1}
        data-text={w.added}
        data-stopped={w.cancelled}
        hidden
      >
        <p />
        <ul />
        <div class="after">
          <button type="button" class="second">
            {w.again}
          </button>
        </div>
      </div>
      <div id="upload-progress" class="progress" hidden>
        <progress max={100} value={0} aria-label={w.progress} />
        <p role="status" data-text={w.percent} data-several={w.percentOfAll} data-lost={w.lost} />
        <button type="button" class="second">
          {w.cancel}
        </button>
      </div>
    </>
  );
}

export async function takeFile(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = uploadWords(language);
  const take = async (fields: URLSearchParams, file: SentFile) => {
    if (!isOwnForm(c, fields)) throw foreignForm();
    const of = demandRecord(visit, fields.get('record') ?? undefined);
    if (file.name === '') return { of, error: w.missing };
    const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
    const item = await demandAttachable(vault, grant, fields.get('item'));
    try {
      const { name, contentType, bytes } = file;
      return { of, grant, id: await keepFile(vault, grant, { name, contentType, item }, bytes), name };
    } catch (error) {
      const told = error instanceof Fault && sayUploadFault(error, language, 'empty');
      if (!told) throw error;
      return { of, error: told };
    }
  };
  const taken = await readMultipart(c.env.incoming, take);
  if (!taken) throw foreignForm();
  if (taken.error !== undefined) return uploadPage(c, taken.of, undefined, { file: taken.error });
  await leaveAdded(c, taken.grant, taken.id, taken.name);
  return goTo(c, aboutHref(taken.id));
}

/** Says that a document was added, with a way to undo it. */
export async function leaveAdded(c: ShellContext, grant: Grant, id: string, name: string): Promise<void> {
  const { visit } = c.var;
  const [added] = await visit.vault.store.read(db => db.things(grant).byIds([id]));
  leaveNotice(c, {
    text: uploadWords(visit.language).saved((added ? getTitle(added) : makeReadableName(name)).slice(0, 100)),
    undo: added && makeAddUndo(visit, grant, added, documentsPath),
  });
}

/** The item that a file is to be attached to, if any. @throws Problem for one that is not there, or not to be seen */
export async function demandAttachable(
  { store }: Vault,
  grant: Grant,
  item: string | null,
): Promise<string | undefined> {
  if (!item) return undefined;
  const [thing] = await store.read(db => db.things(grant).byIds([item.toLowerCase()]));
  if (!thing) throw notFound();
  return thing.id;
}
