// How each row of the authorisation matrix at the doors of OAuth is asked: one request, after what leads to it.
import { givenSmartToken } from '../given-smart.ts';
import { startTestServer } from '../server.ts';
import { authorisation, configuration, granted, launch } from './oauth-page-asks.ts';
import { oauthDoors } from './oauth-rules.ts';
import {
  type Ask,
  type Asks,
  type Connected,
  madeByNobody,
  minuteMs,
  OauthStage,
  proofOf,
  tellActive,
  tellStatus,
  usualScopes,
  wrongSecret,
} from './oauth-stage.ts';
import { byCodes, byOtherWays, byRefreshes, byServices } from './oauth-token-asks.ts';

/** Somebody gives a token back. */
const revoked =
  (post: (stage: OauthStage, of: Connected) => ReturnType<OauthStage['post']>): Ask =>
  async stage => {
    const of = await stage.connect(await stage.secretApp());
    const answer = await post(stage, of);
    if (answer.status !== 200) return tellStatus(answer);
    return (await stage.isGood(of.accessToken)) ? '200, and nothing ends' : 'all of it ends';
  };

const revocation: Asks['revocation'] = {
  'the application, of its refresh token': revoked((stage, { app, refreshToken }) =>
    stage.post('revoke', { token: refreshToken }, proofOf(app)),
  ),
  'the application, of its access token': revoked((stage, { app, accessToken }) =>
    stage.post('revoke', { token: accessToken }, proofOf(app)),
  ),
  'the application, of a token that nobody made': revoked((stage, { app }) =>
    stage.post('revoke', { token: madeByNobody }, proofOf(app)),
  ),
  'another application': revoked(async (stage, { refreshToken }) =>
    stage.post('revoke', { token: refreshToken }, proofOf(await stage.secretApp())),
  ),
  nobody: revoked((stage, { refreshToken }) => stage.post('revoke', { token: refreshToken })),
  'the application without its secret': revoked((stage, { app, refreshToken }) =>
    stage.post('revoke', { token: refreshToken, client_id: app.id }),
  ),
  'the application with a wrong secret': revoked((stage, { app, refreshToken }) =>
    stage.post('revoke', { token: refreshToken }, proofOf(app, wrongSecret)),
  ),
  'an application that is switched off': revoked(async (stage, { app, refreshToken }) => {
    await stage.switchOff(app);
    return stage.post('revoke', { token: refreshToken }, proofOf(app));
  }),
};

/** Somebody asks about a token. */
const introspected =
  (post: (stage: OauthStage, of: Connected) => ReturnType<OauthStage['post']>): Ask =>
  async stage =>
    tellActive(await post(stage, await stage.connect(await stage.secretApp())));
const askAbout = (stage: OauthStage, { app, accessToken: token }: Connected) =>
  stage.post('introspect', { token }, proofOf(app));
const askedAfter = (meanwhile: (stage: OauthStage, of: Connected) => Promise<unknown>): Ask =>
  introspected(async (stage, of) => {
    await meanwhile(stage, of);
    return askAbout(stage, of);
  });
const askByBearer = (stage: OauthStage, token: string, bearer: string) =>
  stage.post('introspect', { token }, { headers: { authorization: `Bearer ${bearer}` } });

