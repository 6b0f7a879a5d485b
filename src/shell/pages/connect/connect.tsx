// CONNECT: a person follows a clinic's invitation. Code, question, record and consent, a page each under one address;
// the sealed request says how far the person is.

import { localiseApplication } from '../../../core/applications/localised.ts';
import { hashIdentityCode, readIdentityCode } from '../../../core/healthvault/connect/identity-code.ts';
import { type FoundRequest, findByCode, judgeAnswer } from '../../../core/healthvault/connect/take-up.ts';
import { TooManyTries } from '../../../core/limits/rate-limit.ts';
import { connectWords } from '../../../locales/words.ts';
import {
  type CodeRequest,
  newCodeRequest,
  openCodeRequest,
  sealRequest,
} from '../../hand-over/shell-request.ts';
import { announcePause } from '../../web/pause.ts';
import { goTo } from '../../web/respond.tsx';
import { signInAddress } from '../../web/sign-in-address.ts';
import type { ShellContext } from '../../web/visit.ts';
import { isSignedIn, type SignedInContext } from '../../web/visit.ts';
import {
  type CodeProblem,
  showCode,
  showConnectClosed,
  showConnectQuestion,
  stepForm,
} from './connect-code.tsx';
import { allowConnect, showConnectRecord } from './connect-consent.tsx';
import { showConnectDone } from './connect-done.tsx';

const address = '/connect';

export function showConnect(c: ShellContext): Promise<Response> {
  return nextStep(c, c.req.query('request'));
}

export const takeConnectForm = stepForm({ code: takeCode, answer: takeAnswer, record: takeRecord });

/** The page that is due. */
async function nextStep(c: ShellContext, sealed: string | undefined): Promise<Response> {
  const request = openCodeRequest(c.var.visit.vault, sealed);
  if (request?.packageId === undefined) return connectCodePage(c, sealed, '');
  const { found, problem, isPackage } = await lookUp(c, request.packageId, request);
  if (isPackage) return pickUp(c, request);
  if (!found) return connectCodePage(c, sealed, request.packageId, problem);
  if (!isSignedIn(c)) return goTo(c, signInAddress(sealed));
  const { answered } = request;
  if (answered?.id !== found.request.id || answered.personId !== c.var.visit.person.id)
    return askQuestion(c, sealed!, found);
  return answered.isDone ? connectedPage(c, found) : showConnectRecord(c, sealed!, found);
}

function connectCodePage(
  c: ShellContext,
  sealed: string | undefined,
  code: string,
  problem?: CodeProblem,
): Promise<Response> {
  const w = connectWords(c.var.visit.language);
  const { text: error, status = 422 } = problem ?? {};
  return showCode(c, {
    action: address,
    title: w.codeTitle,
    lead: w.codeLead,
    sealed,
    code,
    error,
    ...(problem && { status }),
  });
}

/** What a code stands for, or what is wrong with it. Who has connected by it may look at the last page whatever came after. */
async function lookUp(
  c: ShellContext,
  code: string,
  { answered }: Pick<CodeRequest, 'answered'> = {},
): Promise<{ found?: FoundRequest; problem?: CodeProblem; isPackage?: boolean }> {
  const { vault, address, person, language } = c.var.visit;
  const w = connectWords(language).code;
  try {
    const found = await findByCode({ vault, address, personId: person?.id }, code);
    if (!found) {
      const whole = readIdentityCode(code);
      const dropped = whole && (await vault.store.read(db => db.packages.byCode(hashIdentityCode(whole))));
      return { problem: { text: whole ? w.unknown : w.malformed }, isPackage: dropped !== undefined };
    }
    const app = await vault.store.read(db => localiseApplication(db, found.app, [language]));
    if (found.state === 'open' || answered?.isDone) return { found: { ...found, app } };
    const text = found.state === 'expired' ? w.expired(app.name) : w.usedUp(app.name);
    return { problem: { text } };
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    return { problem: { text: w.tooMany(announcePause(c, error)), status: 429 } };
  }
}

