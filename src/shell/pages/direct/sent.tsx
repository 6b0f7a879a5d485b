// Messages that a person sent: a list, and one of them with how far it got to each, why not further, and what can be done.

import {
  listSent,
  readSent,
  retrySent,
  type SentCopy,
  type SentHead,
  type SentMessage,
  type SentProblem,
  stopSent,
} from '../../../core/direct/outbox/sent.ts';
import { Fault } from '../../../core/faults.ts';
import { directMailWords, directSentWords, inboxWords } from '../../../locales/words.ts';
import { openFrom, sealInto } from '../../items/place.ts';
import { Empty, showQuestion } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { momentInWords, shortMoment } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { FolderPage } from './frame.tsx';
import { sentActPath, sentHref, sentPath, writePath } from './paths.ts';
import { sayLine, saySubject, sayText } from './said.ts';
import { readWaiting } from './waiting.ts';

const sentOnPage = 25;

export async function showSent(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = directSentWords(language);
  const after = openFrom(visit, 'sent', c.req.query('from'));
  const { messages, next } = await listSent(vault, person.id, { after, limit: sentOnPage });
  const page = (
    <FolderPage visit={visit} folder="sent" waiting={await readWaiting(visit)} lead={w.lead}>
      <p class="actions at-head">
        <a class="button" href={writePath}>
          {inboxWords(language).write}
        </a>
      </p>
      {messages.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <ul class="cards mails">
          {messages.map(message => (
            <SentCard message={message} visit={visit} />
          ))}
        </ul>
      )}
      <p class="actions">
        {next !== undefined && (
          <a class="button" href={`${sentPath}?from=${sealInto(visit, 'sent', next)}`}>
            {w.older}
          </a>
        )}
        {after !== undefined && (
          <a class="button second" href={sentPath}>
            {w.newest}
          </a>
        )}
      </p>
    </FolderPage>
  );
  return show(c, page);
}

function SentCard({ message, visit }: { message: SentHead; visit: SignedInVisit }) {
  const { language } = visit;
  return (
    <li>
      <div class="mail-line">
        <bdi class="mail-from">{message.to.map(sayLine).join(', ')}</bdi>
        <time class="hint-inline" datetime={new Date(message.at).toISOString()}>
          {shortMoment(message.at, visit)}
        </time>
      </div>
      <a class="card-link" href={sentHref(message.id)}>
        <bdi>{saySubject(message.subject, language)}</bdi>
      </a>
      <div class="mail-tags">
        <StateTag state={message.state} visit={visit} />
      </div>
    </li>
  );
}

function StateTag({ state, visit }: { state: SentHead['state']; visit: SignedInVisit }) {
  return <span class={`tag sent-state ${state}`}>{directSentWords(visit.language).states[state]}</span>;
}

/** Those of the person alone. @throws Problem */
async function demandSent(c: SignedInContext, id: string | undefined): Promise<SentMessage> {
  const { vault, person } = c.var.visit;
  const message = await readSent(vault, person.id, id ?? '');
  if (!message) throw notFound();
  return message;
}

