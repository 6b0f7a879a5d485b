// The way back to an application: its action URL, or the Shell's last page, with what the application needs to go on.

import type { Application } from '../../../core/applications/application.ts';
import { issueUserToken } from '../../../core/people/tokens.ts';
import type { Writer } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import { leaveWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import { getPolicySource, goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInVisit } from '../../web/visit.ts';
import { type Resolved, resolve } from '../resolve.ts';
import { hasMadeAccount, openRequest } from '../shell-request.ts';

export type Outcome =
  | 'AppAuthSuccess'
  | 'AppAuthReject'
  | 'AppAuthInvalidRecord'
  | 'SelectedRecordChanged'
  | 'SignOut'
  | 'EditRecordComplete'
  | 'EditRecordCancel'
  | 'ReconcileComplete'
  | 'ReconcileFailure'
  | 'ReconcileCanceled'
  | 'ShareRecordSuccess'
  | 'ShareRecordFailed';

/** A token for the time the person is here. Devices have none: they work offline. */
export async function makeTokenFor(
  db: Writer,
  { vault, person, sessionHash }: SignedInVisit,
  app: Application,
): Promise<string | undefined> {
  if (app.kind === 'soda-child') return undefined;
  return issueUserToken(db, vault, { appId: app.id, personId: person.id, shellHash: sessionHash });
}

/** Sends the person back. */
export async function leave(
  c: ShellContext,
  resolved: Resolved,
  target: Outcome,
  token?: string,
): Promise<Response> {
  const { apps, request, returnUrl } = resolved;
  const { vault, person } = c.var.visit;
  return sendOn(c, resolved, {
    ...(returnUrl === undefined && { appid: apps[0].id }),
    target,
    ...(request.target === 'CREATEACCOUNT' && {
      targetdetails: hasMadeAccount(request, person) ? 'CreateAccountSuccess' : 'CreateAccountFailure',
    }),
    ...(request.actionQs !== undefined && { actionqs: request.actionQs }),
    ...(token !== undefined && { wctoken: token, ...suggestedTtl(vault, apps[0]) }),
    instanceid: vault.instance.id,
  });
}

/** In seconds, for an application whose people may stay signed in: how long its own cookie may last. */
function suggestedTtl({ limits }: Vault, { persistentTokens }: Application): Record<string, string> {
  if (!persistentTokens?.enabled) return {};
  const { ttlSeconds = Number.POSITIVE_INFINITY } = persistentTokens;
  return { suggestedtokenttl: String(Math.min(ttlSeconds, Math.floor(limits.userTokenTtlMs / 1000))) };
}

/** To the application, by an address or a form, with these values. */
export async function sendOn(
  c: ShellContext,
  { apps, request, returnUrl }: Resolved,
  values: Record<string, string>,
): Promise<Response> {
  if (returnUrl === undefined) return goTo(c, withQuery('/application/complete', values), { token: true });
  if (request.post) return postBack(c, apps[0].name, returnUrl, values);
  return goOn(c, apps[0].name, withQuery(returnUrl, values));
}

/** On to an address that leads to an application. */
export async function goOn(c: ShellContext, appName: string, location: string): Promise<Response> {
  if (c.req.method === 'POST' && isBrowser(c)) return moveOn(c, appName, location);
  return goTo(c, location, { token: true });
}

/** The way back at the end of a page that an application sent the person to; undefined when none did. */
export async function goBackTo(
  c: ShellContext,
  sealed: string | undefined,
  target: Outcome,
): Promise<Response | undefined> {
  const { vault } = c.var.visit;
  const request = openRequest(vault, sealed);
  if (!request) return undefined;
  return leave(c, await vault.store.read(db => resolve(db, vault, request)), target);
}

function withQuery(url: string, values: Record<string, string>): string {
  const query = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const base = url.replace(/#.*$/, '');
  return `${base}${base.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** Where forms of a page may lead that end in a return. */
export function listFormTargets({ returnUrl }: Resolved): string[] {
  return ["'self'", ...(returnUrl === undefined ? [] : [new URL(returnUrl).origin])];
}

/** Browsers of today say so with every navigation. */
function isBrowser(c: ShellContext): boolean {
  return c.req.header('sec-fetch-mode') === 'navigate';
}

/**
 * Chromium holds every redirect after a form to the form's policy, those of the application's own site too.
 * A page that moves on by itself ends that chain.
 */
function moveOn(c: ShellContext, appName: string, location: string): Promise<Response> {
  const { visit } = c.var;
  const w = leaveWords(visit.language);
  const page = (
    <Layout title={w.back(appName)} visit={visit} plain refreshTo={location}>
      <h1>{w.back(appName)}</h1>
      <p>
        <a class="button" href={location}>
          {w.go(appName)}
        </a>
      </p>
    </Layout>
  );
  return show(c, page, { token: true });
}

function postBack(
  c: ShellContext,
  appName: string,
  url: string,
  values: Record<string, string>,
): Promise<Response> {
  const { visit } = c.var;
  const w = leaveWords(visit.language);
  const page = (
    <Layout title={w.back(appName)} visit={visit} plain script="submit">
      <h1>{w.back(appName)}</h1>
      <form id="return" method="post" action={url}>
        {Object.entries(values).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{w.go(appName)}</button>
      </form>
    </Layout>
  );
  return show(c, page, { token: true, script: true, formTargets: [getPolicySource(url)] });
}
