// The step between an application's request and its code: what is asked is told to the pages, which know who is there and ask
// them; what was answered becomes a grant.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartApp } from '../../core/smart/access.ts';
import {
  endLaunch,
  findLaunch,
  keepAsk,
  type SmartAnswer,
  type SmartAsk,
  type SmartLaunch,
  takeAnswer,
} from '../../core/smart/ask.ts';
import { appIdOf } from '../../core/smart/client.ts';
import { addSmartGrant } from '../../core/smart/grants.ts';
import { isWithin, parseScopes, printScopes } from '../../core/smart/scopes.ts';
import type { Vault } from '../../core/vault.ts';

type Result = Parameters<Provider['interactionResult']>[2];

/**
 * Sends the browser to the pages, or, when it comes back from them, on to the application.
 * @param answerId what the pages gave this browser for the answer; undefined as long as there is none
 * @throws SessionNotFound for a browser that did not begin it, or too late
 */
export async function serveInteraction(
  { vault, provider }: { vault: Vault; provider: Provider },
  request: IncomingMessage,
  response: ServerResponse,
  answerId: string | undefined,
): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const finish = (result: Result) => provider.interactionFinished(request, response, result);
  if (answerId !== undefined) {
    const answer = await takeAnswer(vault, answerId);
    if (answer?.uid !== uid) throw new errors.SessionNotFound('the answer is another one, or too old');
    return finish(await toResult(vault, provider, answer, params));
  }
  const ask = await readAsk(vault, uid, params);
  if ('error' in ask) return finish(ask);
  await keepAsk(vault, ask);
  response.writeHead(303, { Location: `/authorize?of=${encodeURIComponent(uid)}` }).end();
}

type Params = Readonly<Record<string, unknown>>;
type Refusal = { error: string; error_description: string };

async function readAsk(vault: Vault, uid: string, params: Params): Promise<SmartAsk | Refusal> {
  const appId = appIdOf(String(params.client_id));
  const app = await vault.store.read(db => findSmartApp(db, vault, appId));
  if (!app?.smart)
    return { error: 'unauthorized_client', error_description: 'the application may not work here' };
  if (typeof params.aud !== 'string')
    return {
      error: 'invalid_request',
      error_description: `aud is missing: it must be ${getFhirUrl(vault.instance)}`,
    };
  const asked = parseScopes(String(params.scope ?? ''));
  const registered = parseScopes(app.smart.scopes).resources;
  const resources = asked.resources.filter(
    scope => scope.context !== 'system' && isWithin(scope, registered),
  );
  if (resources.length === 0 && !asked.others.has('openid'))
    return {
      error: 'invalid_scope',
      error_description: 'none of the scopes is one that the application registered',
    };
  const launch = await readLaunch(vault, appId, params, asked.others.has('launch'));
  if (launch === 'wrong')
    return {
      error: 'invalid_request',
      error_description: 'the launch is over, or was not for this application',
    };
  return {
    uid,
    appId,
    scopes: printScopes(resources, asked.others),
    redirectUri: String(params.redirect_uri),
    ...(launch && { launch: { personId: launch.personId, recordId: launch.recordId } }),
  };
}

/** Good once, for the application that it was made for. */
async function readLaunch(
  vault: Vault,
  appId: string,
  { launch }: Params,
  isAsked: boolean,
): Promise<SmartLaunch | 'wrong' | undefined> {
  if (launch === undefined) return isAsked ? 'wrong' : undefined;
  const found = await findLaunch(vault, String(launch), appId);
  if (!found) return 'wrong';
  await endLaunch(vault, String(launch));
  return found;
}

const refusal: Result = { error: 'access_denied', error_description: 'the person did not agree' };

async function toResult(
  vault: Vault,
  provider: Provider,
  answer: SmartAnswer,
  params: Params,
): Promise<Result> {
  if (!answer.isGranted) return refusal;
  const { personId, personAlias, recordId, scopes, isOffline, shellId } = answer;
  const clientId = String(params.client_id);
  const appId = appIdOf(clientId);
  const granted = parseScopes(scopes);
  const asked = parseScopes(String(params.scope ?? ''));
  const grant = new provider.Grant({ accountId: personAlias, clientId });
  const base = getFhirUrl(vault.instance);
  const words = (all: Iterable<string>) => [...all].join(' ');
  const opened = granted.resources.map(({ text }) => text);
  grant.addOIDCScope(words(granted.others));
  if (opened.length > 0) grant.addResourceScope(base, words(opened));
  // What the person left out is decided too: nobody asks them again.
  const refusedOthers = [...asked.others].filter(scope => !granted.others.has(scope));
  if (refusedOthers.length > 0) grant.rejectOIDCScope(words(refusedOthers));
  const refused = asked.resources.map(({ text }) => text).filter(text => !opened.includes(text));
  if (refused.length > 0) grant.rejectResourceScope(base, words(refused));
  const grantId = await grant.save();
  const isAdded = await vault.store.write(async db => {
    // The person may have taken back what they agreed to before their browser came here with it.
    const all = await db.authorizations.ofPerson(appId, personId);
    const isThere = recordId === undefined ? all.length > 0 : all.some(one => one.recordId === recordId);
    if (opened.length > 0 && !isThere) return false;
    await addSmartGrant(db, vault, grantId, { appId, personId, recordId, scopes, isOffline, shellId });
    return true;
  });
  if (!isAdded) return refusal;
  return { login: { accountId: personAlias, remember: false }, consent: { grantId } } as Result;
}
