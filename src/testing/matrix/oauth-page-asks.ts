// How rows of the authorisation matrix at the doors of OAuth are asked that a person goes through: authorisation, launch, and the pages
// where applications are configured and taken back.
import { Browser } from '../../shell/testing/browser.ts';
import {
  type Ask,
  type Asks,
  type Connected,
  minuteMs,
  nobody,
  type OauthStage,
  postAs,
  tellPage,
  usualScopes,
} from './oauth-stage.ts';

/** A person is sent to authorise with one thing changed. */
const sent =
  (changes: Record<string, string | undefined>): Ask =>
  async stage => {
    const [{ browser }, app] = [await stage.visitor(), await stage.publicApp()];
    return tellPage(await browser.open(stage.addressOf(app, changes)));
  };

const agreed =
  (decision: 'allow' | 'deny'): Ask =>
  async stage => {
    const [{ browser }, app] = [await stage.visitor(), await stage.publicApp()];
    const page = await browser.submit(await browser.open(stage.addressOf(app)), '/consent', { decision });
    return tellPage(page).replace(', unasked', '');
  };

const agreedBefore =
  (scope: string): Ask =>
  async stage => {
    const { app, browser } = await stage.connect();
    return tellPage(await browser.open(stage.addressOf(app, { scope })));
  };

export const authorisation: Asks['authorisation'] = {
  'a person who agrees': agreed('allow'),
  'a person who agreed to it before': agreedBefore(usualScopes),
  'a person who agreed to less before': agreedBefore(`${usualScopes} patient/Condition.rs`),
  'a person who does not agree': agreed('deny'),
  'somebody who is not signed in': async stage =>
    tellPage(await new Browser(stage.server).open(stage.addressOf(await stage.publicApp()))),
  'somebody who is suspended': async stage => {
    const visitor = await stage.visitor();
    await stage.suspend(visitor);
    return tellPage(await visitor.browser.open(stage.addressOf(await stage.publicApp())));
  },
  'a browser that did not begin it': async stage => {
    const [beginner, { browser }] = [new Browser(stage.server), await stage.visitor()];
    const begun = await beginner.send(stage.addressOf(await stage.publicApp()));
    const step = await beginner.send(begun.location ?? '');
    const page = await browser.submit(await browser.open(step.location ?? ''), '/consent', {
      decision: 'allow',
    });
    return page.location === undefined && page.status >= 400 ? 'a page' : tellPage(page);
  },
  'an application that nobody registered': sent({ client_id: nobody.id }),
  'an application that is switched off': async stage => {
    const [{ browser }, app] = [await stage.visitor(), await stage.publicApp()];
    await stage.switchOff(app);
    return tellPage(await browser.open(stage.addressOf(app)));
  },
  'with an address that is not registered': sent({ redirect_uri: 'https://evil.example/callback' }),
  'with another server as aud': sent({ aud: 'https://other.example/fhir/r4' }),
  'without a challenge': sent({ code_challenge: undefined, code_challenge_method: undefined }),
  'with a scope that is not registered': sent({ scope: 'system/*.rs' }),
  'a backend service': async stage => {
    const [{ browser }, { app }] = [await stage.visitor(), await stage.service()];
    return tellPage(await browser.open(stage.addressOf(app)));
  },
};

const launchScopes = 'launch patient/Observation.rs';

/** @returns with what the pages send the browser to the application */
async function beginLaunch(stage: OauthStage): Promise<Connected & { readonly launch: string }> {
  const connected = await stage.connect(undefined, `launch/patient patient/Observation.rs`);
  const { app, record, browser } = connected;
  const page = await postAs(browser, '/apps/open', { app: app.id, record: record.id });
  return { ...connected, launch: page.returned('launch') ?? '' };
}

