// DICOMweb on node:http, under the grants of FHIR: the access token of an application opens studies as it opens their ImagingStudy.
// What goes wrong is told in plain words.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getDicomWebUrl } from '../../core/instance.ts';
import type { SmartAccess } from '../../core/smart/access.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import type { Refusal } from '../../http/policy.ts';
import { chooseRefusal } from '../../http/refusal.ts';
import { findAccess, openAccess } from '../bearer/access.ts';
import { countCalls, countUnknown, findCaller } from '../bearer/caller.ts';
import { answerPreflight } from '../bearer/cors.ts';
import { headRefusal } from '../bearer/refusal.ts';
import { Gone, sendWords } from './answer.ts';
import { asProblem, DicomProblem } from './problem.ts';
import { respond } from './respond.ts';
import { readDicomRoute } from './route.ts';

export const dicomWebPath = '/dicomweb';

const door = 'DICOMweb';
const methods = 'GET, HEAD, POST, OPTIONS';

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
    if (request.method === 'OPTIONS') return answerPreflight(request, response, methods);
    smart = await findCaller(vault, request, response, address);
    countCalls(vault, smart.app.id);
    await answer(vault, smart, request, response);
  } catch (error) {
    refuse(smart ? error : countUnknown(error, { vault, address }, door), options, {
      request,
      response,
      smart,
    });
  } finally {
    // What is left of a body that was refused is read and dropped, so that its sender gets to see the answer.
    if (!request.complete) request.resume();
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
    { asProblem, make: (status, text) => new DicomProblem(status, text) },
  );
  if (!told) return;
  headRefusal({ vault, request, response, smart, door, methods }, told.status, error);
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
  const reopen = (db: Reader) => openAccess(db, vault, smart, access.grant);
  await respond({ vault, access, reopen, route, baseUrl: getDicomWebUrl(vault.instance) }, request, response);
}

interface Refused {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly smart: SmartAccess | undefined;
}
