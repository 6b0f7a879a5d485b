// Files into the record at hand: the page, and the plain form that sends a file in one piece. What its script sends in
// parts is taken by parts.ts.

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { Fault } from '../../../core/faults.ts';
import { makeReadableName } from '../../../core/printable.ts';
import { countRoomLeft, keepFile, mayAddFiles } from '../../../core/records/files.ts';
import { uploadWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { leaveNotice } from '../../web/notice.ts';
import { foreignForm } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import { isOwnForm, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { readMultipart, type SentFile } from './multipart.ts';
import { sayUploadFault } from './upload-faults.ts';

export const uploadPath = '/upload';

export function showUpload(c: SignedInContext, { of }: AtHand): Promise<Response> {
  return uploadPage(c, of);
}

async function uploadPage(
  c: SignedInContext,
  of: AccessibleRecord,
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
      place="records"
      hasErrors={hasErrors}
      {...(mayAdd && { script: 'upload' as const })}
    >
      <div class="narrow">
        <h1>{title}</h1>
        {mayAdd ? (
          <>
            <p class="lead">{w.lead}</p>
            <ErrorSummary errors={errors} language={language} />
            <UploadForm c={c} recordId={record.id} room={room} errors={errors} />
          </>
        ) : (
          <p class="notice">{w.refused}</p>
        )}
        <p class="after">
          <a href={`/records/${record.id}`}>{w.back}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: mayAdd, asks: mayAdd });
}

interface UploadFormProps {
  readonly c: ShellContext;
  readonly recordId: string;
  /** What the record still takes. */
  readonly room: number;
  readonly errors: FieldErrors;
}

function UploadForm({ c, recordId, room, errors }: UploadFormProps) {
  const { visit } = c.var;
  const { language, vault } = visit;
  const w = uploadWords(language);
  const max = vault.limits.blobBytesMax;
  const left = saySize(room, language);
  const sizes = room > max ? w.max(saySize(max, language), left) : room > 0 ? w.rest(left) : w.noRoom;
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
      <Form visit={visit} action={uploadPath} upload marks={{ 'data-upload': '', 'data-failed': w.failed }}>
        <input type="hidden" name="record" value={recordId} />
        <Input name="file" label={w.file} hint={sizes} type="file" errors={errors} />
        <button type="submit">{w.send}</button>
      </Form>
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
    try {
      return { of, id: await keepFile(vault, grant, file, file.bytes), name: file.name };
    } catch (error) {
      const told = error instanceof Fault && sayUploadFault(error, language, 'empty');
      if (!told) throw error;
      return { of, error: told };
    }
  };
  const taken = await readMultipart(c.env.incoming, take);
  if (!taken) throw foreignForm();
  if (taken.error !== undefined) return uploadPage(c, taken.of, { file: taken.error });
  leaveNotice(c, { text: w.saved(makeReadableName(taken.name ?? '').slice(0, 100)) });
  return goTo(c, `/items/${taken.id}`);
}
