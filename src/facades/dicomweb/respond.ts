// What an application asks for, in the form that it takes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeldInstance } from '../../core/imaging/held.ts';
import { demandStudies } from '../../core/imaging/open.ts';
import { storeInstances } from '../../core/imaging/store.ts';
import { letComeAtPace } from '../../http/connections.ts';
import { zipFiles } from '../../http/zip.ts';
import {
  type Accepted,
  endsAtHead,
  Gone,
  readAccept,
  sendJson,
  sendList,
  sendParts,
  takes,
  takesParts,
  write,
} from './answer.ts';
import type { DicomCall } from './call.ts';
import { readBoundary, readParts } from './parts-in.ts';
import { DicomProblem } from './problem.ts';
import { chooseForm, drawOf } from './rendered.ts';
import {
  demandFewFrames,
  demandFrames,
  findBulkOf,
  findFramesOf,
  findInstances,
  listDisc,
  listFiles,
  listFrames,
  listMetadata,
  readFile,
} from './retrieve.ts';
import { search } from './search.ts';
import { answerStore } from './store.ts';

/** @throws DicomProblem; Gone where nobody takes the answer any more */
export async function respond(
  call: DicomCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { access, route } = call;
  if (route.kind === 'store') return respondToStoring(call, request, response);
  demandStudies(access, route.kind === 'search' ? 's' : 'r');
  const accepted = readAccept(request, route.pairs);
  if (route.kind === 'search' || route.kind === 'metadata') {
    if (!takes(accepted, 'application/dicom+json') && !takes(accepted, 'application/json'))
      throw notAccepted('This is answered as application/dicom+json.');
    if (route.kind === 'search') return sendJson(response, 200, await search(call, route.level));
    return sendList(response, listMetadata(call, await findInstances(call)));
  }
  const instances = await findInstances(call);
  if (route.kind === 'rendered') return respondWithPicture(call, instances, accepted, response);
  if (route.kind === 'retrieve') return respondWithFiles(call, instances, accepted, response);
  const [only] = instances;
  if (!only) throw new DicomProblem(404, 'There is no such instance.');
  return respondWithPart(call, only, accepted, response);
}

function notAccepted(words: string): DicomProblem {
  return new DicomProblem(406, words);
}

function makeBoundary({ vault }: DicomCall): string {
  return `keepwell-${vault.ids.guid()}`;
}

async function respondWithFiles(
  call: DicomCall,
  instances: readonly HeldInstance[],
  accepted: readonly Accepted[],
  response: ServerResponse,
): Promise<void> {
  const first = accepted[0]?.type;
  const [only] = instances;
  if (first === 'application/zip') return sendZip(response, call, instances);
  if (first === 'application/dicom' && only && instances.length === 1) return sendFile(response, call, only);
  const isTaken = instances.every(({ header }) =>
    takesParts(accepted, ['application/dicom'], header.transferSyntax),
  );
  if (!isTaken)
    throw notAccepted(
      'Instances are retrieved in the transfer syntax that they came in, as multipart/related; type="application/dicom"; transfer-syntax=*, as application/zip, or one as application/dicom.',
    );
  return sendParts(response, makeBoundary(call), {
    type: 'application/dicom',
    parts: listFiles(call, instances),
  });
}

async function respondWithPicture(
  call: DicomCall,
  instances: readonly HeldInstance[],
  accepted: readonly Accepted[],
  response: ServerResponse,
): Promise<void> {
  const form = chooseForm(accepted);
  const picture = await drawOf(call, instances, form);
  response.writeHead(200, { 'Content-Type': `image/${form}`, 'Content-Length': picture.length }).end(picture);
}

const pixelPath = '7FE00010';

async function respondWithPart(
  call: DicomCall,
  only: HeldInstance,
  accepted: readonly Accepted[],
  response: ServerResponse,
): Promise<void> {
  const { route } = call;
  if (route.kind === 'bulk' && route.path.join('/').toUpperCase() !== pixelPath) {
    const part = await findBulkOf(call, only, route);
    const parts = (async function* () {
      yield part;
    })();
    return sendParts(response, makeBoundary(call), { type: 'application/octet-stream', parts });
  }
  const numbers = route.kind === 'frames' ? route.frames : undefined;
  if (numbers) demandFewFrames(call.vault, numbers);
  const frames = await findFramesOf(call, only);
  if (numbers) demandFrames(frames, numbers);
  const { mediaType, transferSyntax } = frames;
  if (!takesParts(accepted, [mediaType, 'application/octet-stream'], transferSyntax))
    throw notAccepted(
      `Frames are answered as they are kept: multipart/related; type="${mediaType}"; transfer-syntax=${transferSyntax}.`,
    );
  const parts = listFrames(call, only, frames, numbers);
  return sendParts(response, makeBoundary(call), { type: mediaType, parts });
}

async function sendFile(response: ServerResponse, call: DicomCall, only: HeldInstance): Promise<void> {
  response.writeHead(200, {
    'Content-Type': `application/dicom; transfer-syntax=${only.header.transferSyntax}`,
    'Content-Length': only.blob.length,
  });
  if (endsAtHead(response)) return;
  for await (const piece of readFile(call, only)) await write(response, Buffer.from(piece));
  response.end();
}

async function sendZip(
  response: ServerResponse,
  call: DicomCall,
  instances: readonly HeldInstance[],
): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': 'attachment; filename="DICOM.zip"',
  });
  if (endsAtHead(response)) return;
  const zip = zipFiles(listDisc(call, instances), call.vault.clock.now());
  response.once('close', () => zip.destroy());
  await new Promise<void>((resolve, reject) => {
    zip.once('error', () => reject(new Gone()));
    response.once('finish', resolve).once('close', resolve);
    zip.pipe(response);
  });
}

/** Thousands of files take longer than a connection may be silent. How long they may take to come is bounded by their pace. */
async function inSilence<T>({ socket }: IncomingMessage, work: () => Promise<T>): Promise<T> {
  const { timeout = 0 } = socket;
  socket.setTimeout(0);
  try {
    return await work();
  } finally {
    socket.setTimeout(timeout);
  }
}

async function respondToStoring(
  call: DicomCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { vault, access, reopen, route, baseUrl } = call;
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new DicomProblem(415, 'Instances are sent as they are, without Content-Encoding.');
  const boundary = readBoundary(request.headers['content-type']);
  const files = readParts(request, boundary, vault.limits.imageStoreBytesMax);
  const isAnyway = route.pairs.some(([name, value]) => name === 'anyway' && value === 'true');
  const storing = { studyUid: route.study, isAnyway, reopen };
  letComeAtPace(request, vault.limits.fileBytesPerSecondMin);
  const outcomes = await inSilence(request, () => storeInstances(vault, access, files, storing));
  if (outcomes.length === 0) throw new DicomProblem(400, 'The request has no instances.');
  const { status, dataset, words } = answerStore(outcomes, baseUrl);
  if (words !== '') response.setHeader('Warning', `299 keepwell "${words.replaceAll('"', "'")}"`);
  sendJson(response, status, dataset);
}
