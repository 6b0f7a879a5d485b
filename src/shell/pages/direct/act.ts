// What the buttons of a message do. What hurts a little leaves its undo on the page that comes next.

import {
  acceptSender,
  fileDirect,
  findDirect,
  forgetSender,
  markRead,
  moveDirect,
  refuseSender,
} from '../../../core/direct/inbox/inbox.ts';
import type { DirectAbout } from '../../../core/direct/inbox/message.ts';
import { Fault } from '../../../core/faults.ts';
import { directMailWords, frameWords } from '../../../locales/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { folderHrefs } from './frame.tsx';
import { actPath, mailHref } from './paths.ts';
import { sayLine } from './said.ts';

export async function actOnMail(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person } = c.var.visit;
  const message = await findDirect(vault, person.id, form.get('mail') ?? '');
  const act = acts.get(form.get('do') ?? '');
  if (!message || !act) throw notFound();
  return act(c, message);
}

type Act = (c: SignedInContext, message: DirectAbout) => Promise<Response>;

const acts: ReadonlyMap<string, Act> = new Map([
  ['accept', accept],
  ['refuse', refuse],
  ['forget', forget],
  ['keep', keep],
  ['apart', putApart],
  ['bin', throwAway],
  ['back', takeOut],
  ['unread', markUnread],
  ['file', file],
]);

/** Leaves word of what was done, with the button that takes it back. */
function tell(c: SignedInContext, text: string, mail: string, undo?: string): void {
  const { undo: label } = frameWords(c.var.visit.language);
  const back = undo === undefined ? undefined : { action: actPath, fields: { mail, do: undo }, label };
  leaveNotice(c, { text, undo: back });
}

/** What they sent comes to the inbox, and into the record, as what they send will. */
async function accept(c: SignedInContext, { id, from, standing }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = directMailWords(language);
  // The address of a message that is not verified is its writer's word alone.
  if (standing.kind !== 'verified') throw notFound();
  try {
    await acceptSender(vault, person.id, from);
  } catch (error) {
    tell(c, sayWhyNotFiled(c, error), id);
    return goTo(c, mailHref(id));
  }
  tell(c, w.accepted(sayLine(from)), id, 'forget');
  return goTo(c, mailHref(id));
}

async function refuse(c: SignedInContext, { id, from, standing }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (standing.kind !== 'verified') throw notFound();
  await refuseSender(vault, person.id, from);
  tell(c, directMailWords(language).refused(sayLine(from)), id, 'forget');
  return goTo(c, folderHrefs.unknown);
}

/** As if nothing had been said of the sender. What came into the record stays there. */
async function forget(c: SignedInContext, { id, from, standing }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (standing.kind !== 'verified') throw notFound();
  await forgetSender(vault, person.id, from);
  tell(c, directMailWords(language).forgotten(sayLine(from)), id);
  return goTo(c, mailHref(id));
}

/** This one alone, of whose sender nothing is sure. */
async function keep(c: SignedInContext, { id }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  await moveDirect(vault, person.id, id, 'inbox');
  tell(c, directMailWords(language).kept, id, 'apart');
  return goTo(c, mailHref(id));
}

async function putApart(c: SignedInContext, { id }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  await moveDirect(vault, person.id, id, 'unknown');
  tell(c, directMailWords(language).apart, id);
  return goTo(c, mailHref(id));
}

async function throwAway(c: SignedInContext, { id, folder }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  await moveDirect(vault, person.id, id, 'bin');
  tell(c, directMailWords(language).inBin, id, folder === 'inbox' ? 'back' : 'apart');
  return goTo(c, folderHrefs[folder]);
}

async function takeOut(c: SignedInContext, { id }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  await moveDirect(vault, person.id, id, 'inbox');
  tell(c, directMailWords(language).outOfBin, id);
  return goTo(c, mailHref(id));
}

async function markUnread(c: SignedInContext, { id, folder }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  await markRead(vault, person.id, id, false);
  tell(c, directMailWords(language).markedUnread, id);
  return goTo(c, folderHrefs[folder]);
}

async function file(c: SignedInContext, { id }: DirectAbout): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  try {
    await fileDirect(vault, person.id, id);
    tell(c, directMailWords(language).filed, id);
  } catch (error) {
    tell(c, sayWhyNotFiled(c, error), id);
  }
  return goTo(c, mailHref(id));
}

/** @throws what is no fault of the person's or of their record */
function sayWhyNotFiled(c: SignedInContext, error: unknown): string {
  const w = directMailWords(c.var.visit.language);
  const reasons = { recordFull: w.recordFull, accessDenied: w.mayNotFile, limitReached: w.tooManySenders };
  const said = error instanceof Fault && reasons[error.reason as keyof typeof reasons];
  if (!said) throw error;
  return said;
}
