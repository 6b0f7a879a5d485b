// Among the settings of a record: whether all who read it are told who looked at it.
import { shareLooks } from '../../../core/audit/look-sharing.ts';
import { activityWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import { demandRecord } from '../../kit/record-reader.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { demandOwnCustody } from '../sharing/sharing.tsx';

export const looksPath = '/records/looks';

interface LookSharingProps {
  readonly visit: Visit;
  readonly recordId: string;
  readonly isTold: boolean;
}

export function LookSharing({ visit, recordId, isTold }: LookSharingProps) {
  const w = activityWords(visit.language);
  return (
    <section class="screen-only">
      <h2>{w.looks}</h2>
      <p>{isTold ? w.looksTold : w.looksKept}</p>
      <Form visit={visit} action={looksPath}>
        <input type="hidden" name="record" value={recordId} />
        <button type="submit" name="told" value={isTold ? 'no' : 'yes'} class="second">
          {isTold ? w.keepLooks : w.tellLooks}
        </button>
      </Form>
    </section>
  );
}

export async function saveLookSharing(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  demandOwnCustody(visit, of);
  const { id: recordId } = of.record;
  const isTold = form.get('told') === 'yes';
  await vault.store.write(db => shareLooks(db, vault, { personId: person.id, recordId }, isTold), {
    recordId,
  });
  const w = activityWords(language);
  leaveNotice(c, { text: isTold ? w.looksTold : w.looksKept });
  return goTo(c, `/records/${recordId}`);
}
