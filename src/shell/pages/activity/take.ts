// The log of the record at hand, to take along: as it is, for who checks it, and as a table in words, for who reads it.
import { Readable } from 'node:stream';
import { getOwnOnly, readNames } from '../../../core/audit/activity.ts';
import { exportLog, noteLogTaken } from '../../../core/audit/export-log.ts';
import type { LogEntry } from '../../../core/audit/ports.ts';
import { printCsvRow } from '../../../core/records/export-csv.ts';
import type { Vault } from '../../../core/vault.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import type { Language } from '../../../locales/language.ts';
import { activityWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { notFound } from '../../web/problem.ts';
import { streamBody } from '../../web/stream.ts';
import type { ShellContext } from '../../web/visit.ts';
import { sayAction, sayDetails, sayWho } from './action-in-words.ts';

export async function sendLog(c: ShellContext, at: AtHand): Promise<Response> {
  const { vault } = c.var.visit;
  await noteTaken(vault, at);
  return send(c, 'application/jsonl', 'jsonl', exportLog(vault, at.grant.recordId, readKept(c)));
}

/** Numbers of publications that the reader keeps. */
function readKept(c: ShellContext): number[] {
  const numbers = (c.req.query('kept') ?? '').split(/[\s,]+/).filter(text => /^\d{1,12}$/.test(text));
  return numbers.map(Number).slice(0, c.var.visit.vault.limits.logKeptMax);
}

export async function sendLogTable(c: ShellContext, at: AtHand): Promise<Response> {
  const { vault, language } = c.var.visit;
  await noteTaken(vault, at);
  return send(c, 'text/csv; charset=utf-8', 'csv', writeTable(vault, at.grant.recordId, language));
}

/** It tells of everybody, so it is for those who see everything. @throws Problem */
async function noteTaken(vault: Vault, { grant }: AtHand): Promise<void> {
  if (getOwnOnly(grant) !== undefined) throw notFound();
  await noteLogTaken(vault, grant);
}

function send(c: ShellContext, type: string, extension: string, lines: AsyncGenerator<string>): Response {
  const day = new Date(c.var.visit.vault.clock.now()).toISOString().slice(0, 10);
  return c.body(streamBody(c, Readable.from(lines, { objectMode: false })), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="keepwell-log-${day}.${extension}"`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': sealedPolicy,
  });
}

const readAtOnce = 500;

async function* writeTable(vault: Vault, recordId: string, language: Language): AsyncGenerator<string> {
  const w = activityWords(language);
  yield `\ufeff${printCsvRow(['', `${w.when} (UTC)`, w.what, '', w.who, w.app])}`;
  for (let number = 0; ; ) {
    const after = number;
    const { entries, names } = await vault.store.read(async db => {
      const entries = await db.log.entries(recordId, after, readAtOnce);
      const names = await readNames(db, {
        personIds: entries.flatMap(({ personId }) => personId ?? []),
        appIds: entries.flatMap(({ appId }) => appId ?? []),
      });
      return { entries, names };
    });
    for (const entry of entries) yield printCsvRow(cellsOf(entry, names, language));
    const last = entries.at(-1);
    if (!last) return;
    number = last.number;
  }
}

function cellsOf(
  entry: LogEntry,
  names: Awaited<ReturnType<typeof readNames>>,
  language: Language,
): string[] {
  const w = activityWords(language);
  const { number, at, action, appId } = entry;
  return [
    String(number),
    new Date(at).toISOString(),
    sayAction(action, language),
    sayDetails(entry, language),
    sayWho(entry, names, language),
    appId === undefined ? w.pages : (names.apps.get(appId) ?? w.goneApp),
  ];
}
