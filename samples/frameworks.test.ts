// samples/frameworks in the frameworks that it is for, as its README shows, against a vault. Hono is what pages here are made
// with; Express is none of what Keepwell installs, so that part runs where somebody did (npm install --no-save express).
import { createHmac } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { connect } from '@keepwell/client';
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type MockVault, startVault } from '../src/mock-vault.ts';
import { toExpress } from './frameworks/express.ts';
import { takeNotifications } from './frameworks/notifications.ts';
import { makeSignIn } from './frameworks/sign-in.ts';

let vault: MockVault;
beforeAll(async () => {
  vault = await startVault();
});
afterAll(() => vault?.close());

let server: Server | undefined;
afterEach(() => server?.close());

const subscription = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const key = Buffer.alloc(64, 7).toString('base64');
const keys = (id: string) => (id === subscription ? key : undefined);
let handled: readonly string[] = [];
const handle = async ({ thingIds }: { thingIds: readonly string[] }) => {
  handled = thingIds;
};

const name = 'express';
const express = await import(/* @vite-ignore */ name).then(
  ({ default: express }) => express,
  () => undefined,
);

const frameworks: Record<string, (signIn: ReturnType<typeof makeSignIn>) => RequestListener> = {
  Hono(signIn) {
    const app = new Hono();
    app.get('/sign-in', c => signIn.leave(c.req.raw));
    app.get('/action', c => signIn.comeBack(c.req.raw));
    app.post('/notifications', c => takeNotifications(c.req.raw, keys, handle));
    return getRequestListener(app.fetch);
  },
  ...(express && {
    Express(signIn) {
      const app = express();
      app.get('/sign-in', toExpress(signIn.leave));
      app.get('/action', toExpress(signIn.comeBack));
      app.post(
        '/notifications',
        express.raw({ type: '*/*' }),
        toExpress(request => takeNotifications(request, keys, handle)),
      );
      return app;
    },
  }),
};

test.each(Object.entries(frameworks))('%s signs a person in and takes notifications', async (_, make) => {
  const signIn = makeSignIn({
    app: connect(vault.app),
    shell: vault.shellUrl,
    keep: async ({ person, userToken }) => {
      expect([person.id, userToken]).toEqual([vault.personId, vault.userToken]);
      return [
        ['set-cookie', 'session=1; HttpOnly'],
        ['set-cookie', 'seen=1'],
      ];
    },
  });
  server = createServer(make(signIn));
  await new Promise<void>(listening => server?.listen(0, '127.0.0.1', listening));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string) => fetch(`${own}${path}`, { redirect: 'manual' });

  const left = await get('/sign-in?to=/weights%3Fyear=2026');
  const away = new URL(left.headers.get('location') ?? '');
  expect([left.status, away.origin, away.searchParams.get('target')]).toEqual([
    303,
    new URL(vault.shellUrl).origin,
    'AUTH',
  ]);
  // As the Shell comes back.
  const actionqs = new URLSearchParams(away.searchParams.get('targetqs') ?? '').get('actionqs') ?? '';
  const query = { target: 'AppAuthSuccess', wctoken: vault.userToken, actionqs };
  const back = await get(`/action?${new URLSearchParams(query)}`);
  expect([back.status, back.headers.get('location')]).toEqual([303, '/weights?year=2026']);
  expect(back.headers.getSetCookie()).toEqual(['session=1; HttpOnly', 'seen=1']);
  const astray = await get(`/action?${new URLSearchParams({ ...query, actionqs: '//elsewhere.example' })}`);
  expect(astray.headers.get('location')).toBe('/');
  expect((await get('/action?target=AppAuthReject')).status).toBe(403);

  const body = `<n:notifications xmlns:n="urn:com.microsoft.wc.notification"><notification><common><subscription-id>${subscription}</subscription-id></common><record-change-notification><person-id>${vault.personId}</person-id><record-id>${vault.recordId}</record-id><things><thing><thing-id>${subscription}</thing-id></thing></things></record-change-notification></notification></n:notifications>`;
  const post = (signature: string) =>
    fetch(`${own}/notifications`, {
      method: 'POST',
      body,
      headers: { authorization: `HVEventingSharedKey ${subscription}:1:${signature}` },
    });
  handled = [];
  const sign = (secret: Buffer) => createHmac('sha256', secret).update(body).digest('base64');
  expect((await post(sign(Buffer.alloc(64, 8)))).status).toBe(403);
  expect(handled).toEqual([]);
  expect((await post(sign(Buffer.from(key, 'base64')))).status).toBe(200);
  expect(handled).toEqual([subscription]);
});
