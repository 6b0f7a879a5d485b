// How rows of the authorisation matrix at the token endpoint are asked: one request, after what leads to it.
import { endAccess } from '../../core/sharing/access.ts';
import { giveAccess } from '../../shell/testing/visitors.ts';
import {
  type Ask,
  type Asks,
  type Connected,
  madeByNobody,
  minuteMs,
  namedAlone,
  nobody,
  type OauthStage,
  postAs,
  proofOf,
  tellStatus,
  tellTokens,
  usualScopes,
  withoutProof,
  wrongSecret,
} from './oauth-stage.ts';

interface AboutCode {
  readonly isSecret?: true;
  /** What happens between code and tokens. */
  readonly meanwhile?: (
    stage: OauthStage,
    of: Omit<Connected, 'accessToken' | 'refreshToken'>,
  ) => Promise<void>;
}

type Exchange = (
  ...given: [stage: OauthStage, of: Omit<Connected, 'accessToken' | 'refreshToken'>, code: string]
) => ReturnType<OauthStage['exchange']>;

/** Somebody comes with a code. */
const byCode =
  (exchange: Exchange, { isSecret, meanwhile }: AboutCode = {}): Ask =>
  async stage => {
    const app = await (isSecret ? stage.secretApp() : stage.publicApp());
    const of = { app, ...(await stage.visitor()) };
    const code = await stage.walk(app, of);
    await meanwhile?.(stage, of);
    return tellTokens(await exchange(stage, of, code));
  };
const itself: Exchange = (stage, { app }, code) => stage.exchange(app, code);

export const byCodes: Asks['tokens by a code'] = {
  'a public application': byCode(itself),
  'an application with its secret': byCode(itself, { isSecret: true }),
  nobody: byCode((stage, { app }, code) => stage.exchange(app, code, {}, withoutProof)),
  'an application that nobody registered': byCode((stage, { app }, code) =>
    stage.exchange(app, code, {}, namedAlone(nobody)),
  ),
  'an application without its secret': byCode(
    (stage, { app }, code) => stage.exchange(app, code, {}, namedAlone(app)),
    { isSecret: true },
  ),
  'an application with a wrong secret': byCode(
    (stage, { app }, code) => stage.exchange(app, code, {}, proofOf(app, wrongSecret)),
    { isSecret: true },
  ),
  'another application': byCode(async (stage, _, code) => stage.exchange(await stage.publicApp(), code)),
  'without the verifier': byCode((stage, { app }, code) =>
    stage.exchange(app, code, { code_verifier: undefined }),
  ),
  'with another verifier': byCode((stage, { app }, code) =>
    stage.exchange(app, code, { code_verifier: madeByNobody }),
  ),
  'with another redirect address': byCode((stage, { app }, code) =>
    stage.exchange(app, code, { redirect_uri: 'https://app.example/other' }),
  ),
  'a code that nobody made': byCode((stage, { app }) => stage.exchange(app, madeByNobody)),
  'a code after a minute': byCode((stage, { app }, code) =>
    stage.later(minuteMs + 1, () => stage.exchange(app, code)),
  ),
  'a code that comes twice': async stage => {
    const [app, visitor] = [await stage.publicApp(), await stage.visitor()];
    const code = await stage.walk(app, visitor);
    const { body } = await stage.exchange(app, code);
    const again = tellTokens(await stage.exchange(app, code));
    return (await stage.isGood(String(body.access_token))) ? again : `${again}, and all of it ends`;
  },
  'after the authorisation was removed': byCode(itself, { meanwhile: (stage, of) => stage.remove(of) }),
  'of a person who is suspended': byCode(itself, { meanwhile: (stage, of) => stage.suspend(of) }),
  'of an application that is switched off': byCode(itself, {
    meanwhile: (stage, { app }) => stage.switchOff(app),
  }),
};

/** Somebody comes with a refresh token, after something happened. */
const byRefresh =
  (
    refresh: (stage: OauthStage, of: Connected) => ReturnType<OauthStage['refresh']>,
    { isSecret }: Pick<AboutCode, 'isSecret'> = {},
  ): Ask =>
  async stage => {
    const of = await stage.connect(isSecret ? await stage.secretApp() : undefined);
    return tellTokens(await refresh(stage, of));
  };
const again = (stage: OauthStage, { app, refreshToken }: Connected) => stage.refresh(app, refreshToken);
const after = (meanwhile: (stage: OauthStage, of: Connected) => Promise<unknown>): Ask =>
  byRefresh(async (stage, of) => {
    await meanwhile(stage, of);
    return again(stage, of);
  });

