// A message that a clinic sent for somebody who had no address here yet: its code, and the question behind it where it has one.

import { findHeldMail, pickUpHeld } from '../../../core/direct/inbox/new-user.ts';
import { Fault } from '../../../core/faults.ts';
import { TooManyTries } from '../../../core/limits/rate-limit.ts';
import { connectWords, directPickUpWords } from '../../../locales/words.ts';
import { announcePause } from '../../web/pause.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { showCode, showConnectClosed, showConnectQuestion } from '../connect/connect-code.tsx';
import { mailHref, mailPickUpPath } from './paths.ts';

export function showMailCode(c: SignedInContext): Promise<Response> {
  return askCode(c, '');
}

function askCode(c: SignedInContext, code: string, error?: string, status?: number): Promise<Response> {
  const { title, lead } = directPickUpWords(c.var.visit.language);
  const problem = { error, ...(status !== undefined && { status }) };
  return showCode(c, { action: mailPickUpPath, title, lead, sealed: undefined, code, ...problem });
}

/** The form of the answer carries the code on. */
export async function pickUpMail(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, address: from, language } = c.var.visit;
  const w = connectWords(language);
  const isAnswer = form.get('step') === 'answer';
  const code = form.get(isAnswer ? 'request' : 'code')?.trim() ?? '';
  if (code === '') return askCode(c, code, w.code.missing);
  const trier = { vault, address: from, personId: person.id };
  try {
    const held = await findHeldMail(trier, code);
    if (!held) return askCode(c, code, w.code.unknown);
    const { question } = held;
    const answer = form.get('answer') ?? '';
    const ask = (error?: string) =>
      showConnectQuestion(c, {
        ...{ action: mailPickUpPath, title: w.questionTitle, appName: held.from },
        ...{ question: question ?? '', sealed: code, error },
      });
    if (question !== undefined && !isAnswer) return ask();
    if (question !== undefined && answer === '') return ask(w.question.missing);
    const picked = await pickUpHeld(trier, held.id, answer);
    if (picked.isRight) return goTo(c, mailHref(picked.mailId));
    return picked.triesLeft > 0 ? ask(w.question.wrong(picked.triesLeft)) : showClosed(c);
  } catch (error) {
    if (error instanceof TooManyTries) return askCode(c, code, w.code.tooMany(announcePause(c, error)), 429);
    if (error instanceof Fault) return showClosed(c);
    throw error;
  }
}

function showClosed(c: SignedInContext): Promise<Response> {
  const { closedTitle: title, closed: text } = directPickUpWords(c.var.visit.language);
  return showConnectClosed(c, { title, text, action: mailPickUpPath, status: 422 });
}
