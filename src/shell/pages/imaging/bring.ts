// What the script that brings pictures sends: a beginning, the files one by one, or the parts of a zip and its unpacking.
import type { Fault } from '../../../core/faults.ts';
import { listFiles } from '../../../core/imaging/review.ts';
import { beginIntake, takeFile } from '../../../core/imaging/take.ts';
import { appendZip, beginZip, unpackSome } from '../../../core/imaging/unzip.ts';
import { picturesWords } from '../../../locales/words.ts';
import { intakeHref } from '../../items/pictures/links.ts';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { readForm } from '../../web/form.ts';
import { notFound } from '../../web/problem.ts';
import { answerScript, demandOwn, readFormOfHeaders } from '../../web/script.ts';
import type { ShellContext } from '../../web/visit.ts';
import { demandIntake } from './intake-reader.ts';
import { sayPicturesFault } from './said.ts';

export const beginBringing = answerScript(begin, sayFault);
export const takePicture = answerScript(takeOne, sayFault);
export const beginSendingZip = answerScript(startZip, sayFault);
export const takeZipPart = answerScript(takePart, sayFault);
export const unpackZip = answerScript(unpack, sayFault);

function sayFault(fault: Fault, { var: { visit } }: ShellContext): string | undefined {
  return sayPicturesFault(fault, visit.language);
}

/** A new upload, or one to go on with: then what it has is told, so that it is not sent again. */
async function begin(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { visit } = c.var;
  const { vault } = visit;
  const named = form.get('intake');
  if (named) {
    const { intake } = await demandIntake(c, named);
    const had = await vault.store.read(async db => {
      const files: [name: string, bytes: number][] = [];
      for await (const { name, bytes } of listFiles(db, intake)) files.push([name, bytes]);
      return files;
    });
    return { intake: intake.id, to: intakeHref(intake.id), had };
  }
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  const { id } = await beginIntake(vault, grant, form.get('name') ?? '');
  return { intake: id, to: intakeHref(id), had: [] };
}

async function takeOne(c: ShellContext): Promise<object> {
  demandOwn(c, readFormOfHeaders(c));
  const { vault, language } = c.var.visit;
  const { grant, intake } = await demandIntake(c, c.req.header('x-keepwell-intake'));
  const name = decode(c.req.header('x-keepwell-name') ?? '');
  const taken = await takeFile(vault, grant, intake.id, { name }, c.env.incoming);
  const why = taken.outcome === 'refused' ? picturesWords(language).bring.refusals[taken.why] : undefined;
  return { outcome: taken.outcome, why };
}

/** @throws Problem */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw notFound();
  }
}

async function startZip(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { vault } = c.var.visit;
  const { grant, intake } = await demandIntake(c, form.get('intake') ?? '');
  const { partBytes } = await beginZip(vault, grant, intake.id, Number(form.get('size')) || 0);
  return { partBytes };
}

async function takePart(c: ShellContext): Promise<object> {
  demandOwn(c, readFormOfHeaders(c));
  const { grant, intake } = await demandIntake(c, c.req.header('x-keepwell-intake'));
  const from = Number(c.req.header('x-keepwell-from'));
  if (!Number.isInteger(from) || from < 0) throw notFound();
  const isLast = c.req.header('x-keepwell-last') === '1';
  await appendZip(c.var.visit.vault, grant, intake.id, { from, isLast, bytes: c.env.incoming });
  return {};
}

async function unpack(c: ShellContext): Promise<object> {
  const form = await readForm(c);
  demandOwn(c, form);
  const { grant, intake } = await demandIntake(c, form.get('intake') ?? '');
  return unpackSome(c.var.visit.vault, grant, intake.id);
}