export const byRefreshes: Asks['tokens by a refresh token'] = {
  'a public application': byRefresh(again),
  'a public application without its id': byRefresh((stage, { app, refreshToken }) =>
    stage.refresh(app, refreshToken, {}, withoutProof),
  ),
  'an application with its secret': byRefresh(again, { isSecret: true }),
  'an application without its secret': byRefresh(
    (stage, { app, refreshToken }) => stage.refresh(app, refreshToken, {}, namedAlone(app)),
    { isSecret: true },
  ),
  'an application with a secret, without secret and id': byRefresh(
    (stage, { app, refreshToken }) => stage.refresh(app, refreshToken, {}, withoutProof),
    { isSecret: true },
  ),
  'an application with a wrong secret': byRefresh(
    (stage, { app, refreshToken }) => stage.refresh(app, refreshToken, {}, proofOf(app, wrongSecret)),
    { isSecret: true },
  ),
  'another application': byRefresh(async (stage, { refreshToken }) =>
    stage.refresh(await stage.publicApp(), refreshToken),
  ),
  'with more scopes than were granted': byRefresh((stage, { app, refreshToken }) =>
    stage.refresh(app, refreshToken, { scope: 'patient/*.cruds' }),
  ),
  'a token that nobody made': byRefresh((stage, { app }) => stage.refresh(app, madeByNobody)),
  'a token that comes twice within ten seconds': after(again),
  'a token that comes twice': async stage => {
    const of = await stage.connect();
    const { body } = await again(stage, of);
    return stage.later(stage.server.vault.limits.smartRefreshAgainMs, async () => {
      const told = tellTokens(await again(stage, of));
      return (await stage.isGood(String(body.access_token))) ? told : `${told}, and all of it ends`;
    });
  },
  'a token that was revoked': after((stage, { app, refreshToken }) =>
    stage.post('revoke', { token: refreshToken, ...proofOf(app).form }),
  ),
  'after the authorisation was removed': after((stage, of) => stage.remove(of)),
  'after the access to the record ended': async stage => {
    const { vault } = stage.server;
    const [owner, visitor, app] = [await stage.visitor(), await stage.visitor(), await stage.publicApp()];
    await giveAccess(stage.server, { ...owner, person: visitor.person }, 'custodian');
    const page = await visitor.browser.open(stage.addressOf(app));
    const allowed = { decision: 'allow', record: owner.record.id };
    const back = await visitor.browser.submit(page, '/consent', allowed);
    const { body } = await stage.exchange(app, back.returned('code') ?? '');
    const access = { personId: visitor.person.id, recordId: owner.record.id };
    await vault.store.write(db => endAccess(db, vault, owner.person.id, access));
    return tellTokens(await stage.refresh(app, String(body.refresh_token)));
  },
  'of a person who is suspended': after((stage, of) => stage.suspend(of)),
  'of an application that is switched off': after((stage, { app }) => stage.switchOff(app)),
  'online_access alone, after the person signed out': async stage => {
    const of = await stage.connect(undefined, 'launch/patient online_access patient/Observation.rs');
    await postAs(of.browser, '/sign-out');
    return tellTokens(await again(stage, of));
  },
  'after 180 days without use': byRefresh((stage, of) =>
    stage.later(180 * 24 * 60 * minuteMs + 1, () => again(stage, of)),
  ),
};

/** A service comes with an assertion of its own, of which something is otherwise. */
const asService =
  (form: Record<string, string> = {}, claims: object = {}): Ask =>
  async stage => {
    const { app, key } = await stage.service();
    return tellTokens(await stage.ask(form, { key, id: app.id, claims }));
  };

export const byServices: Asks['tokens of a backend service'] = {
  'a service with its key': asService(),
  'with the key of another': async stage => {
    const [{ app }, { key }] = [await stage.service(), await stage.service()];
    return tellTokens(await stage.ask({}, { key, id: app.id }));
  },
  'an assertion that comes twice': async stage => {
    const { app, key } = await stage.service();
    const assertion = await stage.assert({ key, id: app.id });
    await stage.askWith(assertion);
    return tellTokens(await stage.askWith(assertion));
  },
  'an assertion for another server': asService({}, { aud: 'https://other.example/oauth/token' }),
  'an assertion that is over': asService({}, { exp: Math.floor(Date.now() / 1000) - 600 }),
  'without an assertion': async stage => {
    const { app } = await stage.service();
    return tellTokens(await stage.askWith(undefined, { client_id: app.id }));
  },
  'with a scope that is not registered': asService({ scope: 'system/Condition.rs' }),
  'with a scope of a person': asService({ scope: 'patient/Observation.rs' }),
  'a public application': async stage => {
    const { id } = await stage.publicApp();
    return tellTokens(await stage.askWith(undefined, { client_id: id }));
  },
  'an application with its secret': async stage => {
    const form = { grant_type: 'client_credentials', scope: 'system/Observation.rs' };
    return tellTokens(await stage.post('token', form, proofOf(await stage.secretApp())));
  },
  'a service that is switched off': async stage => {
    const { app, key } = await stage.service();
    await stage.switchOff(app);
    return tellTokens(await stage.ask({}, { key, id: app.id }));
  },
};

const byGrant =
  (form: Record<string, string>): Ask =>
  async stage => {
    const app = await stage.publicApp();
    return tellTokens(await stage.post('token', { client_id: app.id, scope: usualScopes, ...form }));
  };
const urn = 'urn:ietf:params:oauth:grant-type';

export const byOtherWays: Asks['tokens by other ways'] = {
  'an application, by the password of a person': byGrant({
    ...{ grant_type: 'password', username: 'ada@example.org', password: 'x' },
  }),
  'an application, by a device code': byGrant({
    grant_type: `${urn}:device_code`,
    device_code: madeByNobody,
  }),
  'an application, by an assertion of another': byGrant({ grant_type: `${urn}:jwt-bearer`, assertion: 'x' }),
  'an application, by exchange of a token': byGrant({
    ...{ grant_type: `${urn}:token-exchange`, subject_token: madeByNobody },
  }),
  'by GET': async stage => tellStatus(await stage.send('/oauth/token?grant_type=authorization_code')),
};
