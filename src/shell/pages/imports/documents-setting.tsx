// Among the settings of a record: whether clinical documents are taken over as they come.
import { setDocumentsTaken } from '../../../core/imports/preference.ts';
import { importsWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import { demandRecord } from '../../kit/record-reader.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { demandOwnCustody } from '../sharing/sharing.tsx';

export const documentsSettingPath = '/records/documents';

interface DocumentsSettingProps {
  readonly visit: Visit;
  readonly recordId: string;
  readonly isTaken: boolean;
}

export function DocumentsSetting({ visit, recordId, isTaken }: DocumentsSettingProps) {
  const w = importsWords(visit.language);
  return (
    <section class="screen-only">
      <h2>{w.documents}</h2>
      <p>{isTaken ? w.documentsTaken : w.documentsAsked}</p>
      <Form visit={visit} action={documentsSettingPath}>
        <input type="hidden" name="record" value={recordId} />
        <button type="submit" name="taken" value={isTaken ? 'no' : 'yes'} class="second">
          {isTaken ? w.askForDocuments : w.takeDocuments}
        </button>
      </Form>
    </section>
  );
}

export async function saveDocumentsSetting(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  demandOwnCustody(visit, of);
  const { id: recordId } = of.record;
  const isTaken = form.get('taken') === 'yes';
  await vault.store.write(db => setDocumentsTaken(db, vault, { personId: person.id, recordId }, isTaken), {
    recordId,
  });
  const w = importsWords(language);
  leaveNotice(c, { text: isTaken ? w.documentsTaken : w.documentsAsked });
  return goTo(c, `/records/${recordId}`);
}
