// One Direct message: how sure it is who sent it, what it says, as text, what came with it, and what can be done with it.

import { findDirectAddress } from '../../../core/direct/inbox/address.ts';
import { markRead, readDirect } from '../../../core/direct/inbox/inbox.ts';
import type { DirectMessage } from '../../../core/direct/inbox/message.ts';
import type { HealthRecord } from '../../../core/records/record.ts';
import { directMailWords, inboxWords } from '../../../locales/words.ts';
import { itemHref } from '../../items/kinds.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { momentInWords } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { Attachments } from './attachments.tsx';
import { folderHrefs } from './frame.tsx';
import { actPath, replyHref } from './paths.ts';
import { sayClaimedName, sayLine, saySignedName, saySubject, sayText } from './said.ts';
import { StandingBox } from './standing.tsx';

export async function showDirectMail(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const message = await readDirect(vault, person.id, c.req.param('mail') ?? '');
  if (!message) throw notFound();
  if (!message.isRead) await markRead(vault, person.id, message.id, true);
  const own = await vault.store.read(db => findDirectAddress(db, vault, person.id));
  const record = visit.records.find(({ record }) => record.id === own?.recordId)?.record;
  const w = directMailWords(language);
  const title = saySubject(message.subject, language);
  const text = sayText(message.text);
  const page = (
    <Layout title={title} visit={visit} place="messages" runsNothing>
      <div class={message.standing.kind === 'verified' ? undefined : 'not-sure'}>
        <p class="crumb">
          <a href={folderHrefs[message.folder]}>{inboxWords(language).folders[message.folder]}</a>
        </p>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {message.isSubjectUnsure && <p class="hint">{w.subjectUnsure}</p>}
        <StandingBox standing={message.standing} from={sayLine(message.from)} visit={visit} />
        <Heading message={message} visit={visit} />
        <Sender message={message} visit={visit} />
        {text.trim() === '' ? <p>{w.noText}</p> : <p class="sheet letter mail-text">{text}</p>}
        {message.isCut && <p class="hint">{w.cut}</p>}
        <Attachments message={message} visit={visit} />
        <Actions message={message} record={record} visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page);
}

interface PartProps {
  readonly message: DirectMessage;
  readonly visit: SignedInVisit;
}

function Heading({ message, visit }: PartProps) {
  const { language } = visit;
  const w = directMailWords(language);
  const from = sayLine(message.from);
  const name = saySignedName(message, language);
  const claimed = sayClaimedName(message, language);
  return (
    <dl class="facts">
      <div>
        <dt>{w.from}</dt>
        <dd>
          {name !== undefined && (
            <>
              <bdi>{name}</bdi>{' '}
            </>
          )}
          <bdi>{name === undefined ? from : `<${from}>`}</bdi>
          {claimed !== undefined && <span class="hint">{claimed}</span>}
        </dd>
      </div>
      <div>
        <dt>{w.to}</dt>
        <dd>
          <bdi>{sayLine(message.to)}</bdi>
        </dd>
      </div>
      <div>
        <dt>{w.received}</dt>
        <dd>{momentInWords(message.at, visit)}</dd>
      </div>
    </dl>
  );
}

/** Of one that waits, or was refused: what is to become of its sender; where nothing is sure of them, of it alone. */
function Sender({ message, visit }: PartProps) {
  const w = directMailWords(visit.language);
  const { folder, standing, from, id } = message;
  if (folder === 'inbox' || folder === 'bin') return null;
  const isSure = standing.kind === 'verified';
  const address = sayLine(from);
  return (
    <section class={isSure ? 'notice asked' : 'sheet'}>
      <h2>{isSure ? w.unknownTitle : w.unsureTitle}</h2>
      <p>{folder === 'spam' ? w.refusedText(address) : isSure ? w.unknownText(address) : w.unsureText}</p>
      <Form visit={visit} action={actPath}>
        <input type="hidden" name="mail" value={id} />
        <div class="decision">
          {isSure ? (
            <button type="submit" name="do" value="accept">
              {w.accept}
            </button>
          ) : (
            <button type="submit" name="do" value="keep" class="second">
              {w.keep}
            </button>
          )}
          {isSure && folder === 'unknown' && (
            <button type="submit" name="do" value="refuse" class="second">
              {w.refuse}
            </button>
          )}
        </div>
      </Form>
    </section>
  );
}

interface ActionsProps extends PartProps {
  /** That it goes into, or is in. */
  readonly record: HealthRecord | undefined;
}

function Actions({ message, record, visit }: ActionsProps) {
  const w = directMailWords(visit.language);
  const { id, folder, thingId } = message;
  const isFileable = thingId === undefined && folder !== 'bin' && folder !== 'spam' && record;
  return (
    <section class="after">
      {thingId !== undefined && (
        <p>
          {w.inRecord} <a href={itemHref(thingId)}>{w.showInRecord}</a>
        </p>
      )}
      {isFileable && <p class="hint">{w.fileHint(record.name)}</p>}
      <Form visit={visit} action={actPath}>
        <input type="hidden" name="mail" value={id} />
        <div class="decision">
          {folder !== 'bin' && folder !== 'spam' && (
            <a class="button" href={replyHref(id)}>
              {w.reply}
            </a>
          )}
          {isFileable && (
            <button type="submit" name="do" value="file" class="second">
              {w.file}
            </button>
          )}
          {folder === 'bin' ? (
            <button type="submit" name="do" value="back" class="second">
              {w.takeOut}
            </button>
          ) : (
            <button type="submit" name="do" value="bin" class="second">
              {w.toBin}
            </button>
          )}
          <button type="submit" name="do" value="unread" class="second">
            {w.unread}
          </button>
        </div>
      </Form>
    </section>
  );
}
