// What the script of the upload page sends: a beginning, parts, and an end.

import { Fault } from '../../../core/faults.ts';
import {
  appendPart,
  beginFile,
  countRoomLeft,
  dropFile,
  findFile,
  finishFile,
} from '../../../core/records/files.ts';
import { uploadWords } from '../../../locales/words.ts';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { readForm } from '../../web/form.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { answerScript, demandOwn, readFormOfHeaders } from '../../web/script.ts';
import { saySize } from '../../web/sizes.ts';
import type { ShellContext } from '../../web/visit.ts';
import { aboutHref } from '../documents/links.ts';
import { demandAttachable, leaveAdded } from './upload.tsx';
import { makeLapsed, sayUploadFault } from './upload-faults.ts';

export const beginUpload = answerScript(begin, sayFault('empty'));
export const takeUploadPart = answerScript(takePart, sayFault('broken'));
export const endUpload = answerScript(end, sayFault('broken'));
export const stopUpload = answerScript(stop, sayFault('broken'));

function sayFault(misfit: 'empty' | 'broken') {
  return (fault: Fault, { var: { visit } }: ShellContext) => sayUploadFault(fault, visit.language, misfit);
}

async function begin(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { visit } = c.var;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  try {
    const { id, partBytes } = await beginFile(visit.vault, grant, Number(form.get('size')) || 0);
    return { upload: id, partBytes };
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'recordFull') throw error;
    const room = await visit.vault.store.read(db => countRoomLeft(db, visit.vault, grant));
    const w = uploadWords(visit.language);
    throw new Problem(400, w.file, `${w.full} ${w.left(saySize(Math.max(0, room), visit.language))}`);
  }
}

async function takePart(c: ShellContext): Promise<object> {
  demandOwn(c, readFormOfHeaders(c));
  const { visit } = c.var;
  const { vault, person } = visit;
  const from = Number(c.req.header('x-keepwell-from'));
  if (!Number.isInteger(from) || from < 0) throw notFound();
  const upload = await findFile(vault, person.id, c.req.header('x-keepwell-upload') ?? '');
  if (!upload) throw makeLapsed();
  // The access may have ended since it was begun.
  const of = demandRecord(visit, upload.recordId);
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  const isLast = c.req.header('x-keepwell-last') === '1';
  await appendPart(vault, grant, upload, { from, isLast, bytes: c.env.incoming });
  return {};
}

async function stop(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { vault, person } = c.var.visit;
  const upload = await findFile(vault, person.id, form.get('upload') ?? '');
  if (upload) await dropFile(vault, upload);
  return {};
}

async function end(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { visit } = c.var;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, of));
  const name = form.get('name') ?? '';
  const item = await demandAttachable(visit.vault, grant, form.get('item'));
  const file = { name, contentType: form.get('type') ?? '', item };
  const id = await finishFile(visit.vault, grant, form.get('upload') ?? '', file);
  // Of several the page itself tells.
  if (!form.has('several')) await leaveAdded(c, grant, id, name);
  return { to: aboutHref(id) };
}
