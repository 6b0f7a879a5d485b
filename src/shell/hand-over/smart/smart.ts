// The way from the authorization server to the page of consent: who comes is signed in first, as with any application.
import { findAsk, openMistake } from '../../../core/smart/ask.ts';
import { makeAppMistake, makeProblem } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import { isSignedIn, type ShellContext } from '../../web/visit.ts';
import { resolve } from '../resolve.ts';
import { newSmartRequest, type ShellRequest, sealRequest } from '../shell-request.ts';
import { answerSmart } from './decision.ts';
import { answerWithoutAsking } from './without-asking.ts';

/** @throws Problem when there is no such request, or it is too old */
export async function serveAuthorization(c: ShellContext): Promise<Response> {
  const { vault } = c.var.visit;
  const mistake = c.req.query('mistake');
  if (mistake !== undefined)
    throw makeAppMistake(openMistake(vault, mistake) ?? 'It asked for what cannot be.');
  const ask = await findAsk(vault, c.req.query('of') ?? '');
  if (!ask) throw makeProblem(400, 'tooOld');
  return askSmart(c, newSmartRequest(ask.appId, ask.uid));
}

export async function askSmart(c: ShellContext, request: ShellRequest<'SMART'>): Promise<Response> {
  const { vault } = c.var.visit;
  const { apps } = await vault.store.read(db => resolve(db, vault, request));
  const sealed = sealRequest(vault, request);
  if (!isSignedIn(c)) return goTo(c, `/sign-in?request=${sealed}`);
  const answer = await answerWithoutAsking(c.var.visit, apps[0], request);
  if (answer) return answerSmart(c, apps[0].name, answer);
  return goTo(c, `/consent?request=${sealed}`);
}