export async function showOneSent(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = directSentWords(language);
  const message = await demandSent(c, c.req.param('sent'));
  const title = saySubject(message.subject, language);
  const text = sayText(message.text);
  const page = (
    <Layout title={title} visit={visit} place="messages">
      <p class="crumb">
        <a href={sentPath}>{inboxWords(language).folders.sent}</a>
      </p>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <dl class="facts">
        <div>
          <dt>{w.from}</dt>
          <dd>
            <bdi>{sayLine(message.from)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{w.sent}</dt>
          <dd>{momentInWords(message.at, visit)}</dd>
        </div>
        {message.appName !== undefined && (
          <div>
            <dt>{w.by}</dt>
            <dd>{w.byApp(message.appName)}</dd>
          </div>
        )}
      </dl>
      <ul class="cards">
        {message.copies.map(copy => (
          <Copy copy={copy} visit={visit} />
        ))}
      </ul>
      <Actions message={message} visit={visit} />
      {text.trim() !== '' && <p class="sheet letter mail-text">{text}</p>}
      {message.attachments.length > 0 && (
        <section>
          <h2>{w.along}</h2>
          <ul class="cards">
            {message.attachments.map(({ name, bytes }) => (
              <li>
                <strong>
                  <bdi>{sayLine(name) || directMailWords(language).noName}</bdi>
                </strong>
                <span class="hint">{saySize(bytes, language)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
  return show(c, page);
}

function Copy({ copy: { to, state, why, changedAt }, visit }: { copy: SentCopy; visit: SignedInVisit }) {
  const w = directSentWords(visit.language);
  return (
    <li>
      <div class="mail-line">
        <strong>
          <bdi>{sayLine(to)}</bdi>
        </strong>
        <StateTag state={state} visit={visit} />
      </div>
      <span class="hint">{momentInWords(changedAt, visit)}</span>
      <p>{w.stateTexts[state]}</p>
      {why !== undefined && (
        <div class={state === 'failed' ? 'notice bad' : 'notice'}>
          <p>
            <strong>{w.problems[why]}</strong>
          </p>
          {why !== 'stopped' && <p>{w.remedies[state === 'queued' ? 'later' : remedies[why]]}</p>}
        </div>
      )}
    </li>
  );
}

type Remedy = keyof ReturnType<typeof directSentWords>['remedies'];

const remedies: Readonly<Record<Exclude<SentProblem, 'stopped'>, Remedy>> = {
  'look-up-failed': 'again',
  'no-certificate': 'address',
  'not-trusted': 'trust',
  'no-such-domain': 'address',
  'no-mail': 'address',
  'private-network': 'operator',
  unreachable: 'again',
  'no-tls': 'again',
  'put-off': 'again',
  refused: 'again',
  'no-such-address': 'address',
  'too-large': 'smaller',
  'no-key': 'operator',
  'other-key-file': 'operator',
  'their-system-failed': 'again',
  bounced: 'address',
  'not-confirmed': 'ask',
};

function Actions({ message: { id, copies }, visit }: { message: SentMessage; visit: SignedInVisit }) {
  const w = directSentWords(visit.language);
  const hasFailed = copies.some(({ state }) => state === 'failed');
  const waits = copies.some(({ state }) => state === 'queued');
  return (
    <div class="actions">
      {hasFailed && (
        <Form visit={visit} action={sentActPath}>
          <input type="hidden" name="sent" value={id} />
          <button type="submit" name="do" value="retry">
            {w.retry}
          </button>
        </Form>
      )}
      {waits && (
        <a class="button second" href={`${sentHref(id)}/stop`}>
          {w.stop}
        </a>
      )}
    </div>
  );
}

export async function askStop(c: SignedInContext): Promise<Response> {
  const w = directSentWords(c.var.visit.language);
  const { id } = await demandSent(c, c.req.param('sent'));
  return showQuestion(c, {
    title: w.stopTitle,
    text: w.stopText,
    action: sentActPath,
    fields: { sent: id, do: 'stop' },
    button: w.stop,
    cancelHref: sentHref(id),
    place: 'messages',
  });
}

export async function actOnSent(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = directSentWords(language);
  const { id } = await demandSent(c, form.get('sent') ?? undefined);
  if (form.get('do') === 'stop') {
    await stopSent(vault, person.id, id);
    leaveNotice(c, { text: w.stopped });
  } else leaveNotice(c, { text: (await isRetried(c, id)) ? w.retried : w.forgotten });
  return goTo(c, sentHref(id));
}

async function isRetried(c: SignedInContext, id: string): Promise<boolean> {
  const { vault, person } = c.var.visit;
  try {
    await retrySent(vault, person.id, id);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.reason === 'limitReached') return false;
    throw error;
  }
}
