// The page that asks before a message goes: who will be able to read it, and what of the record leaves the vault.

import type { Standing } from '../../../core/direct/certificates/standing.ts';
import { isWithin } from '../../../core/direct/outbox/within.ts';
import { directMailWords, directWriteWords } from '../../../locales/words.ts';
import type { Option } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import type { Draft } from './draft.ts';
import { sendPath } from './paths.ts';
import { sayLine, saySubject, sayText } from './said.ts';
import { CertificateFacts } from './standing.tsx';

/** Who can decrypt it. */
export interface MailReader {
  readonly address: string;
  readonly standing: Extract<Standing, { kind: 'verified' }>;
}

interface Checked {
  readonly draft: Draft;
  readonly recordId: string;
  readonly recordName: string;
  readonly readers: readonly MailReader[];
  /** Of what was chosen, with its name. */
  readonly things: readonly Option[];
}

export function showCheck(c: SignedInContext, checked: Checked): Promise<Response> {
  const { visit } = c.var;
  const { draft, readers } = checked;
  const w = directWriteWords(visit.language);
  const page = (
    <Layout title={w.checkTitle} visit={visit} place="messages">
      <h1>{w.checkTitle}</h1>
      <p class="lead">{w.checkLead}</p>
      <section>
        <h2>{w.reads}</h2>
        {readers.map(reader => (
          <ReaderSheet reader={reader} visit={visit} />
        ))}
      </section>
      <Along checked={checked} visit={visit} />
      <section>
        <h2>
          <bdi>{saySubject(draft.subject, visit.language)}</bdi>
        </h2>
        {draft.text !== '' && <p class="sheet letter mail-text">{sayText(draft.text)}</p>}
      </section>
      <Form visit={visit} action={sendPath}>
        <Carried draft={draft} recordId={checked.recordId} />
        <div class="decision">
          <button type="submit" name="do" value="send">
            {w.send}
          </button>
          <button type="submit" name="do" value="change" class="second">
            {w.change}
          </button>
        </div>
      </Form>
    </Layout>
  );
  return show(c, page);
}

function ReaderSheet({ reader: { address, standing }, visit }: { reader: MailReader; visit: SignedInVisit }) {
  const w = directWriteWords(visit.language);
  return (
    <div class="sheet">
      <h3>
        <bdi>{sayLine(address)}</bdi>
      </h3>
      <CertificateFacts standing={standing} visit={visit} />
      {standing.boundTo === 'domain' && <p class="hint">{w.ofDomainHint}</p>}
    </div>
  );
}

function Along({
  checked: { draft, readers, things, recordName },
  visit,
}: {
  checked: Checked;
  visit: SignedInVisit;
}) {
  const w = directWriteWords(visit.language);
  const lines = [
    ...draft.summaries.map(kind => w.summaries[kind].label),
    ...things.map(({ label }) => sayLine(label) || directMailWords(visit.language).noName),
  ];
  if (lines.length === 0) return <p>{w.nothingAlong}</p>;
  const staysWithin = readers.every(({ address }) => isWithin(visit.vault, address));
  return (
    <section class="notice bad">
      <h2>{staysWithin ? w.withinTitle : w.leavesTitle}</h2>
      <p>{w.of(recordName)}</p>
      <ul>
        {lines.map(line => (
          <li>
            <bdi>{line}</bdi>
          </li>
        ))}
      </ul>
      {draft.isPacked && <p>{w.packed}</p>}
      <p>{w.leaves}</p>
    </section>
  );
}

/** All of the draft, for the form that sends it. */
function Carried({ draft, recordId }: { draft: Draft; recordId: string }) {
  const { reply, known, to, subject, text, summaries, thingIds, isPacked, once } = draft;
  const fields = [
    ['record', recordId],
    ['once', once],
    ...(reply === undefined ? [] : [['reply', reply]]),
    ...known.map(one => ['known', one]),
    ['to', to],
    ['subject', subject],
    ['text', text],
    ...summaries.map(kind => ['along', kind]),
    ...thingIds.map(id => ['thing', id]),
    ...(isPacked ? [['pack', 'yes']] : []),
  ];
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
