// Puts a mail into the record: the mail as a Message with its texts and files, its files as things of the type File beside it,
// and clinical documents as what they are, which wait to be read item by item: their person says what is taken over. All of it
// in the transaction that keeps the mail, or none.
import { assume, getFirst } from '../../../assume.ts';
import { UnreadableFile } from '../../../formats/format.ts';
import { findKind } from '../../../formats/mime/kinds.ts';
import { readXdm } from '../../../formats/mime/xdm.ts';
import { findLanguage } from '../../../locales/language.ts';
import file from '../../../things/file.ts';
import { currentVersion } from '../../../things/index.ts';
import message, { type Message } from '../../../things/message.ts';
import type { Grant } from '../../authorization/grant.ts';
import { findPersonGrant } from '../../authorization/grants.ts';
import type { PutBlob } from '../../blobs/put.ts';
import { type StoredBlobs, storeBlobsFor } from '../../blobs/request.ts';
import { printAttached } from '../../documents/about.ts';
import { makeDocumentImport } from '../../imports/automatic.ts';
import type { Writer } from '../../store.ts';
import type { ThingWrite } from '../../things/plan.ts';
import { makeThing } from '../../things/typed.ts';
import { writeThingsIn } from '../../things/write.ts';
import type { Vault } from '../../vault.ts';
import { printKeptStanding } from '../kept-standing.ts';
import type { MailContent } from './content.ts';
import { makeDocument } from './documents.ts';
import { type DirectAttachment, isSubjectUnsure, type MailAbout } from './message.ts';
import type { StoredMail } from './ports.ts';
import { sealAbout } from './sealed.ts';

/** What a mail becomes. */
interface Filing {
  readonly grant: Grant;
  readonly message: ThingWrite;
  readonly files: readonly ThingWrite[];
  readonly documents: readonly { readonly write: ThingWrite; readonly number: number }[];
}

export interface StoredFiling extends Filing {
  readonly stored: StoredBlobs;
}

/** Undefined where the person may not add to their record any more. */
export async function planFiling(
  vault: Vault,
  { personId, recordId }: { readonly personId: string; readonly recordId: string },
  { at, bytes }: Pick<StoredMail, 'at' | 'bytes'>,
  about: MailAbout,
  content: MailContent,
): Promise<Filing | undefined> {
  const grant = await vault.store.read(db => findPersonGrant(db, personId, recordId, vault.clock.now()));
  const messageType = currentVersion(message as never).id;
  if (!grant?.permits('Create', messageType)) return undefined;
  const found: Found = { files: [], documents: [] };
  for (const { part, ...attachment } of content.attachments)
    await addAttachment(found, attachment, part.bytes);
  return { grant, message: makeMessage(at, bytes, about, content), ...found };
}

interface Found {
  files: ThingWrite[];
  documents: { write: ThingWrite; number: number }[];
}

async function addAttachment(found: Found, attachment: DirectAttachment, bytes: Buffer): Promise<void> {
  const { kind, number } = attachment;
  if (kind === 'c-cda' || kind === 'ccr') {
    const write = makeDocument(kind, bytes);
    if (write) {
      found.documents.push({ write, number });
      return;
    }
  }
  found.files.push(makeFile(attachment, bytes));
  if (kind !== 'zip') return;
  for (const document of await documentsIn(bytes)) {
    const write = makeDocument(document.kind, document.bytes);
    if (write) found.documents.push({ write, number });
  }
}

