// The SDK, connected as an application that tests made.
import { type App, type ConnectOptions, connect } from '../client/index.ts';
import { type TestApp, testKey } from './given.ts';
import type { TestServer } from './server.ts';

/** The certificate names the key; any that was made for it has another thumbprint, so this is the one registered. */
export async function sdkFor(
  server: TestServer,
  { app }: Pick<TestApp, 'app'>,
  options: Partial<ConnectOptions> = {},
): Promise<App> {
  const [registered] = await server.vault.store.read(db => db.applications.certificates(app.id));
  return connect({
    platformUrl: server.platformUrl,
    appId: app.id,
    credential: { privateKey, certificate: registered!.pem },
    now: () => server.clock.now(),
    ...options,
  });
}

const privateKey = testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
