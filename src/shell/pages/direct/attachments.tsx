// What came with a Direct message: its files, each with what can be seen of it here, and as a download. Senders may have put
// anything there, so a browser is told to trust nothing in it.

import { findDirect, readAttachment } from '../../../core/direct/inbox/inbox.ts';
import type { DirectAbout, DirectAttachment, DirectMessage } from '../../../core/direct/inbox/message.ts';
import { makeReadableName } from '../../../core/printable.ts';
import { printFileNameHeader } from '../../../core/records/file-name.ts';
import { readDocumentBytes } from '../../../formats/clinical/read-document.ts';
import { UnreadableFile } from '../../../formats/format.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import type { Language } from '../../../locales/language.ts';
import { directMailWords } from '../../../locales/words.ts';
import { answerDrawn } from '../../items/documents/preview.ts';
import { importHref } from '../../items/import-links.ts';
import { DocumentOf } from '../../items/outline.tsx';
import { drawBranch } from '../../items/xml-outline.ts';
import { Layout } from '../../kit/layout.tsx';
import { demandRoomForAnswer } from '../../web/bounded.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { mailFileHref, mailHref } from './paths.ts';
import { sayLine } from './said.ts';

/** Those that are drawn as text here. */
const documents: readonly DirectAttachment['kind'][] = ['c-cda', 'ccr'];
const drawn: readonly DirectAttachment['kind'][] = ['pdf', 'picture'];

interface AttachmentsProps {
  readonly message: DirectMessage;
  readonly visit: SignedInVisit;
}

export function Attachments({ message, visit }: AttachmentsProps) {
  const { attachments, standing } = message;
  const w = directMailWords(visit.language);
  if (attachments.length === 0) return null;
  return (
    <section class="after">
      <h2>{w.files}</h2>
      {standing.kind === 'unverified' && <p class="error">{w.filesUnsure}</p>}
      <ul class="cards">
        {attachments.map(one => (
          <AttachmentCard mailId={message.id} one={one} visit={visit} />
        ))}
      </ul>
    </section>
  );
}

function AttachmentCard({
  mailId,
  one,
  visit,
}: {
  mailId: string;
  one: DirectAttachment;
  visit: SignedInVisit;
}) {
  const { language, vault } = visit;
  const w = directMailWords(language);
  const name = sayFileName(one, language);
  const href = mailFileHref(mailId, one.number);
  const hasPicture = drawn.includes(one.kind) && one.bytes <= vault.limits.documentBytesMax;
  return (
    <li>
      {hasPicture && (
        <p>
          <img
            class="shown mail-picture"
            src={`${href}/preview`}
            alt={one.kind === 'pdf' ? w.firstPage(name) : w.picture(name)}
            loading="lazy"
          />
        </p>
      )}
      <div class="with-action">
        <div>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <span class="hint">{[w.kinds[one.kind], saySize(one.bytes, language)].join(' · ')}</span>
        </div>
        <p class="actions">
          {one.importId !== undefined && (
            <a class="button quiet" href={importHref(one.importId)} aria-label={w.lookThroughNamed(name)}>
              {w.lookThrough}
            </a>
          )}
          {documents.includes(one.kind) && (
            <a class="button quiet" href={`${href}/read`} aria-label={w.readNamed(name)}>
              {w.read}
            </a>
          )}
          <a class="button quiet" href={href} aria-label={w.downloadNamed(name)}>
            {w.download}
          </a>
        </p>
      </div>
    </li>
  );
}

function sayFileName({ name }: Pick<DirectAttachment, 'name'>, language: Language): string {
  return sayLine(name) || directMailWords(language).noName;
}

/** The message and the file that an address names. @throws Problem */
async function demandAttachment(
  c: SignedInContext,
): Promise<{ message: DirectAbout; one: DirectAttachment }> {
  const { vault, person } = c.var.visit;
  const message = await findDirect(vault, person.id, c.req.param('mail') ?? '');
  const number = Number(c.req.param('number'));
  const one = message?.attachments.find(attachment => attachment.number === number);
  if (!message || !one) throw notFound();
  return { message, one };
}

/** @throws Problem */
async function readBytesOf(c: SignedInContext, message: DirectAbout, one: DirectAttachment): Promise<Buffer> {
  const { vault, person } = c.var.visit;
  const file = await readAttachment(vault, person.id, message.id, one.number);
  if (!file) throw notFound();
  return file.bytes;
}

export async function sendAttachment(c: SignedInContext): Promise<Response> {
  const { message, one } = await demandAttachment(c);
  const bytes = await readBytesOf(c, message, one);
  demandRoomForAnswer(c, bytes.length);
  const name = makeReadableName(one.name) || 'file';
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; ${printFileNameHeader(name)}`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': sealedPolicy,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  });
}

export async function sendAttachmentPicture(c: SignedInContext): Promise<Response> {
  const { vault, person } = c.var.visit;
  const { message, one } = await demandAttachment(c);
  const isDrawn = drawn.includes(one.kind) && one.bytes <= vault.limits.documentBytesMax;
  return answerDrawn(
    vault,
    isDrawn
      ? {
          party: person.id,
          name: `mail ${message.id} ${one.number}`,
          read: () => readBytesOf(c, message, one),
        }
      : undefined,
    'small',
  );
}

/** A clinical document as a text that can be read. */
export async function showAttachment(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = directMailWords(language);
  const { message, one } = await demandAttachment(c);
  if (!documents.includes(one.kind)) throw notFound();
  const name = sayFileName(one, language);
  const root = readRoot(await readBytesOf(c, message, one));
  const title = w.document(name);
  const page = (
    <Layout title={title} visit={visit} place="messages" runsNothing>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      {message.standing.kind === 'unverified' && (
        <p class="notice bad" role="alert">
          {w.filesUnsure}
        </p>
      )}
      {root ? <DocumentOf root={root} language={language} /> : <p>{w.unreadable}</p>}
      <p class="links after">
        <a href={mailHref(message.id)}>{w.backToMessage}</a>
        <a href={mailFileHref(message.id, one.number)}>{w.download}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

/** As imports read it. */
function readRoot(bytes: Buffer) {
  try {
    return drawBranch(readDocumentBytes(bytes));
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
