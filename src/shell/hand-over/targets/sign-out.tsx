// APPSIGNOUT: signs a person out of an application and of the Shell. Whoever made the link must hold the token that the
// application got for them; a link of anybody else's is asked about first.
import { signOut } from '../../../core/people/sessions.ts';
import { endUserToken, isUserTokenOf } from '../../../core/people/tokens.ts';
import { ownRows } from '../../../core/store.ts';
import { targetsWords } from '../../../locales/words.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { makeAppMistake } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import { forgetSignedIn, type ShellContext } from '../../web/visit.ts';
import { leave, listFormTargets } from '../leave/leave.tsx';
import { type Resolved, resolve } from '../resolve.ts';
import { openRequest, type ShellRequest, sealRequest } from '../shell-request.ts';

export async function serveAppSignOut(
  c: ShellContext,
  request: ShellRequest<'APPSIGNOUT'>,
): Promise<Response> {
  const { vault, person } = c.var.visit;
  const { userToken } = request;
  const { resolved, isProved } = await vault.store.read(async db => {
    const resolved = await resolve(db, vault, request);
    const of = person && { appId: resolved.apps[0].id, personId: person.id };
    const isProved = !of || (userToken !== undefined && (await isUserTokenOf(db, userToken, of)));
    return { resolved, isProved };
  });
  return isProved ? signedOut(c, resolved, userToken) : ask(c, resolved);
}

export async function signOutOfApp(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault } = c.var.visit;
  const request = openRequest(vault, form.get('request'));
  if (request?.target !== 'APPSIGNOUT') throw makeAppMistake('There is no request to sign out for.');
  return signedOut(c, await vault.store.read(db => resolve(db, vault, request)), request.userToken);
}

async function signedOut(
  c: ShellContext,
  resolved: Resolved,
  userToken: string | undefined,
): Promise<Response> {
  const { vault, session } = c.var.visit;
  if (userToken !== undefined) await vault.store.write(db => endUserToken(db, userToken), ownRows);
  if (session) {
    await signOut(vault, session);
    forgetSignedIn(c);
  }
  return leave(c, resolved, 'SignOut');
}

function ask(c: ShellContext, resolved: Resolved): Promise<Response> {
  const { visit } = c.var;
  const w = targetsWords(visit.language).signOut;
  const page = (
    <Layout title={w.title} visit={visit} plain>
      <div class="narrow">
        <h1>{w.title}</h1>
        <p class="lead">{w.text(resolved.apps[0].name)}</p>
        <Form visit={visit} action="/sign-out-of-app" request={sealRequest(visit.vault, resolved.request)}>
          <div class="decision">
            <button type="submit">{w.button}</button>
            <a class="button second" href="/">
              {w.stay}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { formTargets: listFormTargets(resolved) });
}