async function takeCode(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const sealed = form.get('request') ?? undefined;
  const code = form.get('code')?.trim() ?? '';
  if (code === '') return connectCodePage(c, sealed, code, { text: connectWords(language).code.missing });
  const { found, problem, isPackage } = await lookUp(c, code);
  if (!found && !isPackage) return connectCodePage(c, sealed, code, problem);
  const before = openCodeRequest(vault, sealed) ?? newCodeRequest('CONNECT');
  const { answered: _, ...request } = { ...before, packageId: code };
  return isPackage ? pickUp(c, request) : goOn(c, request);
}

/** Codes of packages look the same, and nobody needs to know which it is they were given. */
function pickUp(c: ShellContext, request: CodeRequest): Response {
  const sealed = sealRequest(c.var.visit.vault, { ...request, target: 'PICKUP' });
  return goTo(c, `/pick-up?request=${sealed}`);
}

function goOn(c: ShellContext, request: CodeRequest): Response {
  return goTo(c, `${address}?request=${sealRequest(c.var.visit.vault, request)}`);
}

/** What the sealed request of a form is about; a page instead when it is no longer about anything. */
async function requestOf(
  c: ShellContext,
  form: URLSearchParams,
): Promise<{ sealed: string; request: CodeRequest; found: FoundRequest } | { page: Promise<Response> }> {
  const sealed = form.get('request') ?? '';
  const request = openCodeRequest(c.var.visit.vault, sealed);
  const code = request?.packageId;
  if (code === undefined) return { page: connectCodePage(c, sealed || undefined, '') };
  const { found, problem } = await lookUp(c, code, request);
  return found ? { sealed, request: request!, found } : { page: connectCodePage(c, sealed, code, problem) };
}

function askQuestion(
  c: ShellContext,
  sealed: string,
  { app, request: { question } }: FoundRequest,
  error?: string,
  status?: number,
): Promise<Response> {
  const title = connectWords(c.var.visit.language).questionTitle;
  return showConnectQuestion(c, {
    action: address,
    title,
    appName: app.name,
    question,
    sealed,
    error,
    ...(status !== undefined && { status }),
  });
}

async function takeAnswer(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const is = await requestOf(c, form);
  if ('page' in is) return is.page;
  const { sealed, request, found } = is;
  const { vault, address: from, person, language } = c.var.visit;
  const w = connectWords(language);
  const answer = form.get('answer') ?? '';
  if (answer === '') return askQuestion(c, sealed, found, w.question.missing);
  const trier = { vault, address: from, personId: person.id };
  const { id } = found.request;
  try {
    const judged = await judgeAnswer(trier, id, answer);
    if (judged.isRight) return goOn(c, { ...request, answered: { id, personId: person.id } });
    if (judged.triesLeft > 0) return askQuestion(c, sealed, found, w.question.wrong(judged.triesLeft));
    return showConnectClosed(c, {
      title: w.closedTitle,
      text: w.code.usedUp(found.app.name),
      action: address,
      status: 422,
    });
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
  const { answered } = request;
  if (answered?.id !== found.request.id || answered.personId !== person.id)
    return askQuestion(c, sealed, found);
  const w = connectWords(language);
  if (form.get('decision') === 'deny')
    return showConnectClosed(c, { title: w.deniedTitle, text: w.denied, action: address });
  const page = await allowConnect(c, sealed, found, form);
  return page ?? goOn(c, { ...request, answered: { ...answered, isDone: true } });
}

function connectedPage(c: ShellContext, { app, request }: FoundRequest): Promise<Response> {
  const { language, records } = c.var.visit;
  const w = connectWords(language);
  const chosen = records.find(({ record }) => record.id === request.connected?.recordId);
  return showConnectDone(c, app, {
    title: w.doneTitle,
    lead: chosen && w.done(app.name, chosen.record.name),
  });
}
