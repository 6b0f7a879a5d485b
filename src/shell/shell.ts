// The Shell: the pages of a vault, on hono. Everything works without script.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { Fault } from '../core/faults.ts';
import { statusOf } from '../core/healthvault/status-fault.ts';
import { TooManyTries } from '../core/limits/rate-limit.ts';
import { StoreUnavailable } from '../core/store.ts';
import { findNote, noRoute } from '../http/request-note.ts';
import { retryAfterSeconds } from '../http/unavailable.ts';
import { assetRoutes } from './assets.ts';
import { noteProblem } from './hand-over/trace-redirect.ts';
import { showProblem } from './kit/problem-page.tsx';
import { signInAndBack } from './pages/accounts/sign-in-and-back.tsx';
import { routes } from './routes.ts';
import { boundBody, formBody } from './web/bounded.ts';
import type { ShellOptions } from './web/options.ts';
import { announcePause } from './web/pause.ts';
import { findProblem, notFound, ourFault, unavailable, wrongMethod } from './web/problem.ts';
import type { Route } from './web/route.ts';
import { loadVisit, type ShellEnv } from './web/visit.ts';

export function makeShell(
  options: ShellOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const handle = getRequestListener(pages(options).fetch);
  return (request, response) => {
    request.url = plainUrl(request.url ?? '/');
    void handle(request, response);
  };
}

function pages(options: ShellOptions): Hono<ShellEnv> {
  const app = new Hono<ShellEnv>();
  app.use(async (c, next) => {
    await next();
    noteRoute(c);
  });
  // What everybody gets alike asks nothing about who comes.
  register(app, assetRoutes);
  app.use((c, next) => {
    c.set('noteBrokenOff', error => noteBrokenOff(options, c, error));
    return next();
  });
  app.use(loadVisit(options));
  app.use(signInAndBack);
  register(app, routes);
  app.use(boundBody(formBody));
  refuseOtherMethods(app, [...assetRoutes, ...routes]);
  app.notFound(c => showProblem(c, notFound()));
  app.onError(async (error, c) => {
    const problem = findProblem(error);
    if (problem?.httpStatus === 413) await dropRest(c);
    if (problem) noteProblem(c, problem);
    if (error instanceof TooManyTries) announcePause(c, error);
    // Some addresses hold what opens an account or a record, so only their pattern is logged.
    if (!problem) options.onError(error, about(c));
    if (!(error instanceof StoreUnavailable)) return showProblem(c, problem ?? ourFault());
    c.header('Retry-After', String(retryAfterSeconds));
    return showProblem(c, unavailable());
  });
  return app;
}

/** What the core refuses midway is no mistake of ours, so its name is enough. */
function noteBrokenOff({ onError, onBrokenOff }: ShellOptions, c: Context<ShellEnv>, error: unknown): void {
  if (error instanceof Fault) onBrokenOff({ ...about(c), status: statusOf(error).status });
  else onError(error, about(c));
}

function about(c: Context<ShellEnv>): object {
  const request = findNote(c.env.outgoing)?.id;
  return { request, method: c.req.method, path: routePath(c, -1) };
}

/** The pattern of the address; only the middleware has one where no page has. */
function noteRoute(c: Context<ShellEnv>): void {
  const note = findNote(c.env.outgoing);
  const route = routePath(c, -1);
  if (note) note.route = route.endsWith('*') ? noRoute : route;
}

/** Of what is too long: a browser reads no answer while it still sends. */
async function dropRest(c: Context<ShellEnv>): Promise<void> {
  const { incoming } = c.env;
  c.header('Connection', 'close');
  if (incoming.complete || incoming.destroyed) return;
  // Whoever began to read it would hold what comes.
  incoming.removeAllListeners('data').resume();
  await new Promise(resolve => incoming.once('end', resolve).once('close', resolve));
}

function register(app: Hono<ShellEnv>, rows: readonly Route[]): void {
  for (const { method, address, body, handle } of rows) {
    if (method === 'POST') app.post(address, boundBody(body), handle);
    else app.get(address, handle);
  }
}

/** After all routes: what has one is not missing, but was opened in a way it does not take. */
function refuseOtherMethods(app: Hono<ShellEnv>, rows: readonly Route[]): void {
  const methods = new Map<string, string[]>();
  for (const { method, address } of rows) methods.set(address, [...(methods.get(address) ?? []), method]);
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
