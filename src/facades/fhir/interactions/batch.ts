// A Bundle of requests: a batch, each by itself, or a transaction, all or none.

import { FhirProblem } from '../../../core/fhir/problem.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import { countCalls } from '../../bearer/caller.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';
import { type Entry, noRoom, Room, type Run, readEntries, runAlone } from './entries.ts';
import { runTransaction } from './transaction.ts';

/** @param run does what one entry asks */
export async function runBatch(call: FhirCall, run: Run): Promise<FhirAnswer> {
  const { body } = call;
  if (body?.resourceType !== 'Bundle' || (body.type !== 'batch' && body.type !== 'transaction'))
    throw new FhirProblem(
      400,
      'invalid',
      'Here a Bundle is sent whose type is batch or transaction.',
      'Bundle.type',
    );
  const entries = readEntries(call, body);
  // The Bundle itself was counted as it came.
  countCalls(call.vault, call.access.grant.app?.id, entries.length - 1);
  const answers =
    body.type === 'batch' ? await eachAlone(call, entries, run) : await runTransaction(call, entries, run);
  return { status: 200, resource: printAnswers(body.type, entries, answers, call.access.baseUrl) };
}

async function eachAlone(call: FhirCall, entries: readonly Entry[], run: Run): Promise<FhirAnswer[]> {
  const room = new Room(call, entries);
  const answers: FhirAnswer[] = [];
  for (const { call } of entries) {
    answers.push(room.isFull ? noRoom('Nothing was done for this entry') : await runAlone(call, room, run));
    // Others get their turn between entries.
    await new Promise(setImmediate);
  }
  return answers;
}

function printAnswers(
  type: string,
  entries: readonly Entry[],
  answers: readonly FhirAnswer[],
  baseUrl: string,
): Resource {
  return {
    resourceType: 'Bundle',
    type: `${type}-response`,
    ...(entries.length > 0 && {
      entry: answers.map(({ status, resource, location, versionId, lastModified }) => {
        const isOutcome = resource?.resourceType === 'OperationOutcome';
        return {
          ...(resource && !isOutcome && { resource }),
          response: {
            status: String(status),
            ...(location !== undefined && { location: `${baseUrl}/${location}` }),
            ...(versionId !== undefined && { etag: `W/"${versionId}"` }),
            ...(lastModified !== undefined && { lastModified: new Date(lastModified).toISOString() }),
            ...(isOutcome && { outcome: resource }),
          },
        };
      }),
    }),
  };
}
