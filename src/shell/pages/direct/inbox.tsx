// The folders of Direct messages that came: the inbox, senders that wait to be accepted, those refused, and the bin.

import type { Child } from 'hono/jsx';
import { findDirectAddress } from '../../../core/direct/inbox/address.ts';
import { listInbox } from '../../../core/direct/inbox/inbox.ts';
import type { DirectHead } from '../../../core/direct/inbox/message.ts';
import type { DirectFolder } from '../../../core/direct/inbox/ports.ts';
import { inboxWords } from '../../../locales/words.ts';
import { openFrom, sealInto } from '../../items/place.ts';
import { Empty } from '../../kit/kit.tsx';
import { shortMoment } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { FolderPage, folderHrefs } from './frame.tsx';
import { directAddressPath, mailHref, writePath } from './paths.ts';
import { sayLine, saySignedName, saySubject } from './said.ts';
import { StandingTag } from './standing.tsx';
import { readWaiting, type Waiting } from './waiting.ts';

const mailsOnPage = 25;

/** @returns the page of a folder */
export function showFolder(folder: DirectFolder): (c: SignedInContext) => Promise<Response> {
  return async c => {
    const { visit } = c.var;
    const { vault, person } = visit;
    const after = openFrom(visit, 'mail', c.req.query('from'));
    const { messages, next } = await listInbox(vault, person.id, { folder, after, limit: mailsOnPage });
    const own = await vault.store.read(db => findDirectAddress(db, vault, person.id));
    const waiting = await readWaiting(visit);
    const w = inboxWords(visit.language);
    const page = (
      <FolderPage
        visit={visit}
        folder={folder}
        waiting={waiting}
        lead={folder === 'inbox' ? w.lead : w.leads[folder]}
      >
        {folder === 'inbox' && <Head visit={visit} address={own?.address} waiting={waiting} />}
        <Mails visit={visit} folder={folder} messages={messages} />
        <p class="actions">
          {next && (
            <a class="button" href={`${folderHrefs[folder]}?from=${sealInto(visit, 'mail', next)}`}>
              {w.older}
            </a>
          )}
          {after && (
            <a class="button second" href={folderHrefs[folder]}>
              {w.newest}
            </a>
          )}
        </p>
      </FolderPage>
    );
    return show(c, page);
  };
}

interface HeadProps {
  readonly visit: SignedInVisit;
  readonly address: string | undefined;
  readonly waiting: Waiting;
}

function Head({ visit, address, waiting: { unknown = 0 } }: HeadProps) {
  const w = inboxWords(visit.language);
  return (
    <>
      <p>
        {address !== undefined && (
          <>
            {w.yours} <strong class="mail-address">{address}</strong>{' '}
          </>
        )}
        <a href={directAddressPath}>{address === undefined ? w.getOne : w.giveIt}</a>
      </p>
      <p class="actions at-head">
        <a class="button" href={writePath}>
          {w.write}
        </a>
      </p>
      {unknown > 0 && (
        <p class="notice asked">
          {w.waiting(unknown)} <a href={folderHrefs.unknown}>{w.lookAtThem}</a>
        </p>
      )}
    </>
  );
}

interface MailsProps {
  readonly visit: SignedInVisit;
  readonly folder: DirectFolder;
  readonly messages: readonly DirectHead[];
}

function Mails({ visit, folder, messages }: MailsProps) {
  const [title = '', text = ''] = inboxWords(visit.language).empty[folder];
  if (messages.length === 0) return <Empty title={title} text={text} />;
  return (
    <ul class="cards mails">
      {messages.map(message => (
        <Mail visit={visit} message={message} />
      ))}
    </ul>
  );
}

function Mail({ visit, message }: { visit: SignedInVisit; message: DirectHead }) {
  const { language } = visit;
  const w = inboxWords(language);
  const { id, at, isRead, standing, isSubjectUnsure, hasAttachments, thingId } = message;
  const name = saySignedName(message, language);
  const address = sayLine(message.from);
  const tags: Child[] = [
    !isRead && <span class="tag new-tag">{w.isNew}</span>,
    <StandingTag standing={standing} language={language} />,
    isSubjectUnsure && <span class="tag">{w.subjectUnsure}</span>,
    hasAttachments && <span class="tag">{w.hasFiles}</span>,
    thingId !== undefined && <span class="tag">{w.inRecord}</span>,
  ];
  return (
    <li class={isRead ? undefined : 'unread'}>
      <div class="mail-line">
        <span class="mail-from">
          {name !== undefined && (
            <>
              <bdi>{name}</bdi>{' '}
            </>
          )}
          <bdi>{name === undefined ? address : `<${address}>`}</bdi>
        </span>
        <time class="hint-inline" datetime={new Date(at).toISOString()}>
          {shortMoment(at, visit)}
        </time>
      </div>
      <a class="card-link" href={mailHref(id)}>
        <bdi>{saySubject(message.subject, language)}</bdi>
      </a>
      <div class="mail-tags">{tags}</div>
    </li>
  );
}
