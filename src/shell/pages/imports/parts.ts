// What the script of the page of imports sends: a beginning, parts, and an end; and how far an import is. Answers are JSON.

import { dropBlob } from '../../../core/blobs/keep.ts';
import { Fault } from '../../../core/faults.ts';
import { appendImport, beginImport, findComing, finishImport } from '../../../core/imports/begin.ts';
import { importsWords } from '../../../locales/words.ts';
import { importHref } from '../../items/import-links.ts';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { readForm } from '../../web/form.ts';
import { findProblem, foreignForm, notFound, Problem, signedOut } from '../../web/problem.ts';
import {
  getPersonOfForm,
  isOwnForm,
  isSignedIn,
  type ShellContext,
  type SignedInContext,
} from '../../web/visit.ts';
import { describe } from './imports.tsx';
import type { ImportAtHand } from './reader.ts';
import { countPercent, sayImportFault } from './said.ts';

export const beginSending = json(begin);
export const takePart = json(take);
export const endSending = json(end);
export const stopSending = json(stop);

function json(handle: (c: ShellContext) => Promise<object>): (c: ShellContext) => Promise<Response> {
  return async c => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    try {
      return c.json(await handle(c));
    } catch (error) {
      const { language, vault } = c.var.visit;
      const { incoming } = c.env;
      // A browser that went away in the middle is nobody's fault.
      if (!incoming.complete && incoming.destroyed) return c.json({}, 400);
      incoming.resume();
      const problem = findProblem(error);
      if (!problem) throw error;
      const told =
        error instanceof Fault ? sayImportFault(error, vault.limits.importBytesMax, language) : undefined;
      return c.json({ problem: told ?? problem.told(language).text }, problem.httpStatus);
    }
  };
}

/** @throws Problem */
function demandOwn(c: ShellContext, form: URLSearchParams): asserts c is SignedInContext {
  if (isSignedIn(c) && isOwnForm(c, form)) return;
  throw !c.var.visit.person && getPersonOfForm(c, form) ? signedOut() : foreignForm();
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
  demandOwn(c, new URLSearchParams({ form: c.req.header('x-keepwell-form') ?? '' }));
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
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
  return c.json({ state: one.state, percent: countPercent(one) });
}
