// One request, step by step. Each step adds to the exchange or refuses it; the order is the table at the top.
import { assume, getFirst } from '../../assume.ts';
import { type Application, mayCall, mayCallMethod } from '../../core/applications/application.ts';
import { noteRefusal } from '../../core/audit/refusals.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { findAppGrant, judgeAppGrant } from '../../core/authorization/grants.ts';
import { areOfScopesAlone } from '../../core/authorization/rules.ts';
import { type Awaitable, after } from '../../core/awaitable.ts';
import { Fault } from '../../core/faults.ts';
import { type Caller, findCaller } from '../../core/healthvault/sessions/caller.ts';
import { readClientTime } from '../../core/healthvault/sessions/client-time.ts';
import { isRightHash, isRightHmac } from '../../core/healthvault/sessions/sign.ts';
import { fault, type StatusFault, statusOf } from '../../core/healthvault/status-fault.ts';
import { isTracing } from '../../core/healthvault/tracing/traces.ts';
import { demandAnonymousWork, noteAnonymousWork } from '../../core/limits/rate-limit.ts';
import { judgeUserToken } from '../../core/people/tokens.ts';
import type { Reader } from '../../core/store.ts';
import { findMethod, listMethods } from '../../methods/index.ts';
import type { CallPerson } from '../../methods/method.ts';
import { XmlFault } from '../../schema/xml-reader.ts';
import type { AuthSession } from './envelope.ts';
import type { Answered, Begun, Chosen, Decoded, Exchange, Whole } from './exchange.ts';
import { readBeginning, readRest } from './reading.ts';
import { Steps } from './steps.ts';

const steps = Steps.begin<Exchange>()
  .add(readBeginning)
  .add(chooseMethod)
  .add(authenticateApp)
  .add(readRest)
  .check(checkInfoHash)
  .check(checkFreshness)
  .check(checkTransform)
  .add(lookAgain)
  .check(authenticatePerson)
  .add(loadGrant)
  .add(decodeInfo)
  .add(run);

/** The answer to a request body. Never throws for what a client sent. */
export async function answer(
  exchange: Exchange,
  onError: (error: unknown, exchange: Exchange) => void,
): Promise<string> {
  let workMs = 0;
  try {
    const answered = await steps.run(exchange, ms => {
      workMs += ms;
    });
    return answered.answer;
  } catch (error) {
    const refusal = asFault(error);
    exchange.refusal = refusal ?? fault('FAILED');
    if (refusal) noteIfRefused(exchange, refusal);
    if (!refusal) onError(error, exchange);
    if (!exchange.method && isTracing(exchange.vault))
      await findSigner(exchange).catch(error => onError(error, exchange));
    return printFault(exchange.refusal);
  } finally {
    if (!exchange.app) noteAnonymousWork(exchange, workMs);
  }
}

/** An application that is known asked for what it may not have. */
function noteIfRefused(
  { vault, app, person, caller, method, grant, envelope }: Exchange,
  { status }: StatusFault,
): void {
  if (!app || !method) return;
  const isRefused =
    status === 'ACCESS_DENIED' || (status === 'INVALID_RECORD' && envelope?.header.recordId !== undefined);
  if (!isRefused) return;
  const recordId = grant?.recordId ?? caller?.reach?.recordId;
  noteRefusal(vault, { appId: app.id, personId: person?.id, recordId, asked: method.name, why: status });
}

/** Of a call that was refused before anybody asked, so that its trace is the application's. */
async function findSigner(x: Exchange): Promise<void> {
  const { isWhole, begun, envelope } = x;
  if (isWhole === undefined || !begun || !envelope?.header.authSession) return;
  const own: Begun = Object.assign(x, { isWhole, begun, envelope });
  try {
    checkSession(own, await lookUpCaller(own, envelope.header.authSession));
    checkInfoHash(await readRest(own));
  } catch (error) {
    delete x.app;
    if (!asFault(error)) throw error;
  }
}

