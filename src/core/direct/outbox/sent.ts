// Direct messages that a person sent, and how far each got. Of their own only: what was sent is told to nobody else.
import { fault } from '../../faults.ts';
import { ofMailbox } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { type LetterHead, openAddress, openHead, type SentAttachment } from './letter.ts';
import type { CopyRow, CopyState, LetterPlace, LetterRow } from './ports.ts';
import type { RoadWord } from './roads.ts';

/** Why a copy did not arrive, or is not known to have. */
export type SentProblem = RoadWord | 'stopped' | 'their-system-failed' | 'bounced' | 'not-confirmed';

export interface SentCopy {
  readonly id: string;
  readonly to: string;
  readonly state: CopyState;
  /** Of what waits to be tried again, too. */
  readonly why: SentProblem | undefined;
  readonly changedAt: number;
}

export interface SentHead {
  readonly id: string;
  readonly at: number;
  readonly to: readonly string[];
  readonly subject: string;
  /** Of the copy that got least far. */
  readonly state: CopyState;
  readonly why: SentProblem | undefined;
  readonly changedAt: number;
  readonly copies: readonly SentCopy[];
  /** Of the application that sent it in the person's name. */
  readonly appId: string | undefined;
  readonly appName: string | undefined;
}

export interface SentMessage extends SentHead {
  readonly recordId: string | undefined;
  readonly from: string;
  readonly text: string;
  readonly attachments: readonly SentAttachment[];
  /** Undefined of what was sent before there were such. */
  readonly askedHash: string | undefined;
}

/** The newest first. @param after the `next` of the page before */
export async function listSent(
  vault: Vault,
  personId: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<{ messages: SentHead[]; next: string | undefined }> {
  const place = after === undefined ? undefined : readPlace(after);
  const rows = await vault.store.read(db =>
    db.directOutbox.sentBy(personId, { after: place, limit: limit + 1 }),
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    messages: shown.flatMap(row => tellHead(vault, row) ?? []),
    next: last && `${last.createdAt}.${last.id}`,
  };
}

/** Undefined for what this person did not send. */
export async function readSent(vault: Vault, personId: string, id: string): Promise<SentMessage | undefined> {
  const row = await vault.store.read(db => db.directOutbox.oneSentBy(personId, id));
  const told = row && tellHead(vault, row);
  if (!row || !told) return undefined;
  const { from, text, attachments, askedHash } = openHead(vault, row.sealedHead);
  return { ...told, recordId: row.recordId, from, text, attachments, askedHash };
}

/** Copies that failed are tried anew. @throws limitReached where what they held is forgotten */
export async function retrySent(vault: Vault, personId: string, id: string): Promise<void> {
  const at = vault.clock.now();
  await vault.store.write(async db => {
    const row = await db.directOutbox.oneSentBy(personId, id);
    const failed = row?.copies.filter(({ state }) => state === 'failed') ?? [];
    for (const copy of failed)
      if (!(await db.directOutbox.requeue(copy.id, at)))
        throw fault('limitReached', 'What the message held is no longer kept. Write a new one.');
  }, ofMailbox(personId));
}

/** Copies that wait are not sent any more. One that is just being handed over may arrive. */
export async function stopSent(vault: Vault, personId: string, id: string): Promise<void> {
  const at = vault.clock.now();
  await vault.store.write(async db => {
    const row = await db.directOutbox.oneSentBy(personId, id);
    for (const copy of row?.copies ?? [])
      await db.directOutbox.settle(copy.id, ['queued'], { state: 'failed', problem: 'stopped', at });
  }, ofMailbox(personId));
}

function readPlace(text: string): LetterPlace | undefined {
  const [, createdAt, id] = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  return createdAt === undefined || id === undefined ? undefined : { createdAt: Number(createdAt), id };
}

const order: readonly CopyState[] = ['failed', 'queued', 'sent', 'processed', 'delivered'];

/** Undefined where it was sealed with another key. */
function tellHead(vault: Vault, row: LetterRow): SentHead | undefined {
  let head: LetterHead;
  let copies: SentCopy[];
  try {
    head = openHead(vault, row.sealedHead);
    copies = row.copies.map(copy => tellCopy(vault, copy));
  } catch {
    return undefined;
  }
  const [least] = copies.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return {
    id: row.id,
    at: row.createdAt,
    to: head.to,
    subject: head.subject,
    state: least?.state ?? 'failed',
    why: least?.why,
    changedAt: Math.max(row.createdAt, ...copies.map(({ changedAt }) => changedAt)),
    copies,
    appId: row.appId,
    appName: head.appName,
  };
}

function tellCopy(vault: Vault, { id, sealedTo, state, problem, sentAt, changedAt }: CopyRow): SentCopy {
  const isLate =
    state === 'sent' &&
    sentAt !== undefined &&
    vault.clock.now() - sentAt > vault.limits.directConfirmedWithinMs;
  return {
    id,
    to: openAddress(vault, sealedTo),
    state,
    why: isLate ? 'not-confirmed' : (problem as SentProblem | undefined),
    changedAt,
  };
}
