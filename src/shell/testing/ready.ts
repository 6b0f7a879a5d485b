// What an application needs before it can ask to go live: a rule, and a certificate to sign with.
import { addCertificate } from '../../core/applications/register.ts';
import { selfSigned } from '../../core/applications/self-signed.ts';
import { testKey } from '../../testing/given.ts';
import type { TestServer } from '../../testing/server.ts';
import { rule } from './apps.ts';

export async function makeReady({ vault }: Pick<TestServer, 'vault'>, appId: string): Promise<void> {
  const pem = await selfSigned({
    commonName: `WildcatApp-${appId}`,
    key: testKey.privateKey,
    days: 365,
    now: vault.clock.now(),
  });
  await vault.store.write(async db => {
    const app = (await db.applications.byId(appId))!;
    if (app.rules.length === 0) await db.applications.put({ ...app, rules: [rule()] });
    await addCertificate(db, vault, appId, pem);
  });
}
