// What is refused of a bearer token, and the statuses by which doors of HTTP tell what the core refuses. Each door says it in its own
// shape.
import type { FaultName } from '../../core/faults.ts';

/** 401: no token, or none that is good. 403: nothing is granted. 400: it opens several records, and none is named. */
export class BearerProblem extends Error {
  readonly status: 400 | 401 | 403;

  constructor(status: 400 | 401 | 403, message: string) {
    super(message);
    this.name = 'BearerProblem';
    this.status = status;
  }
}

export function statusOfFault(reason: FaultName): number {
  return statusOf.get(reason) ?? 422;
}

const statusOf: ReadonlyMap<FaultName, number> = new Map([
  ['accessDenied', 403],
  ['recordNotFound', 403],
  ['thingNotFound', 404],
  ['versionStampOutdated', 412],
  ['versionStampMissing', 409],
  ['tooManyThings', 413],
  ['answerTooLarge', 413],
  ['thingsTooLarge', 413],
  ['tooLarge', 413],
  ['recordFull', 507],
  ['limitReached', 429],
  ['thingDamaged', 500],
]);
