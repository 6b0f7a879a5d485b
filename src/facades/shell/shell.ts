// The Shell: the pages of a vault, on hono. Everything works without script.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Vault } from '../../core/vault.ts';
import { accountRoutes } from './accounts.tsx';
import { assetRoutes } from './assets.ts';
import { consentRoutes } from './consent.ts';
import { homeRoutes } from './home.tsx';
import { lastPageRoutes } from './last-page.tsx';
import { notFound, ourFault, problemOf, tooLong, wrongMethod } from './problem.ts';
import { problemPage } from './problem-page.tsx';
import { recordRoutes } from './records.tsx';
import { redirectRoutes } from './redirect.ts';
import { loadVisit, type ShellEnv } from './visit.ts';

export interface ShellOptions {
  readonly vault: Vault;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly onError: (error: unknown, about: object) => void;
  /** Are the pages served over https? */
  readonly secure: boolean;
}

const formBytesMax = 65_536;

const routes = [accountRoutes, homeRoutes, recordRoutes, redirectRoutes, consentRoutes, lastPageRoutes];

export function shell(options: ShellOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const app = new Hono<ShellEnv>();
  assetRoutes(app);
  app.use(loadVisit(options));
  app.use(
    bodyLimit({
      maxSize: formBytesMax,
      onError() {
        throw tooLong();
      },
    }),
  );
  for (const add of routes) add(app);
  refuseOtherMethods(app);
  app.notFound(c => problemPage(c, notFound()));
  app.onError((error, c) => {
    const problem = problemOf(error);
    if (!problem) options.onError(error, { method: c.req.method, path: c.req.path });
    return problemPage(c, problem ?? ourFault());
  });
  const handle = getRequestListener(app.fetch);
  return (request, response) => {
    request.url = plainUrl(request.url ?? '/');
    void handle(request, response);
  };
}

/** After all routes: what has one is not missing, but was opened in a way it does not take. */
function refuseOtherMethods(app: Hono<ShellEnv>): void {
  const methods = new Map<string, string[]>();
  for (const { method, path } of app.routes) {
    if (method !== 'ALL') methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, allowed] of methods) {
    app.all(path, c => {
      c.header('Allow', allowed.flatMap(name => (name === 'GET' ? ['GET', 'HEAD'] : [name])).join(', '));
      throw wrongMethod();
    });
  }
}

/** Clients write the path in any case, and with doubled slashes. */
function plainUrl(url: string): string {
  const end = url.search(/[?#]|$/);
  const path = url
    .slice(0, end)
    .toLowerCase()
    .replace(/\/{2,}/g, '/');
  return (path.length > 1 ? path.replace(/\/$/, '') : path) + url.slice(end);
}
