// Messages in a record: mails that applications put there as things of the type Message, whose texts are blobs beside them.

import { putInOneLine } from '../../things/common/strings.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion, findVersion } from '../../things/index.ts';
import message, { type Message } from '../../things/message.ts';
import type { Grant } from '../authorization/grant.ts';
import { storedOf, type ThingBlob } from '../blobs/blob.ts';
import { readBytes } from '../blobs/read.ts';
import { type KeptStanding, readKeptStanding } from '../direct/kept-standing.ts';
import { listThings } from '../things/list.ts';
import type { ThingPlace } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import { convertHtmlToText } from './html-text.ts';

export interface MessageHead {
  readonly id: string;
  /** A local date-time. */
  readonly at: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly summary: string;
  readonly attachments: readonly string[];
}

export interface ReadMessage extends MessageHead {
  /** Undefined where the message has no text, or it is not there. */
  readonly text: string | undefined;
  /** Was there more of the text? */
  readonly isCut: boolean;
  /** Of one that came by Direct, and is as it came. */
  readonly kept: KeptStanding | undefined;
}

const typeId = currentVersion(message as never).id;
const lineCharactersMax = 500;
/** Of the text that is shown. */
const shownBytesMax = 256 * 1024;

/** Are messages among what the grant opens? */
export function mayReadMessages(grant: Grant): boolean {
  return grant.mayEver('Read', typeId);
}

export async function listMessages(
  vault: Vault,
  grant: Grant,
  { after, limit }: { after: ThingPlace | undefined; limit: number },
): Promise<{ messages: MessageHead[]; next: ThingPlace | undefined }> {
  const { things, next } = await listThings(vault, grant, { typeIds: [typeId], after, limit });
  const messages = things.map(thing => headOf(thing.id, thing.effectiveDate, readValue(message, thing)));
  return { messages, next };
}

/** Undefined for what is no message, or not open to the grant. */
export async function readMessage(vault: Vault, grant: Grant, id: string): Promise<ReadMessage | undefined> {
  const found = await vault.store.read(async db => {
    const [thing] = await db.things(grant).byIds([id]);
    if (thing?.state !== 'Active' || findVersion(thing.typeId)?.type !== (message as unknown))
      return undefined;
    const { blobSet } = thing;
    const blobs = blobSet === undefined ? [] : (await db.things(grant).blobSets([blobSet])).get(blobSet);
    return { thing, blobs: blobs ?? [] };
  });
  if (!found) return undefined;
  const { thing, blobs } = found;
  const value = readValue(message, thing);
  const named = (name: string | undefined) => name !== undefined && blobs.find(blob => blob.name === name);
  const plain = named(value.textBlobName);
  const html = named(value.htmlBlobName);
  const body = plain || html;
  const text = body && (await textOf(vault, body));
  return {
    ...headOf(thing.id, thing.effectiveDate, value),
    text: text === false ? undefined : body === plain ? text : text && convertHtmlToText(text),
    kept: readKeptStanding(
      vault,
      { recordId: grant.recordId, dataXml: thing.dataXml, blobs },
      thing.commonXml,
    ),
    isCut: body !== false && body !== undefined && body.length > shownBytesMax,
  };
}

function headOf(id: string, at: string, { headers, summary, attachments }: Message): MessageHead {
  const header = (wanted: string) =>
    putInOneLine(headers?.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '', lineCharactersMax);
  return {
    id,
    at,
    subject: header('subject'),
    from: header('from'),
    to: header('to'),
    summary: summary ?? '',
    attachments: (attachments ?? []).map(({ name }) => putInOneLine(name, lineCharactersMax)),
  };
}

async function textOf(vault: Vault, body: ThingBlob): Promise<string> {
  const { length, contentType } = body;
  const pieces: Buffer[] = [];
  for await (const piece of readBytes(vault, storedOf(body), 0, Math.min(length, shownBytesMax)))
    pieces.push(piece);
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  return decoded(Buffer.concat(pieces), charset, length > shownBytesMax);
}

/** Of what is cut, half a character at its end is left out. */
function decoded(bytes: Buffer, charset: string, isCut: boolean): string {
  const how = { stream: isCut };
  try {
    return new TextDecoder(charset).decode(bytes, how);
  } catch {
    return new TextDecoder().decode(bytes, how);
  }
}
