// Binary: bytes as they are, or in a resource where that is asked for. What items hold is read by the rights of what holds it; what is
// sent waits for a resource that has it as an attachment.
import type { IncomingMessage } from 'node:http';
import { noteFileRead } from '../../../core/audit/reads.ts';
import { streamOnce } from '../../../core/blobs/keep.ts';
import { readFirst } from '../../../core/blobs/read.ts';
import type { FhirAccess } from '../../../core/fhir/access.ts';
import { cutMediaType } from '../../../core/fhir/attachments.ts';
import { createBinary, findBinary } from '../../../core/fhir/binary.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { notFound, readOne } from '../../../core/fhir/read.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import { letComeAtPace } from '../../../http/connections.ts';
import { demandBody, type FhirAnswer, type FhirCall } from '../call.ts';
import { answerRead } from './read.ts';

/** @throws FhirProblem 404, 413 */
export async function readBinary(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, route } = call;
  const { id = '' } = route;
  const found = await vault.store.read(db => findBinary(db, vault, access, id));
  if (!found) return readKept(call);
  const { blob, held, isHeld } = found;
  if (isHeld) noteFileRead(vault, access.grant);
  if (!(call.wantsResource ?? true)) return { status: 200, bytes: { blob, held } };
  const max = vault.limits.inlineBlobBytesMax;
  if (blob.length > max)
    throw new FhirProblem(
      413,
      'too-long',
      `As a resource a Binary has at most ${max} bytes here. Read it as it is: leave Accept out, or send */*.`,
    );
  const data = (await readFirst(vault, blob, blob.length)).toString('base64');
  const contentType = cutMediaType(held.contentType);
  return { status: 200, resource: { resourceType: 'Binary', id, contentType, data } };
}

/** While its bytes are sent. @throws FhirProblem 404 once it is not open any more */
export async function demandBinary(vault: Vault, access: FhirAccess, id = ''): Promise<void> {
  const found = await vault.store.read(db => findBinary(db, vault, access, id));
  if (!found) throw notFound('Binary');
}

/** One that came in a transaction is an item that is held whole. */
async function readKept(call: FhirCall): Promise<FhirAnswer> {
  const { vault, access, route } = call;
  // Without a scope for it, it is as good as none: what holds it is what counts.
  if (!access.allows('Binary', 'r')) throw notFound('Binary');
  const read = (db: Reader) => readOne(db, vault, access, { type: 'Binary', id: route.id ?? '' });
  const { resource, thing } = await vault.store.read(read);
  if (call.wantsResource ?? true) return answerRead(call, resource, thing.updated.at);
  const { contentType, data } = resource;
  const bytes = Buffer.from(typeof data === 'string' ? data : '', 'base64');
  return { status: 200, kept: { contentType: cutMediaType(String(contentType)), bytes } };
}

/** In its resource. */
export async function createSentBinary(call: FhirCall): Promise<FhirAnswer> {
  const { contentType, data } = demandBody(call);
  if (typeof contentType !== 'string' || typeof data !== 'string')
    throw new FhirProblem(422, 'required', 'A Binary has contentType and data.', 'Binary');
  return create(call, contentType, streamOnce(Buffer.from(data, 'base64')));
}

/** Bytes as they are. */
export function receiveBinary(
  call: Pick<FhirCall, 'vault' | 'access' | 'prefer' | 'reopen'>,
  request: IncomingMessage,
): Promise<FhirAnswer> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new FhirProblem(
      415,
      'not-supported',
      'The bytes of a Binary are sent as they are, without Content-Encoding.',
    );
  letComeAtPace(request, call.vault.limits.fileBytesPerSecondMin);
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  // What is refused is answered, so the rest is read and dropped, not broken off.
  return create(call, contentType, request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
}

async function create(
  call: Pick<FhirCall, 'vault' | 'access' | 'reopen'>,
  sent: string,
  bytes: AsyncIterable<Buffer>,
): Promise<FhirAnswer> {
  const contentType = cutMediaType(sent);
  const id = await createBinary(call.vault, call, contentType, bytes);
  const resource: Resource = { resourceType: 'Binary', id, contentType };
  return { status: 201, location: `Binary/${id}`, resource };
}
