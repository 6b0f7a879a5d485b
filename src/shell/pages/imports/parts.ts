// What the script of the page of imports sends: a beginning, parts, and an end; and how far an import is.

import { dropBlob } from '../../../core/blobs/keep.ts';
import type { Fault } from '../../../core/faults.ts';
import { appendImport, beginImport, findComing, finishImport } from '../../../core/imports/begin.ts';
import { importsWords } from '../../../locales/words.ts';
import { importHref } from '../../items/import-links.ts';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { readForm } from '../../web/form.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { answerScript, demandOwn, readFormOfHeaders, sendJson } from '../../web/script.ts';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { describe } from './imports.tsx';
import type { ImportAtHand } from './reader.ts';
import { countPercent, sayImportFault } from './said.ts';

export const beginSending = answerScript(begin, sayFault);
export const takePart = answerScript(take, sayFault);
export const endSending = answerScript(end, sayFault);
export const stopSending = answerScript(stop, sayFault);

function sayFault(fault: Fault, { var: { visit } }: ShellContext): string | undefined {
  return sayImportFault(fault, visit.vault.limits.importBytesMax, visit.language);
}

async function begin(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { visit } = c.var;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  const { id, partBytes } = await beginImport(visit.vault, grant, Number(form.get('size')) || 0);
  return { upload: id, partBytes };
}

async function take(c: ShellContext): Promise<object> {
  demandOwn(c, readFormOfHeaders(c));
  const { visit } = c.var;
  const { vault, person } = visit;
  const from = Number(c.req.header('x-keepwell-from'));
  if (!Number.isInteger(from) || from < 0) throw notFound();
  const upload = await findComing(vault, person.id, c.req.header('x-keepwell-upload') ?? '');
  if (!upload) {
    const w = importsWords(visit.language);
    throw new Problem(404, w.file, w.lapsed);
  }
  // The access may have ended since it was begun.
  const of = demandRecord(visit, upload.recordId);
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  const isLast = c.req.header('x-keepwell-last') === '1';
  await appendImport(vault, grant, upload, { from, isLast, bytes: c.env.incoming });
  return {};
}

async function end(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { visit } = c.var;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  const given = describe(visit, form.get('name') ?? '');
  const { id } = await finishImport(visit.vault, grant, form.get('upload') ?? '', given);
  return { to: importHref(id) };
}

async function stop(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { vault, person } = c.var.visit;
  const upload = await findComing(vault, person.id, form.get('upload') ?? '');
  if (upload) await dropBlob(vault, upload.id);
  return {};
}

/** For the script of the page of an import. */
export async function tellHowFar(c: SignedInContext, { one }: ImportAtHand): Promise<Response> {
  return sendJson(c, { state: one.state, percent: countPercent(one) });
}
