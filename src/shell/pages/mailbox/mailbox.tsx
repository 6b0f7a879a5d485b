// The mailbox page: where mail goes in a sandbox that has no mail server, so that links in it can be followed.

import { openMail } from '../../../core/mail/deliver.ts';
import type { Mail, MailAddress } from '../../../core/mail/mail.ts';
import type { QueuedMail } from '../../../core/mail/ports.ts';
import { isLoopback } from '../../../core/web-address.ts';
import { clockWords, mailboxWords } from '../../../locales/words.ts';
import { Empty, Table } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { type Locale, nameZone, shortMoment } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';

/** @throws Problem for those who are not to know that there is such a page */
function demandMailbox(c: ShellContext): void {
  const { vault, address } = c.var.visit;
  const { mailbox } = vault.mail;
  // The host too: a proxy on this machine makes everybody look as if they were here.
  const isHere = isLoopback(address) && isLoopback((c.req.header('host') ?? '').replace(/:\d+$/, ''));
  if (mailbox === 'none' || (mailbox === 'local' && !isHere)) throw notFound();
}

const shownMax = 100;

export async function showMailbox(c: ShellContext): Promise<Response> {
  demandMailbox(c);
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = mailboxWords(language);
  const queued = await vault.store.read(db => db.mail.inMailbox(shownMax));
  const rows = queued.map(one => ({ ...openMail(vault, one), at: one.createdAt }));
  const page = (
    <Layout title={w.title} visit={visit}>
      <h1>{w.title}</h1>
      <p class="lead">
        {w.about} {clockWords(language).vault(nameZone(visit))}
      </p>
      {rows.length === 0 ? (
        <Empty title={w.emptyTitle} text={w.emptyText} />
      ) : (
        <Table
          caption={w.caption}
          rows={rows}
          columns={[
            {
              label: w.subject,
              cell: ({ id, subject }) => <a href={`/mailbox/${id}`}>{subject || w.noSubject}</a>,
            },
            { label: w.to, cell: ({ to }) => <span class="letter">{to.address}</span> },
            { label: w.sent, cell: ({ at }) => shortMoment(at, visit) },
          ]}
        />
      )}
    </Layout>
  );
  return show(c, page);
}

export async function showMail(c: ShellContext): Promise<Response> {
  const id = c.req.param('id') ?? '';
  demandMailbox(c);
  const { visit } = c.var;
  const queued = await visit.vault.store.read(db => db.mail.oneInMailbox(id));
  if (!queued) throw notFound();
  const w = mailboxWords(visit.language);
  const mail = openMail(visit.vault, queued);
  const subject = mail.subject || w.noSubject;
  const page = (
    <Layout title={subject} visit={visit}>
      <h1>{subject}</h1>
      <Heading mail={mail} queued={queued} locale={visit} />
      {mail.text !== undefined && (
        <>
          <h2>{w.text}</h2>
          <p class="detail letter">{withLinks(mail.text)}</p>
        </>
      )}
      {mail.html !== undefined && (
        <>
          <h2>{w.html}</h2>
          <p class="detail letter">{mail.html}</p>
        </>
      )}
      <p class="after">
        <a href="/mailbox">{w.back}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

function Heading({ mail, queued, locale }: { mail: Mail; queued: QueuedMail; locale: Locale }) {
  const w = mailboxWords(locale.language);
  const lines: [string, string][] = [
    [w.from, written(mail.from)],
    ...(mail.replyTo ? [[w.replyTo, written(mail.replyTo)] as [string, string]] : []),
    [w.to, written(mail.to)],
    [w.sent, shortMoment(queued.createdAt, locale)],
  ];
  return (
    <dl class="facts">
      {lines.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function written({ name, address }: MailAddress): string {
  return name === '' ? address : `${name} <${address}>`;
}

/** The text, with the web addresses in it to follow. Every second part is one. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, index) =>
    index % 2 === 1 ? (
      <a href={part} rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
