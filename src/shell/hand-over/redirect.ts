// redirect.aspx, by which applications send people here.
import { findLanguage, type Language } from '../../locales/language.ts';
import { readForm } from '../web/form.ts';
import { goTo } from '../web/respond.tsx';
import { keepLanguage, type ShellContext } from '../web/visit.ts';
import { type Parameters, redirectParameters } from './redirect-query.ts';
import { openRequest, readShellRequest, type ShellRequest, sealRequest } from './shell-request.ts';
import { storePosted } from './targets/posted.ts';
import { serve } from './targets.ts';
import { noteRemarks } from './trace-redirect.ts';

export async function serveRedirect(c: ShellContext): Promise<Response> {
  return serve(c, await read(c, redirectParameters(queryOf(c))));
}

/** A form of another site comes without this browser's cookies; the GET that follows it has them. */
export async function takePosted(c: ShellContext): Promise<Response> {
  const { vault } = c.var.visit;
  const form = String(await readForm(c));
  const parameters = redirectParameters(`${queryOf(c)}&${form}`);
  const { request, fields } = await storePosted(c, await read(c, parameters), form);
  // Whoever knows the person better than the browser does.
  if (!languageAsked(parameters)) speak(c, findLanguage(fields['Account.LanguageCode']));
  return goTo(c, `/go?request=${sealRequest(vault, request)}`);
}

/** What a request asks that went by another page. */
export async function serveSealed(c: ShellContext): Promise<Response> {
  const request = openRequest(c.var.visit.vault, c.req.query('request'));
  return request ? serve(c, request) : goTo(c, '/');
}

function queryOf(c: ShellContext): string {
  return new URL(c.req.url).search.slice(1);
}

/** In the language that is asked for, mistakes too. @throws Problem */
async function read(c: ShellContext, parameters: Parameters): Promise<ShellRequest> {
  speak(c, languageAsked(parameters));
  const request = { ...readShellRequest(parameters), askedAt: c.var.visit.vault.clock.now() };
  await noteRemarks(c, parameters, request);
  return request;
}

/** A language that the pages are not in counts as none. */
function languageAsked(parameters: Parameters): Language | undefined {
  return findLanguage(parameters.get('culture')) ?? findLanguage(parameters.get('lcid'));
}

/** For this visit only: neither the account nor what the person chose for this browser is another's to change. */
function speak(c: ShellContext, language: Language | undefined): void {
  if (language) keepLanguage(c, language, { forVisitOnly: true });
}
