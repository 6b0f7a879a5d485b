// PICKUP: a person fetches what an application dropped off. Code, question and record, a page each under one address;
// the sealed request says how far the person is, and from the answer on carries what opens the package.

import { assume, getFirst } from '../../../assume.ts';
import { localiseApplication } from '../../../core/applications/localised.ts';
import { type FoundPackage, findPackage, judgeAnswer } from '../../../core/healthvault/packages/pick-up.ts';
import { TooManyTries } from '../../../core/limits/rate-limit.ts';
import { connectWords, pickUpWords } from '../../../locales/words.ts';
import {
  type CodeRequest,
  newCodeRequest,
  openCodeRequest,
  sealRequest,
} from '../../hand-over/shell-request.ts';
import { announcePause } from '../../web/pause.ts';
import { goTo } from '../../web/respond.tsx';
import { signInAddress } from '../../web/sign-in-address.ts';
import { isSignedIn, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import {
  type CodeProblem,
  showCode,
  showConnectClosed,
  showConnectQuestion,
  stepForm,
} from '../connect/connect-code.tsx';
import { putIntoRecord, showPickedUp, showPickUpRecord, type Unlocked } from './pick-up-record.tsx';

const address = '/pick-up';

export function showPickUp(c: ShellContext): Promise<Response> {
  return nextStep(c, c.req.query('request'));
}

export const takePickUpForm = stepForm({ code: takeCode, answer: takeAnswer, record: takeRecord });

/** The page that is due. */
async function nextStep(c: ShellContext, sealed: string | undefined): Promise<Response> {
  const request = openCodeRequest(c.var.visit.vault, sealed);
  if (request?.packageId === undefined) return enterCode(c, sealed, '');
  const { answered } = request;
  if (isSignedIn(c) && answered?.isDone && answered.personId === c.var.visit.person.id)
    return showPickedUp(c, getFirst(request.appIds));
  const { found, problem } = await lookUp(c, request.packageId);
  if (!found) return enterCode(c, sealed, request.packageId, problem);
  if (!isSignedIn(c)) return goTo(c, signInAddress(sealed));
  const unlocked = unlockedBy(c, request, found);
  return unlocked ? showPickUpRecord(c, sealed!, unlocked) : askQuestion(c, sealed!, found);
}

function enterCode(
  c: ShellContext,
  sealed: string | undefined,
  code: string,
  problem?: CodeProblem,
): Promise<Response> {
  const { codeTitle: title, codeLead: lead } = pickUpWords(c.var.visit.language);
  const { text: error, status = 422 } = problem ?? {};
  return showCode(c, { action: address, title, lead, sealed, code, error, ...(problem && { status }) });
}

/** The package a code stands for, or what is wrong with it. */
async function lookUp(
  c: ShellContext,
  code: string,
): Promise<{ found?: FoundPackage; problem?: CodeProblem }> {
  const { vault, address: from, person, language } = c.var.visit;
  const w = connectWords(language).code;
  try {
    const stored = await findPackage({ vault, address: from, personId: person?.id }, code);
    if (!stored) {
      const isWhole = code.replace(/[^A-Za-z]/g, '').length === 20;
      return { problem: { text: isWhole ? w.unknown : w.malformed } };
    }
    const app = await vault.store.read(db => localiseApplication(db, stored.app, [language]));
    const found = { ...stored, app };
    const { name } = app;
    if (found.state === 'reserved') return { problem: { text: pickUpWords(language).notThere(name) } };
    if (found.state === 'expired') return { problem: { text: w.expired(name) } };
    return found.state === 'open' ? { found } : { problem: { text: w.usedUp(name) } };
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    return { problem: { text: w.tooMany(announcePause(c, error)), status: 429 } };
  }
}

/** What opens the package, if it was this person who answered its question. */
function unlockedBy(
  c: SignedInContext,
  { answered }: CodeRequest,
  found: FoundPackage,
): Unlocked | undefined {
  const isTheirs = answered?.id === found.dropped.id && answered.personId === c.var.visit.person.id;
  if (!isTheirs || answered.secret === undefined) return undefined;
  return { found, secret: Buffer.from(answered.secret, 'base64url') };
}

async function takeCode(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const sealed = form.get('request') ?? undefined;
  const code = form.get('code')?.trim() ?? '';
  if (code === '') return enterCode(c, sealed, code, { text: connectWords(language).code.missing });
  const { found, problem } = await lookUp(c, code);
  if (!found) return enterCode(c, sealed, code, problem);
  const before = openCodeRequest(vault, sealed) ?? newCodeRequest('PICKUP');
  const { answered: _, ...request } = before;
  return goOn(c, { ...request, packageId: code });
}

function goOn(c: ShellContext, request: CodeRequest): Response {
  return goTo(c, `${address}?request=${sealRequest(c.var.visit.vault, request)}`);
}

/** What the sealed request of a form is about; a page instead when it is no longer about anything. */
async function requestOf(
  c: ShellContext,
  form: URLSearchParams,
): Promise<{ sealed: string; request: CodeRequest; found: FoundPackage } | { page: Promise<Response> }> {
  const sealed = form.get('request') ?? '';
  const request = openCodeRequest(c.var.visit.vault, sealed);
  const code = request?.packageId;
  if (code === undefined) return { page: enterCode(c, sealed || undefined, '') };
  const { found, problem } = await lookUp(c, code);
  return found ? { sealed, request: request!, found } : { page: enterCode(c, sealed, code, problem) };
}

function askQuestion(
  c: ShellContext,
  sealed: string,
  { app, dropped }: FoundPackage,
  error?: string,
  status?: number,
): Promise<Response> {
  const { questionTitle: title } = pickUpWords(c.var.visit.language);
  const { question } = assume(dropped.droppedOff, 'what was dropped off');
  const problem = { error, ...(status !== undefined && { status }) };
  return showConnectQuestion(c, { action: address, title, appName: app.name, question, sealed, ...problem });
}

async function takeAnswer(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const is = await requestOf(c, form);
  if ('page' in is) return is.page;
  const { sealed, request, found } = is;
  const { vault, address: from, person, language } = c.var.visit;
  const w = connectWords(language);
  const answer = form.get('answer') ?? '';
  if (answer === '') return askQuestion(c, sealed, found, w.question.missing);
  const { id } = found.dropped;
  try {
    const judged = await judgeAnswer({ vault, address: from, personId: person.id }, id, answer);
    if (judged.isRight) {
      const secret = Buffer.from(judged.secret).toString('base64url');
      return goOn(c, { ...request, answered: { id, personId: person.id, secret } });
    }
    if (judged.triesLeft > 0) return askQuestion(c, sealed, found, w.question.wrong(judged.triesLeft));
    const { closedTitle: title } = pickUpWords(language);
    return showConnectClosed(c, { title, text: w.code.usedUp(found.app.name), action: address, status: 422 });
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    return askQuestion(c, sealed, found, w.code.tooMany(announcePause(c, error)), 429);
  }
}

async function takeRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const is = await requestOf(c, form);
  if ('page' in is) return is.page;
  const { sealed, request, found } = is;
  const { person, language } = c.var.visit;
  const unlocked = unlockedBy(c, request, found);
  if (!unlocked) return askQuestion(c, sealed, found);
  if (form.get('decision') === 'deny') {
    const { declinedTitle: title, declined: text } = pickUpWords(language);
    return showConnectClosed(c, { title, text, action: address });
  }
  const page = await putIntoRecord(c, sealed, unlocked, form);
  if (page) return page;
  // The package is gone, and with it how its application is known.
  const answered = { id: found.dropped.id, personId: person.id, isDone: true };
  return goOn(c, { ...request, appIds: [found.app.id], answered });
}