export const launch: Asks['launch'] = {
  'its person opens the application from the pages': async stage => {
    const { app, record, browser } = await stage.connect();
    return tellPage(await postAs(browser, '/apps/open', { app: app.id, record: record.id }));
  },
  'somebody opens it who did not let it in': async stage => {
    const [{ browser, record }, app] = [await stage.visitor(), await stage.publicApp()];
    return tellPage(await postAs(browser, '/apps/open', { app: app.id, record: record.id }));
  },
  'somebody who is not signed in': async stage => {
    const { app, record } = await stage.connect();
    return tellPage(await new Browser(stage.server).post('/apps/open', { app: app.id, record: record.id }));
  },
  'the application, with its launch': async stage => {
    const { app, browser, launch: id } = await beginLaunch(stage);
    return tellPage(await browser.open(stage.addressOf(app, { scope: launchScopes, launch: id })));
  },
  'the application, a second time': async stage => {
    const { app, browser, launch: id } = await beginLaunch(stage);
    const address = stage.addressOf(app, { scope: launchScopes, launch: id });
    await browser.open(address);
    return tellPage(await browser.open(address));
  },
  'the application, after five minutes': async stage => {
    const { app, browser, launch: id } = await beginLaunch(stage);
    const address = stage.addressOf(app, { scope: launchScopes, launch: id });
    return stage.later(5 * minuteMs + 1, async () => tellPage(await browser.open(address)));
  },
  'the application, without one': async stage => {
    const { app, browser } = await stage.connect();
    return tellPage(await browser.open(stage.addressOf(app, { scope: launchScopes })));
  },
  'another application': async stage => {
    const { browser, launch: id } = await beginLaunch(stage);
    const other = await stage.publicApp();
    return tellPage(await browser.open(stage.addressOf(other, { scope: launchScopes, launch: id })));
  },
  'another person': async stage => {
    const [{ app, launch: id }, { browser }] = [await beginLaunch(stage), await stage.visitor()];
    return tellPage(await browser.open(stage.addressOf(app, { scope: launchScopes, launch: id })));
  },
};

const asDeveloper =
  (path: string): Ask =>
  async stage => {
    const [developer, other] = [await stage.visitor(), await stage.visitor()];
    const id = await stage.register(developer);
    await stage.register(other);
    return tellPage(await postAs(other.browser, `/develop/${id}/smart/${path}`));
  };

export const configuration: Asks['configuration of the application'] = {
  'its developer': async stage => {
    const developer = await stage.visitor();
    const id = await stage.register(developer);
    return tellPage(await developer.browser.open(`/develop/${id}/smart`));
  },
  'a developer of another application': async stage => {
    const [developer, other] = [await stage.visitor(), await stage.visitor()];
    await stage.register(other);
    return tellPage(await other.browser.open(`/develop/${await stage.register(developer)}/smart`));
  },
  'the person who let it in': async stage => {
    const { app, browser } = await stage.connect();
    return tellPage(await browser.open(`/develop/${app.id}/smart`));
  },
  'somebody who is not signed in': async stage => {
    const id = await stage.register(await stage.visitor());
    return tellPage(await new Browser(stage.server).open(`/develop/${id}/smart`));
  },
  'a developer of another, a new secret': asDeveloper('secret'),
  'a developer of another, a launch': asDeveloper('launch'),
};

const pageOf = ({ app, record }: Connected) => `/apps/${app.id}/${record.id}`;

export const granted: Asks['what people granted'] = {
  'the person who granted it': async stage => {
    const of = await stage.connect();
    return tellPage(await of.browser.open(pageOf(of)));
  },
  'another person': async stage => {
    const [of, { browser }] = [await stage.connect(), await stage.visitor()];
    return tellPage(await browser.open(pageOf(of)));
  },
  'another person, to remove it': async stage => {
    const [{ app, record, accessToken }, { browser }] = [await stage.connect(), await stage.visitor()];
    const page = await postAs(browser, '/apps/remove', { app: app.id, record: record.id });
    return (await stage.isGood(accessToken)) ? `${tellPage(page)}, and nothing ends` : 'removed';
  },
  'somebody who is not signed in': async stage =>
    tellPage(await new Browser(stage.server).open(pageOf(await stage.connect()))),
};
