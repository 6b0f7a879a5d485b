// The Shell: the pages of a vault, on hono. Everything works without script.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { Fault } from '../../core/errors.ts';
import { TooManyTries } from '../../core/limits/rate-limit.ts';
import type { SandboxPersonWish } from '../../core/sandbox-person.ts';
import type { Vault } from '../../core/vault.ts';
import { accountRoutes } from './accounts/routes.ts';
import { signInAndBack } from './accounts/sign-in-and-back.tsx';
import { activityRoutes } from './activity/activity.tsx';
import { appRoutes } from './apps/apps.tsx';
import { assetRoutes } from './assets.ts';
import { type BodyBound, boundBodies } from './bounded.ts';
import { connectRoutes } from './connect/connect.tsx';
import { consentRoutes } from './consent/consent.ts';
import { isItemForm, itemFormBytesMax, itemFormRoutes } from './data/form/routes.ts';
import { dataRoutes } from './data/routes.ts';
import {
  isLogoForm,
  isStatementForm,
  statementFormBytesMax,
  statementTooLong,
} from './develop/appearance.tsx';
import { developRoutes } from './develop/routes.ts';
import { noteProblem } from './develop/trace-redirect.ts';
import { directoryRoutes } from './directory/directory.tsx';
import { emergencyRoutes } from './emergency/emergency.tsx';
import { exportRoutes } from './export/export.tsx';
import { frameRoutes } from './frame.ts';
import { helpRoutes } from './help/help.tsx';
import { hintRoutes } from './hints/hints.tsx';
import { homeRoutes } from './home.tsx';
import { lastPageRoutes } from './last-page.tsx';
import { mailboxRoutes } from './mailbox/mailbox.tsx';
import { messageRoutes } from './messages/messages.tsx';
import { operatorRoutes } from './operator/routes.ts';
import { pauseOf } from './pause.ts';
import { pickUpRoutes } from './pick-up/pick-up.tsx';
import { notFound, ourFault, problemOf, tooLong, wrongMethod } from './problem.ts';
import { problemPage } from './problem-page.tsx';
import { editRecordRoutes } from './records/edit.tsx';
import { recordListRoutes } from './records/list.tsx';
import { newRecordRoutes } from './records/new.tsx';
import { recordRoutes } from './records/overview.tsx';
import { photoPath, photoRoutes } from './records/photo.tsx';
import { redirectRoutes } from './redirect.ts';
import { invitationRoutes } from './sharing/invitation.tsx';
import { sharingRoutes } from './sharing/sharing.tsx';
import { statementRoutes } from './statements/statements.tsx';
import { targetRoutes } from './targets/routes.ts';
import { uploadPartPath } from './upload/parts.ts';
import { uploadPath, uploadRoutes } from './upload/upload.tsx';
import { loadVisit, type ShellEnv } from './visit.ts';

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