const introspection: Asks['introspection'] = {
  'the application, of its access token': introspected(askAbout),
  'the application, of its refresh token': introspected((stage, { app, refreshToken: token }) =>
    stage.post('introspect', { token }, proofOf(app)),
  ),
  'another application': introspected(async (stage, { accessToken: token }) =>
    stage.post('introspect', { token }, proofOf(await stage.secretApp())),
  ),
  'one that may ask of all, by its secret': introspected(async (stage, { accessToken: token }) =>
    stage.post('introspect', { token }, proofOf(await stage.gateway())),
  ),
  'one that may ask of all, by a token of its own': introspected(async (stage, { accessToken }) => {
    const isOf = await stage.gateway();
    const { token } = await givenSmartToken(stage.server, { scopes: 'user/*.rs', isOf });
    return askByBearer(stage, accessToken, token);
  }),
  'one that may not, by a token of its own': introspected((stage, { accessToken }) =>
    askByBearer(stage, accessToken, accessToken),
  ),
  'by a token that nobody made': introspected((stage, { accessToken }) =>
    askByBearer(stage, accessToken, madeByNobody),
  ),
  'by a token, after its authorisation was removed': introspected(async (stage, { accessToken }) => {
    const own = await stage.connect(await stage.gateway());
    await stage.remove(own);
    return askByBearer(stage, accessToken, own.accessToken);
  }),
  nobody: introspected((stage, { accessToken: token }) => stage.post('introspect', { token })),
  'the application without its secret': introspected((stage, { app, accessToken: token }) =>
    stage.post('introspect', { token, client_id: app.id }),
  ),
  'the application with a wrong secret': introspected((stage, { app, accessToken: token }) =>
    stage.post('introspect', { token }, proofOf(app, wrongSecret)),
  ),
  'an application that is switched off': askedAfter((stage, { app }) => stage.switchOff(app)),
  'of a token that nobody made': introspected((stage, { app }) =>
    stage.post('introspect', { token: madeByNobody }, proofOf(app)),
  ),
  'of a token, after the authorisation was removed': askedAfter((stage, of) => stage.remove(of)),
  'of a token of a person who is suspended': askedAfter((stage, of) => stage.suspend(of)),
  'of a token of an application that is switched off, by one that may ask of all': introspected(
    async (stage, { app, accessToken: token }) => {
      await stage.switchOff(app);
      return stage.post('introspect', { token }, proofOf(await stage.gateway()));
    },
  ),
  'of a token of a service that is switched off, by one that may ask of all': async stage => {
    const { app, key } = await stage.service();
    const { body } = await stage.ask({}, { key, id: app.id });
    await stage.switchOff(app);
    const token = String(body.access_token);
    return tellActive(await stage.post('introspect', { token }, proofOf(await stage.gateway())));
  },
  'of a token, after an hour': introspected((stage, of) =>
    stage.later(60 * minuteMs + 1, () => askAbout(stage, of)),
  ),
};

const wished = {
  client_name: 'Growth chart',
  redirect_uris: ['https://app.example/back'],
  scope: usualScopes,
  token_endpoint_auth_method: 'none',
};

async function register(stage: OauthStage, metadata: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(metadata);
  const answer = await stage.send('/oauth/register', { method: 'POST', body, headers });
  return answer.status === 201 ? 'registered' : tellStatus(answer);
}

/** What it registered is not told again, nor changed, by this door. */
const managed =
  (method: string): Ask =>
  async stage => {
    const { app, accessToken } = await stage.connect();
    const headers = { authorization: `Bearer ${accessToken}` };
    return tellStatus(await stage.send(`/oauth/register/${app.id}`, { method, headers }));
  };

const registration: Asks['registration'] = {
  'anybody, where it is open': stage => register(stage, wished),
  'anybody, where it is not': async () => {
    await using closed = await startTestServer({ smartRegistration: 'off' });
    return await register(new OauthStage(closed), wished);
  },
  'with a scope of a system and no key': stage => register(stage, { ...wished, scope: 'system/*.rs' }),
  'without an address': stage => register(stage, { ...wished, redirect_uris: [] }),
  'an application, to read what it registered': managed('GET'),
  'an application, to change what it registered': managed('PUT'),
};

const asked =
  (path: string, method = 'GET'): Ask =>
  async stage =>
    tellStatus(await stage.send(path, { method }));

const bothWays = (path: string) => ({ anybody: asked(path), 'anybody, by POST': asked(path, 'POST') });

export const oauthAsks: Asks = {
  authorisation,
  launch,
  'tokens by a code': byCodes,
  'tokens by a refresh token': byRefreshes,
  'tokens of a backend service': byServices,
  'tokens by other ways': byOtherWays,
  revocation,
  introspection,
  registration,
  'configuration of the application': configuration,
  'what people granted': granted,
  'userinfo, which is not there': {
    'an application with its token': async stage => {
      const { accessToken } = await stage.connect();
      const headers = { authorization: `Bearer ${accessToken}` };
      return tellStatus(await stage.send(oauthDoors['userinfo, which is not there'].path, { headers }));
    },
    nobody: asked('/oauth/me'),
  },
  keys: bothWays(oauthDoors.keys.path),
  'configuration of SMART': bothWays(oauthDoors['configuration of SMART'].path),
  brands: bothWays(oauthDoors.brands.path),
  'description as OpenAPI': bothWays(oauthDoors['description as OpenAPI'].path),
  'configuration of OpenID': bothWays(oauthDoors['configuration of OpenID'].path),
  'configuration of OAuth': bothWays(oauthDoors['configuration of OAuth'].path),
};
