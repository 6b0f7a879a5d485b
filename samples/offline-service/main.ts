// A service that works while nobody is there: the vault tells it that weights changed, and it reads what is new. README.md tells
// it step by step; state.ts is what it remembers.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { HealthVaultError, NotificationError, shellUrl, verifyNotification } from '@keepwell/client';
import weight from '@keepwell/client/things/weight';
import { connectByKey, explain, keyOptions, readOptions, readPort } from '../shared/options.ts';
import { readPath } from '../shared/read-path.ts';
import { openState } from './state.ts';

const usage =
  'offline-service -- [--vault URL] [--port NUMBER] [--app-id ID --key FILE --certificate FILE] [--state FILE]';
const { values, wrong } = readOptions(usage, {
  ...keyOptions,
  port: { type: 'string', default: '8423' },
  state: { type: 'string', default: 'weight-trend.json' },
});
const app = connectByKey(values, wrong);
const port = readPort(values.port, wrong);
const own = `http://localhost:${port}`;
const state = openState(values.state);
const { shellUrl: shell } = await app.service().catch(explain);

const server = createServer((request, response) => {
  // Such as a request that broke off.
  answer(request, response).catch(error => {
    report(error);
    response.destroy();
  });
});
server.on('error', () => wrong(`Port ${port} is taken: say another by --port.`));
server.listen(port, '127.0.0.1', async () => {
  await subscribe();
  // What happened while it was down.
  await lookAtEverybody();
  console.log(`The weight trend is at ${own}/`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const pathname = readPath(request.url, own);
  if (pathname === undefined) return response.writeHead(400).end();
  if (pathname === '/events' && request.method === 'POST')
    return response.writeHead(await takeNotification(request)).end();
  // Where people come back to: whoever agreed is found by asking, so the token that comes along is not needed.
  if (pathname === '/action') lookAtEverybody().catch(report);
  const agree = shellUrl(shell, 'AUTH', { appid: app.appId, redirect: `${own}/action` });
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  return response.end(
    `<!doctype html><html lang="en"><title>Weight trend</title><h1>Weight trend</h1>
<p>${pathname === '/action' ? 'Thank you. You can close this page.' : `<a href="${agree.replaceAll('&', '&amp;')}">Let it follow my weight</a>`}</p>`,
  );
}

/** Step 2: one subscription for all records, now and later. */
async function subscribe(): Promise<void> {
  const url = `${own}/events`;
  if (state.subscription?.url === url) return;
  const key = randomBytes(64).toString('base64');
  const { subscriptionId } = await app.call('SubscribeToEvent', 1, {
    subscription: {
      common: {
        notificationAuthenticationInfo: {
          hvEventingSharedKey: { notificationKey: key, notificationKeyVersionId: '1' },
        },
        notificationChannel: { httpNotificationChannel: { url } },
      },
      recordItemChangedEvent: {
        filters: { filter: [{ typeIds: { typeId: weight.versions.map(({ id }) => id) } }] },
      },
    },
  });
  state.subscription = { id: subscriptionId, key, url };
  state.save();
}

const bodyBytesMax = 256 * 1024;

/** Step 3: it is believed by its signature, answered at once, and only says where to look. */
async function takeNotification(request: IncomingMessage): Promise<number> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // Anybody can post here: what is too long is not gathered before its signature can be looked at.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    bytes += part.length;
    if (bytes > bodyBytesMax) return 413;
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  const keyOf = (id: string) => (id === state.subscription?.id ? state.subscription.key : undefined);
  try {
    for (const { personId, recordId } of await verifyNotification(body, request.headers.authorization, keyOf))
      look(personId, recordId);
    return 200;
  } catch (error) {
    return error instanceof NotificationError ? 403 : 500;
  }
}

let round: Promise<void> = Promise.resolve();
let nextRound: Promise<void> | undefined;

/** One round at a time, as anybody can ask for one; who asks while the next one waits is served by that. */
function lookAtEverybody(): Promise<void> {
  if (nextRound) return nextRound;
  const next = round.then(() => {
    nextRound = undefined;
    return goRound();
  });
  round = next.catch(() => undefined);
  nextRound = next;
  return next;
}

/** Step 4: everybody who agreed; whoever is missing took it back. */
async function goRound(): Promise<void> {
  const found = new Set<string>();
  for await (const { id, records } of app.eachPerson())
    for (const record of records) {
      found.add(record.id);
      look(id, record.id);
    }
  for (const recordId of Object.keys(state.records)) if (!found.has(recordId)) forget(recordId);
}

const turns = new Map<string, Promise<void>>();

/** One look at a record after the other, so that none overtakes another. */
function look(personId: string, recordId: string): void {
  const turn = (turns.get(recordId) ?? Promise.resolve())
    .then(() => follow(personId, recordId))
    .catch(report);
  turns.set(recordId, turn);
}

/** Step 5: what is new since the last look, and from where to go on the next time, kept together. */
async function follow(personId: string, recordId: string): Promise<void> {
  const { kilos, since } = state.records[recordId] ?? { kilos: {}, since: 0 };
  const copy = { kilos: { ...kilos }, since };
  try {
    for await (const change of app.record(recordId, { personId }).changes([weight], { since })) {
      if (change.kind === 'removed') delete copy.kilos[change.id];
      else copy.kilos[change.thing.id] = change.thing.value.value.kg;
      copy.since = change.resumeAfter;
    }
  } catch (error) {
    if (error instanceof HealthVaultError && error.name === 'ACCESS_DENIED') return forget(recordId);
    throw error;
  }
  if (copy.since === since && state.records[recordId]) return;
  state.records[recordId] = copy;
  state.save();
  const all = Object.values(copy.kilos);
  const mean = all.reduce((sum, kg) => sum + kg, 0) / all.length;
  console.log(
    `${recordId}: ${all.length} weights${all.length > 0 ? `, ${mean.toFixed(1)} kg in the mean` : ''}`,
  );
}

function forget(recordId: string): void {
  if (!state.records[recordId]) return;
  delete state.records[recordId];
  state.save();
  console.log(`${recordId}: access was withdrawn, and what was kept is gone`);
}

/** Neither names nor values: the response id is enough to find the call again. */
function report(error: unknown): void {
  if (error instanceof HealthVaultError)
    console.error(`${error.method}: ${error.name} (${error.responseId})`);
  else console.error(error instanceof Error ? error.name : 'unknown');
}
