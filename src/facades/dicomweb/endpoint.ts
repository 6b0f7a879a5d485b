// DICOMweb on node:http, under the grants of FHIR: the access token of an application opens studies as it opens their ImagingStudy.
// What goes wrong is told in plain words.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { noteRefusal } from '../../core/audit/refusals.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { getDicomWebUrl } from '../../core/instance.ts';
import { countAnonymousCall, TooManyTries } from '../../core/limits/rate-limit.ts';
import type { SmartAccess } from '../../core/smart/access.ts';
import type { Vault } from '../../core/vault.ts';
import type { Refusal } from '../../http/policy.ts';
import { chooseRefusal } from '../../http/refusal.ts';
import { findNote } from '../../http/request-note.ts';
import { allowOrigin, answerPreflight } from '../fhir/cors.ts';
import { asProblem } from '../fhir/outcome.ts';
import { countCalls, findAccess, findCaller } from '../fhir/who.ts';
import { Gone, sendWords } from './answer.ts';
import { respond } from './respond.ts';
import { readDicomRoute } from './route.ts';

export const dicomWebPath = '/dicomweb';

interface DicomWebOptions {
  readonly vault: Vault;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly onError: (
    error: unknown,
    about: { request: string | undefined; method: string | undefined },
  ) => void;
}

export function refuseDicomWeb(response: ServerResponse, { status, text }: Refusal): void {
  response.setHeader('Cache-Control', 'no-store');
  sendWords(response, status, text.trimEnd());
}

export async function serveDicomWeb(
  options: DicomWebOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { vault } = options;
  response.setHeader('Cache-Control', 'no-store').setHeader('Vary', 'Origin, Accept');
  const address = options.addressOf(request);
  let smart: SmartAccess | undefined;
  try {
    if (request.method === 'OPTIONS') return answerPreflight(request, response);
    smart = await findCaller(vault, request.headers.authorization, address);
    const note = findNote(response);
    if (note) note.appId = smart.app.id;
    allowOrigin(request, response, smart.app);
    countCalls(vault, smart.app.id);
    await answer(vault, smart, request, response);
  } catch (error) {
    refuse(smart ? error : countUnknown(error, { vault, address }), options, { request, response, smart });
  } finally {
    // What is left of a body that was refused is read and dropped, so that its sender gets to see the answer.
    if (!request.complete) request.resume();
  }
}

function countUnknown(error: unknown, caller: { vault: Vault; address: string }): unknown {
  if (error instanceof TooManyTries) return error;
  try {
    countAnonymousCall(caller, 'DICOMweb');
    return error;
  } catch (tooMany) {
    return tooMany;
  }
}

function refuse(
  error: unknown,
  { onError, vault }: DicomWebOptions,
  { request, response, smart }: Refused,
): void {
  if (error instanceof Gone) {
    response.destroy();
    return;
  }
  const told = chooseRefusal(
    error,
    { request, response, onError },
    { asProblem, make: (status, text) => new FhirProblem(status, 'transient', text) },
  );
  if (!told) return;
  if (told.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (told.status === 403) response.setHeader('WWW-Authenticate', 'Bearer error="insufficient_scope"');
  if (told.status === 503 || told.status === 429)
    response.setHeader(
      'Retry-After',
      error instanceof TooManyTries ? String(Math.ceil(error.waitMs / 1000)) : '2',
    );
  if (told.status === 405) response.setHeader('Allow', 'GET, HEAD, POST, OPTIONS');
  if (told.status === 403 && smart)
    noteRefusal(vault, {
      ...{ appId: smart.app.id, personId: smart.personId, recordId: smart.recordId },
      ...{ asked: 'DICOMweb', why: 'ACCESS_DENIED' },
    });
  sendWords(response, told.status, told.message);
}

async function answer(
  vault: Vault,
  smart: SmartAccess,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = (request.url ?? '').replace(/\/{2,}/g, '/');
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const route = readDicomRoute(request.method ?? '', path.slice(dicomWebPath.length), query);
  const access = await findAccess(vault, smart, { pairs: [...route.pairs] }, true);
  await respond({ vault, access, route, baseUrl: getDicomWebUrl(vault.instance) }, request, response);
}

interface Refused {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly smart: SmartAccess | undefined;
}