function asFault(error: unknown): StatusFault | undefined {
  if (error instanceof Fault) return statusOf(error);
  if (error instanceof XmlFault)
    return fault(error.kind === 'date' ? 'INVALID_DATETIME' : 'INVALID_XML', error.message);
  return undefined;
}

function chooseMethod(x: Begun): Chosen {
  const { method: name, methodVersion } = x.envelope.header;
  const method = findMethod(name);
  const version = method?.versions[methodVersion];
  if (!method || !version) throw fault('BAD_METHOD');
  return Object.assign(x, { method, version });
}

function authenticateApp(x: Chosen): Awaitable<Chosen> {
  const { method } = x;
  const { header } = x.envelope;
  if (header.authSession === undefined) {
    if (header.appId === undefined)
      throw fault('INVALID_XML', 'request/header: app-id or auth-session is missing');
    if (method.auth !== 'none')
      throw fault('BAD_SIG', 'This method needs a session: the header must hold auth-session.');
    demandAnonymousWork(x);
    return x;
  }
  if (header.appId !== undefined)
    throw fault('INVALID_XML', 'request/header: app-id and auth-session exclude each other');
  return after(lookUpCaller(x, header.authSession), caller => {
    checkSession(x, caller);
    checkApp(x);
    return x;
  });
}

function lookUpCaller({ vault, envelope }: Begun, session: AuthSession): Awaitable<Caller> {
  const { authToken, userAuthToken, offlinePersonInfo } = session;
  const claims = {
    authToken,
    // Some clients always send the element, empty when there is no person.
    userToken: userAuthToken?.trim() || undefined,
    offlinePersonId: offlinePersonInfo?.offlinePersonId,
    recordId: envelope.header.recordId,
  };
  return vault.store.read(db => findCaller(db, claims, vault.clock.now()));
}

/** Who signed this? */
function checkSession(x: Begun, caller: Caller): void {
  const { vault } = x;
  const { headerXml, auth } = x.envelope;
  const { session, app } = caller;
  x.claimedAppId = app?.id;
  const mac = auth?.hmacData;
  if (!mac) throw fault('BAD_SIG', 'The auth element is missing.');
  if (mac.algName !== session.hmac)
    throw fault('BAD_SIG', 'The session was agreed for another HMAC algorithm.');
  if (!isRightHmac(session.hmac, vault.keys.open(session.sealedSecret), headerXml, mac.value)) {
    throw fault('BAD_SIG', 'It is the HMAC of the header.');
  }
  x.caller = caller;
  if (app) x.app = app;
}

function checkApp({ vault, app, method, address }: Chosen): void {
  if (!app || !mayCall(app, vault.mode, address)) throw fault('INVALID_APP');
  if (method.auth !== 'none' && !mayCallMethod(app, method)) {
    throw fault('ACCESS_DENIED', `The application is not registered for the method group ${method.group}.`);
  }
}

/** Was all of it signed? Who proves nothing may leave it out. */
function checkInfoHash({ envelope, wish }: Whole<Begun>): void {
  const { infoHash, authSession } = envelope.header;
  if (infoHash === undefined) {
    if (authSession) throw fault('BAD_SIG', 'The info-hash is missing.');
    return;
  }
  const { algName, value } = infoHash.hashData;
  if (!isRightHash(algName, wish.infoXml, value)) throw fault('BAD_SIG', 'It is the info-hash.');
}

/** Session creation has its own rule, and clients send old times with the others that need nobody. */
function checkFreshness({ envelope, method, vault }: Chosen): void {
  const { msgTime, msgTtl } = envelope.header;
  const time = readClientTime(msgTime);
  if (time === undefined) throw fault('INVALID_XML', 'request/header/msg-time: must be a date and time');
  if (method.auth === 'none') return;
  const age = vault.clock.now() - time.latest;
  if (age > Math.max(0, msgTtl) * 1000 + vault.limits.clockSkewMs) throw fault('REQUEST_TIMED_OUT');
}

