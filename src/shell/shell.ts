// The Shell: the pages of a vault, on hono. Everything works without script.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { Fault } from '../core/errors.ts';
import { TooManyTries } from '../core/limits/rate-limit.ts';
import type { SandboxPersonWish } from '../core/sandbox-person.ts';
import type { Vault } from '../core/vault.ts';
import { assetRoutes } from './assets.ts';
import { consentRoutes } from './hand-over/consent/consent.ts';
import { redirectRoutes } from './hand-over/redirect.ts';
import { targetRoutes } from './hand-over/targets/routes.ts';
import { isItemForm, itemFormBytesMax, itemFormRoutes } from './items/form/routes.ts';
import { dataRoutes } from './items/routes.ts';
import { uploadPartPath } from './items/upload/parts.ts';
import { uploadPath, uploadRoutes } from './items/upload/upload.tsx';
import { problemPage } from './kit/problem-page.tsx';
import { accountRoutes } from './pages/accounts/routes.ts';
import { signInAndBack } from './pages/accounts/sign-in-and-back.tsx';
import { activityRoutes } from './pages/activity/activity.tsx';
import { appRoutes } from './pages/apps/apps.tsx';
import { connectRoutes } from './pages/connect/connect.tsx';
import {
  isLogoForm,
  isStatementForm,
  statementFormBytesMax,
  statementTooLong,
} from './pages/develop/appearance.tsx';
import { developRoutes } from './pages/develop/routes.ts';
import { noteProblem } from './pages/develop/trace-redirect.ts';
import { directoryRoutes } from './pages/directory/directory.tsx';
import { emergencyRoutes } from './pages/emergency/emergency.tsx';
import { exportRoutes } from './pages/export/export.tsx';
import { frameRoutes } from './pages/frame.ts';
import { helpRoutes } from './pages/help/help.tsx';
import { hintRoutes } from './pages/hints/hints.tsx';
import { homeRoutes } from './pages/home.tsx';
import { lastPageRoutes } from './pages/last-page.tsx';
import { mailboxRoutes } from './pages/mailbox/mailbox.tsx';
import { messageRoutes } from './pages/messages/messages.tsx';
import { operatorRoutes } from './pages/operator/routes.ts';
import { pickUpRoutes } from './pages/pick-up/pick-up.tsx';
import { editRecordRoutes } from './pages/records/edit.tsx';
import { recordListRoutes } from './pages/records/list.tsx';
import { newRecordRoutes } from './pages/records/new.tsx';
import { recordRoutes } from './pages/records/overview.tsx';
import { photoPath, photoRoutes } from './pages/records/photo.tsx';
import { invitationRoutes } from './pages/sharing/invitation.tsx';
import { sharingRoutes } from './pages/sharing/sharing.tsx';
import { statementRoutes } from './pages/statements/statements.tsx';
import { type BodyBound, boundBodies } from './web/bounded.ts';
import { pauseOf } from './web/pause.ts';
import { notFound, ourFault, problemOf, tooLong, wrongMethod } from './web/problem.ts';
import { loadVisit, type ShellEnv } from './web/visit.ts';

export interface ShellOptions {
  readonly vault: Vault;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly onError: (error: unknown, about: object) => void;
  /** An answer ended before its end, as the person may have no more of it. */
  readonly onBrokenOff: (about: object) => void;
  /** Are the pages served over https? */
  readonly secure: boolean;
  /** Where the operator's own help pages lie, if there are any. */
  readonly helpFolder: string;
  /** What people of a sandbox have whom developers make. */
  readonly demoThings: (vault: Vault) => Promise<SandboxPersonWish['things']>;
}

const formBytesMax = 65_536;

/** With what stands around the file. */
const pictureBytesMax = 8 * 1024 * 1024 + formBytesMax;
/** Of a file on its way to the disk. */
const passingBytesMax = 262_144;

function boundOf(path: string): BodyBound {
  if (path === uploadPath || path === uploadPartPath) return { bytesMax: passingBytesMax };
  if (path === photoPath || isLogoForm(path)) return { bytesMax: pictureBytesMax };
  if (isStatementForm(path)) return { bytesMax: statementFormBytesMax, tooLong: statementTooLong };
  return { bytesMax: isItemForm(path) ? itemFormBytesMax : formBytesMax, tooLong };
}

const routes = [
  itemFormRoutes,
  frameRoutes,
  accountRoutes,
  homeRoutes,
  dataRoutes,
  appRoutes,
  targetRoutes,
  newRecordRoutes,
  recordListRoutes,
  editRecordRoutes,
  sharingRoutes,
  invitationRoutes,
  photoRoutes,
  recordRoutes,
  redirectRoutes,
  consentRoutes,
  connectRoutes,
  pickUpRoutes,
  lastPageRoutes,
  mailboxRoutes,
  directoryRoutes,
  statementRoutes,
  uploadRoutes,
  exportRoutes,
  activityRoutes,
  messageRoutes,
  emergencyRoutes,
  operatorRoutes,
  hintRoutes,
];

export function shell(options: ShellOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const handle = getRequestListener(pages(options).fetch);
  return (request, response) => {
    request.url = plainUrl(request.url ?? '/');
    void handle(request, response);
  };
}

/** Every route, for those who look at all of them. */
export function pages(options: ShellOptions): Hono<ShellEnv> {
  const app = new Hono<ShellEnv>();
  assetRoutes(app);
  app.use((c, next) => {
    c.set('noteBrokenOff', error => noteBrokenOff(options, c, error));
    return next();
  });
  app.use(loadVisit(options));
  app.use(signInAndBack);
  app.use(boundBodies(boundOf));
  for (const add of routes) add(app);
  developRoutes(options)(app);
  helpRoutes(options.helpFolder)(app);
  refuseOtherMethods(app);
  app.notFound(c => problemPage(c, notFound()));
  app.onError(async (error, c) => {
    const problem = problemOf(error);
    if (problem?.httpStatus === 413) await dropRest(c);
    if (problem) noteProblem(c, problem);
    if (error instanceof TooManyTries) pauseOf(c, error);
    // Some addresses hold what opens an account or a record, so only their pattern is logged.
    if (!problem) options.onError(error, { method: c.req.method, path: routePath(c, -1) });
    return problemPage(c, problem ?? ourFault());
  });
  return app;
}

/** What the core refuses midway is no mistake of ours, so its name is enough. */
function noteBrokenOff({ onError, onBrokenOff }: ShellOptions, c: Context<ShellEnv>, error: unknown): void {
  const about = { method: c.req.method, path: routePath(c, -1) };
  if (error instanceof Fault) onBrokenOff({ ...about, status: error.status });
  else onError(error, about);
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
