// Direct messages that an application sends in a person's name, and how far they got, of which it is told of its own alone.
import { findLanguage } from '../../../locales/language.ts';
import type { Grant } from '../../authorization/grant.ts';
import { fault } from '../../faults.ts';
import { cleanHeaderText } from '../../mail/address.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Vault } from '../../vault.ts';
import type { DirectItems } from './attach.ts';
import { sendDirect } from './compose.ts';
import { readSent, type SentHead, type SentMessage } from './sent.ts';

export interface MessageOfApp {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly thingIds: readonly string[];
  readonly summaries: readonly ('ccda' | 'pdf')[];
  /** Of a summary as PDF, as its tag; English where that is none of ours. */
  readonly language: string | undefined;
  /** What the application calls it: by this it is sent once, however often it is asked for. */
  readonly clientId: string | undefined;
}

/** @returns the id of the message @throws as sendDirect does; invalid where its client id stands for another */
export async function sendDirectOfApp(vault: Vault, grant: Grant, message: MessageOfApp): Promise<string> {
  const { to, subject, text, thingIds, summaries, language, clientId } = message;
  const id = clientId === undefined ? vault.ids.guid() : makeId(vault, grant, clientId);
  const items: DirectItems[] = [
    ...(summaries.includes('ccda') ? [{ kind: 'summary-ccda' } as const] : []),
    ...(summaries.includes('pdf')
      ? [{ kind: 'summary-pdf', language: findLanguage(language) ?? 'en' } as const]
      : []),
    ...(thingIds.length > 0 ? [{ kind: 'things', thingIds } as const] : []),
  ];
  const askedHash = clientId === undefined ? undefined : hashAsked(message);
  await sendDirect(vault, grant, { id, to, subject, text, items, askedHash });
  const sent = clientId === undefined ? undefined : await readSent(vault, grant.personId, id);
  if (sent && !isTheSame(sent, message, askedHash))
    throw fault('invalid', 'Another message was sent by this client-message-id. Take another id.');
  return id;
}

/** The same for the same name that an application gives, and for nobody else's. */
function makeId({ keys }: Vault, { app, personId, recordId }: Grant, clientId: string): string {
  const hash = keys.hash(`direct message of ${JSON.stringify([app?.id, personId, recordId, clientId])}`);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function isTheSame(
  sent: SentMessage,
  { to, subject, text }: MessageOfApp,
  askedHash: string | undefined,
): boolean {
  if (sent.askedHash !== undefined) return sent.askedHash === askedHash;
  const isToSame = fold(sent.to).join(' ') === fold(to).join(' ');
  return isToSame && sent.subject === cleanHeaderText(subject) && sent.text === text;
}

function hashAsked({ to, subject, text, thingIds, summaries }: MessageOfApp): string {
  const asked = [fold(to), cleanHeaderText(subject), text, fold(thingIds), fold(summaries)];
  return hashSha256(JSON.stringify(asked)).toString('hex');
}

/** As a set. */
function fold(all: readonly string[]): string[] {
  return [...new Set(all.map(one => one.trim().toLowerCase()))].sort();
}

/** Those that the application of the grant sent with its record; others are left out. @throws tooManyThings */
export async function readSentOfApp(vault: Vault, grant: Grant, ids: readonly string[]): Promise<SentHead[]> {
  const { directStatusesMax: max } = vault.limits;
  const distinct = [...new Set(ids)];
  if (distinct.length > max) throw fault('tooManyThings', `One call may name ${max} messages.`);
  const found: SentHead[] = [];
  for (const id of distinct) {
    const sent = await readSent(vault, grant.personId, id);
    if (sent?.appId !== undefined && sent.appId === grant.app?.id && sent.recordId === grant.recordId)
      found.push(sent);
  }
  return found;
}