/** There are no transforms yet, and a stylesheet or an address is never run. */
function checkTransform({ envelope }: Begun): void {
  if (envelope.header.finalXsl?.value.trim()) throw fault('INVALID_TRANSFORM');
}

/** What was looked up for the beginning of a request may be over when the rest of it has come. */
function lookAgain(x: Whole): Awaitable<Whole> {
  const { authSession } = x.envelope.header;
  if (x.isWhole || !x.caller || !authSession) return x;
  return after(lookUpCaller(x, authSession), caller => Object.assign(x, { caller }));
}

function authenticatePerson(x: Whole): void {
  const { vault, app, caller, method } = x;
  const { userAuthToken, offlinePersonInfo } = x.envelope.header.authSession ?? {};
  const userToken = userAuthToken?.trim();
  if (app && userToken && offlinePersonInfo) {
    throw fault(
      'INVALID_XML',
      'request/header/auth-session: user-auth-token and offline-person-info exclude each other',
    );
  }
  if (app && caller && userToken) {
    const id = judgeUserToken(caller, { appId: app.id, now: vault.clock.now() });
    x.person = { id, avenue: 'Online' };
  } else if (app && caller && offlinePersonInfo) {
    const { personId: id, personState } = caller;
    if (!id || personState !== 'active') throw fault('INVALID_PERSON');
    x.person = { id, avenue: 'Offline' };
  }
  const needed = method.auth === 'person' || method.auth === 'record';
  if (needed && !x.person) {
    throw fault('INVALID_PERSON', 'This method needs a person: user-auth-token, or offline-person-info.');
  }
}

function loadGrant(x: Whole): Awaitable<Whole> {
  if (x.method.auth !== 'record') return x;
  const { vault } = x;
  const app = assume(x.app, 'an application where there is a person');
  const person = assume(x.person, 'a person where the method needs a record');
  const now = vault.clock.now();
  if (x.envelope.header.recordId !== undefined) {
    x.grant = judgeAppGrant(app, person, x.caller?.reach, now);
    return x;
  }
  if (!x.method.recordMayBeImplied) throw fault('INVALID_RECORD', 'The header has no record-id.');
  return after(
    vault.store.read(db => findSoleGrant(db, app, person, now)),
    grant => Object.assign(x, { grant }),
  );
}

async function findSoleGrant(db: Reader, app: Application, person: CallPerson, now: number): Promise<Grant> {
  const every = await db.authorizations.ofPerson(app.id, person.id);
  const all = every.filter(({ rules }) => !areOfScopesAlone(rules));
  const sole =
    all.length === 1 ? await findAppGrant(db, app, person, getFirst(all).recordId, now) : undefined;
  if (!sole)
    throw fault(
      'INVALID_RECORD',
      'The header has no record-id, and the person has not exactly one record here.',
    );
  return sole;
}

function decodeInfo(x: Whole): Decoded {
  const info: unknown = x.version.request.parse(x.wish.info);
  return Object.assign(x, { info });
}

function run(x: Decoded): Awaitable<Answered> {
  const { vault, address, isOnce = false, turnForMuch, method, version, app, person, grant } = x;
  const { appId, recordId, language, country } = x.envelope.header;
  const header = { appId, recordId, language, country, isOnce };
  const call = { vault, address, turnForMuch, header, methods: listMethods(), app, person, grant };
  return after(version.run(call, x.info), response => {
    const namespace = `urn:com.microsoft.wc.methods.response.${version.answersAs ?? method.name}`;
    // The prefix must be `wc`: clients look the element up by its qualified name.
    const info = version.response?.print('wc:info', response, `xmlns:wc="${namespace}"`) ?? '';
    const answer = `<response><status><code>0</code></status>${info}</response>`;
    if (answer.length > vault.limits.responseBytesMax) throw fault('RESPONSE_TOO_LONG');
    return Object.assign(x, { answer });
  });
}

export function printFault({ code, message }: StatusFault): string {
  const text = message.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<response><status><code>${code}</code><error><message>${text}</message></error></status></response>`;
}
