// A diary of weights as a web application: people sign in through the Shell and come back to the page they wanted.
// README.md tells it step by step; action.ts handles the ways back from the Shell, pages.ts has the pages.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { HealthVaultError, shellUrl } from '@keepwell/client';
import weight from '@keepwell/client/things/weight';
import { connectByKey, explain, keyOptions, readOptions } from '../shared/options.ts';
import { comeBack } from './action.ts';
import { diaryPage, problemPage, textPage } from './pages.ts';
import { cookieOf, newSession, type Session, sessionOf } from './sessions.ts';

const { values, wrong } = readOptions(
  'web-app -- [--vault URL] [--port NUMBER] [--app-id ID --key FILE --certificate FILE]',
  { ...keyOptions, port: { type: 'string', default: '8421' } },
);
if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535)
  wrong('--port is a number up to 65535, or 0 for a free one.');
const app = connectByKey(values, wrong);
const { shellUrl: shell } = await app.service().catch(explain);

const server = createServer((request, response) => {
  answer(request, response).catch(error => {
    console.error(error);
    if (!response.headersSent)
      send(response, 500, problemPage('Something went wrong here. Please try again.'));
  });
});
server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  console.log(`The weight diary is at http://localhost:${port}/`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Bound to the address the browser used, so that it works on any port.
  const own = `http://${request.headers.host ?? 'localhost'}`;
  if (!URL.canParse(request.url!, own)) return send(response, 400, problemPage('There is no such address.'));
  const url = new URL(request.url!, own);
  const session = sessionOf(request.headers.cookie) ?? newSession();
  // Lax: the return from the Shell is a navigation, and has the cookie.
  response.setHeader('set-cookie', cookieOf(session));
  response.setHeader('content-security-policy', "default-src 'none'; form-action 'self'");
  switch (url.pathname) {
    case '/':
      return redirect(response, '/weights');
    case '/weights':
      return request.method === 'POST' ? add(request, url, response, session) : diary(url, response, session);
    case '/sign-out':
      return redirect(response, toShell('APPSIGNOUT', url, session, '/', { credtoken: session.token }));
    case '/records':
      return redirect(response, toShell('APPAUTH', url, session, '/weights'));
    case '/action':
      return goOn(request, url, response, session);
    // Both can be read by people who are not signed in: the Shell sends them here from its consent page.
    case '/privacy':
      return send(
        response,
        200,
        textPage('Privacy', 'The diary keeps nothing: your weights stay in your vault.'),
      );
    case '/terms':
      return send(response, 200, textPage('Terms of use', 'A sample. Use it to learn from.'));
    default:
      return send(response, 404, problemPage('There is no such page.'));
  }
}

/** The person's weights; who is not signed in is sent to the Shell, and comes back to this very page. */
async function diary(url: URL, response: ServerResponse, session: Session): Promise<void> {
  if (!session.token) return redirect(response, toShell('AUTH', url, session, url.pathname + url.search));
  try {
    const actor = { userToken: session.token };
    const person = await app.personInfo(actor);
    const chosen = person.records.find(({ id }) => id === person.selectedRecordId) ?? person.records[0];
    if (!chosen) return redirect(response, toShell('APPAUTH', url, session, '/weights'));
    session.recordId = chosen.id;
    const weights = await app.record(chosen.id, actor).get(weight, { max: 20 });
    send(response, 200, diaryPage(person.name, chosen.name, weights));
  } catch (error) {
    askAgain(error, url, response, session);
  }
}

async function add(
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
  session: Session,
): Promise<void> {
  const isOwnForm = request.headers.origin === `http://${request.headers.host}`;
  const kg = Number((await formOf(request)).get('kg'));
  if (!isOwnForm || !session.token || !session.recordId) return redirect(response, '/weights');
  if (!(kg > 0 && kg < 500))
    return send(response, 422, problemPage('A weight is a number of kilograms, such as 71.2.'));
  const now = new Date();
  const date = { y: now.getFullYear(), m: now.getMonth() + 1, d: now.getDate() };
  const time = { h: now.getHours(), m: now.getMinutes(), s: now.getSeconds() };
  const record = app.record(session.recordId, { userToken: session.token });
  try {
    await record.put(weight, { when: { date, time }, value: { kg } });
    redirect(response, '/weights');
  } catch (error) {
    askAgain(error, url, response, session);
  }
}

/** The token ended, or the person signed out in the Shell, or took back what they allowed. */
function askAgain(error: unknown, url: URL, response: ServerResponse, session: Session): void {
  if (!(error instanceof HealthVaultError)) throw error;
  session.token = undefined;
  redirect(response, toShell('AUTH', url, session, '/weights'));
}

/** The action URL: whatever the Shell returns with, by GET or by POST. */
async function goOn(
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
  session: Session,
): Promise<void> {
  const returned = request.method === 'POST' ? await formOf(request) : url.searchParams;
  const next = comeBack(returned, session);
  if ('page' in next) return send(response, 200, next.page);
  if ('signIn' in next) return redirect(response, toShell('AUTH', url, session, next.signIn));
  redirect(response, next.to);
}

/**
 * An address of the Shell. What it returns to this application's action URL holds where the person wanted to go, and
 * a word only this browser's session knows, so that nobody can be signed in to somebody else's diary by a link.
 */
function toShell(
  target: 'AUTH' | 'APPAUTH' | 'APPSIGNOUT',
  url: URL,
  session: Session,
  wanted: string,
  more: Record<string, string | undefined> = {},
): string {
  const actionqs = new URLSearchParams({ state: session.state, to: wanted }).toString();
  // In a sandbox the action URL can be overridden, here by the port this program really has.
  const own = `${url.origin}/action`;
  return shellUrl(shell, target, { appid: app.appId, actionqs, redirect: own, ...more });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const part of request) {
    body += part;
    if (body.length > 10_000) throw new RangeError('A form of this diary is short.');
  }
  return new URLSearchParams(body);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(html);
}