/** Clinical documents of a zip that says what is in it; of one that cannot be read, none: it is a file all the same. */
async function documentsIn(zip: Buffer): Promise<{ kind: 'c-cda' | 'ccr'; bytes: Buffer }[]> {
  try {
    return ((await readXdm(zip)) ?? []).flatMap(({ type, bytes }) => {
      const kind = findKind({ contentType: { type, parameters: new Map() }, bytes });
      return kind === 'c-cda' || kind === 'ccr' ? [{ kind, bytes }] : [];
    });
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

function makeFile({ name, type }: DirectAttachment, bytes: Buffer): ThingWrite {
  const blob: PutBlob = { name: '', contentType: type, bytes };
  return {
    ...makeThing(file, { name, size: bytes.length, contentType: { text: type } }),
    blobs: [blob],
  };
}

function makeMessage(
  at: number,
  size: number,
  about: MailAbout,
  { plain, html, attachments }: MailContent,
): ThingWrite {
  const blobs: PutBlob[] = [];
  const putText = (name: string, type: string, text: string | undefined) => {
    if (text === undefined) return undefined;
    blobs.push({ name, contentType: `${type}; charset=utf-8`, bytes: Buffer.from(text) });
    return name;
  };
  const textBlobName = putText('text', 'text/plain', plain);
  const htmlBlobName = putText('html', 'text/html', html);
  for (const { number, part } of attachments)
    blobs.push({ name: blobNameOf(number), contentType: part.contentType.type, bytes: part.bytes });
  const value: Message = {
    when: whenOf(at),
    headers: headersOf(about),
    size,
    ...(htmlBlobName !== undefined && { htmlBlobName }),
    ...(textBlobName !== undefined && { textBlobName }),
    attachments: attachments.map(({ number, name, part }) => ({
      name,
      blobName: blobNameOf(number),
      inlineDisplay: part.disposition === 'inline',
      ...(part.contentId && { contentId: part.contentId }),
    })),
  };
  return { ...makeThing(message, value), blobs };
}

function blobNameOf(number: number): string {
  return `attachment ${number}`;
}

function headersOf({ from, fromName, to, subject, messageId }: MailAbout): Message['headers'] {
  const sender = fromName === '' ? from : `"${fromName.replace(/["\\]/g, '')}" <${from}>`;
  const all = { From: sender, To: to, Subject: subject, 'Message-ID': `<${messageId}>` };
  return Object.entries(all).flatMap(([name, value]) => (value.trim() === '' ? [] : [{ name, value }]));
}

/** In UTC: nobody knows where the person is. */
function whenOf(at: number): Message['when'] {
  const time = new Date(at);
  return {
    date: { y: time.getUTCFullYear(), m: time.getUTCMonth() + 1, d: time.getUTCDate() },
    time: { h: time.getUTCHours(), m: time.getUTCMinutes(), s: time.getUTCSeconds() },
  };
}

/** Stores the bytes of what is filed before the transaction, and drops them where it fails. */
export function withFiles<T>(
  vault: Vault,
  filing: Filing | undefined,
  write: (filing: StoredFiling | undefined) => Promise<T>,
): Promise<T> {
  if (!filing) return write(undefined);
  const writes = [filing.message, ...filing.files];
  return storeBlobsFor(vault, filing.grant, writes, stored => write({ ...filing, stored }));
}

/** @returns the id of the message in the record. @throws recordFull */
export async function fileIn(
  db: Writer,
  vault: Vault,
  mail: Pick<StoredMail, 'id' | 'personId' | 'folder' | 'isRead' | 'movedAt'>,
  about: MailAbout,
  filing: StoredFiling,
): Promise<string> {
  const { grant, files, documents, stored } = filing;
  const how = { overwrite: false, stored, action: 'FileMessage' } as const;
  const write = withStanding(vault, about, filing);
  const { id: thingId } = getFirst(await writeThingsIn(db, vault, grant, [write], how));
  const beside = [...files, ...documents.map(one => one.write)].map(one => ({
    ...one,
    ...(one.data && { data: { ...one.data, commonXml: printAttached(thingId) } }),
  }));
  const written = beside.length > 0 ? await writeThingsIn(db, vault, grant, beside, how) : [];
  const imports = new Map<number, string>();
  for (const [place, { number }] of documents.entries()) {
    const { id } = assume(written[files.length + place], 'a document that was written');
    const importId = await beginImport(db, vault, grant, id);
    if (importId !== undefined) imports.set(number, importId);
  }
  const attachments = about.attachments.map(one => {
    const importId = imports.get(one.number);
    return importId === undefined ? one : { ...one, importId };
  });
  await db.directInbox.update({ ...mail, thingId, sealed: sealAbout(vault, { ...about, attachments }) });
  return thingId;
}

function withStanding(
  vault: Vault,
  about: MailAbout,
  { grant, message: write, stored }: StoredFiling,
): ThingWrite {
  const { data, blobs = [] } = write;
  if (!data) return write;
  const { recordId } = grant;
  const marked = {
    ...{ recordId, dataXml: data.xml },
    blobs: blobs.map(put => {
      const { length, hash } = assume(stored.get(put), 'a blob that was stored');
      return { name: put.name, contentType: put.contentType, length, hash };
    }),
  };
  const { from, standing } = about;
  const kept = { from, standing, isSubjectUnsure: isSubjectUnsure(about) };
  return { ...write, data: { ...data, commonXml: printKeptStanding(vault, marked, kept) } };
}

/** Unless it is taken over as it comes, or the person has several to decide about: those are begun from the document. */
async function beginImport(db: Writer, vault: Vault, grant: Grant, id: string): Promise<string | undefined> {
  const { recordId, personId } = grant;
  if ((await db.records.documentsTakenBy(recordId)) !== undefined) return undefined;
  const all = await db.imports.ofRecord(recordId, vault.limits.importsListed);
  const waiting = all.filter(one => one.personId === personId && isUndecided.has(one.state));
  const [thing] = await db.things(grant).byIds([id]);
  if (!thing || waiting.length >= vault.limits.importsPerPersonMax) return undefined;
  const person = await db.people.byId(personId);
  const language = findLanguage(person?.culture ?? '') ?? 'en';
  const options = { zone: 'UTC', language, keepsRaw: false };
  const one = makeDocumentImport(vault, { recordId, personId }, thing, { options, isAuto: false });
  await db.imports.insert(one);
  return one.id;
}

const isUndecided: ReadonlySet<string> = new Set(['waiting', 'ready']);
