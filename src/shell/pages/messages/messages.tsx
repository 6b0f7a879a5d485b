// The messages in the record at hand: a list, and one of them as text. Where the vault has Direct, they are a folder beside
// those that came to the person.

import {
  listMessages,
  mayReadMessages,
  type ReadMessage,
  readMessage,
} from '../../../core/records/messages.ts';
import type { Language } from '../../../locales/language.ts';
import { directMailWords, frameWords, messagesWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { openFrom, sealInto } from '../../items/place.ts';
import { Empty, Table } from '../../kit/kit.tsx';
import { Layout, type Place } from '../../kit/layout.tsx';
import { sayLocalDay } from '../../kit/words.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { FolderTabs } from '../direct/frame.tsx';
import { recordMailPath } from '../direct/paths.ts';
import { sayLine } from '../direct/said.ts';
import { StandingBox } from '../direct/standing.tsx';
import { readWaiting } from '../direct/waiting.ts';

const messagesOnPage = 25;

export async function showMessages(c: SignedInContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = messagesWords(language);
  const after = openFrom(visit, 'place', c.req.query('after'));
  const { messages, next } = await listMessages(vault, grant, { after, limit: messagesOnPage });
  const title = w.title(of.record.name);
  const page = (
    <Layout title={title} visit={visit} place={placeOf(visit)}>
      <h1>{title}</h1>
      {vault.direct && <FolderTabs current="record" waiting={await readWaiting(visit)} language={language} />}
      <p class="lead">{w.lead}</p>
      {!mayReadMessages(grant) ? (
        <p class="notice">{w.notShared}</p>
      ) : messages.length === 0 ? (
        <Empty title={w.none} text={w.noneText}>
          <a href="/directory">{frameWords(language).directory}</a>
        </Empty>
      ) : (
        <Table
          caption={w.caption}
          rows={messages}
          columns={[
            {
              label: w.subject,
              cell: ({ id, subject }) => <a href={`/messages/${id}`}>{subject || w.noSubject}</a>,
            },
            { label: w.from, cell: ({ from }) => <span class="letter">{from}</span> },
            { label: w.received, isWhole: true, cell: ({ at }) => sayLocalDay(at, language) },
          ]}
        />
      )}
      <p class="actions">
        {next && (
          <a class="button" href={`${recordMailPath}?after=${sealInto(visit, 'place', next)}`}>
            {w.older}
          </a>
        )}
        {after && (
          <a class="button second" href={recordMailPath}>
            {w.newest}
          </a>
        )}
        <a class="button second" href={`/records/${of.record.id}`}>
          {w.back}
        </a>
      </p>
    </Layout>
  );
  return show(c, page);
}

/** Without Direct there is no place for messages in the menu. */
function placeOf({ vault }: Visit): Place {
  return vault.direct ? 'messages' : 'records';
}

export async function showMessage(c: ShellContext, { grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = messagesWords(language);
  const message = await readMessage(visit.vault, grant, c.req.param('id') ?? '');
  if (!message) throw notFound();
  const title = message.subject || w.noSubject;
  const page = (
    <Layout title={title} visit={visit} place={placeOf(visit)} runsNothing>
      <h1>{title}</h1>
      <Sender message={message} visit={visit} />
      <Heading message={message} language={language} />
      {message.text ? <p class="detail letter">{message.text}</p> : <p>{message.summary || w.noText}</p>}
      {message.isCut && <p class="hint">{w.cut}</p>}
      {message.attachments.length > 0 && (
        <section class="after">
          <h2>{w.files}</h2>
          <ul>
            {message.attachments.map(name => (
              <li>
                <a href={`/items/${message.id}`}>{name}</a>
              </li>
            ))}
          </ul>
          <p class="hint">{w.filesHint}</p>
        </section>
      )}
      <p class="links after">
        <a href={recordMailPath}>{w.all}</a>
        <a href={`/items/${message.id}`}>{w.item}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

/** As it was found when the message came, where that is known. */
function Sender({ message: { kept }, visit }: { message: ReadMessage; visit: Visit }) {
  const { language } = visit;
  const w = messagesWords(language);
  if (!kept) return <p class="hint">{w.notProved}</p>;
  return (
    <>
      {kept.isSubjectUnsure && <p class="hint">{directMailWords(language).subjectUnsure}</p>}
      <StandingBox standing={kept.standing} from={sayLine(kept.from)} visit={visit} />
      <p class="hint">{w.asItCame}</p>
    </>
  );
}

function Heading({ message, language }: { message: ReadMessage; language: Language }) {
  const w = messagesWords(language);
  const lines = [
    [w.from, message.from],
    [w.to, message.to],
    [w.received, `${sayLocalDay(message.at, language)}, ${message.at.slice(11, 16)}`],
  ].filter(([, value]) => value !== '');
  return (
    <dl class="facts">
      {lines.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd class="letter">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
