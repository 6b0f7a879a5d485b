// What REST refuses, in the shape of its description: a code, what is wrong and how to mend it, and where it stands.
import { Fault, type FaultName } from '../../core/faults.ts';
import { StatusFault } from '../../core/healthvault/status-fault.ts';
import type { StatusName } from '../../core/healthvault/statuses.ts';
import { type JsonObject, type Problem, Unreadable } from '../../formats/rest/model.ts';

const codes = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  412: 'PreconditionFailed',
  413: 'TooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
  507: 'InsufficientStorage',
} as const;

export type RestStatus = keyof typeof codes;

export class RestProblem extends Error {
  readonly status: RestStatus;
  readonly problems: readonly Problem[];

  constructor(status: RestStatus, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.name = 'RestProblem';
    this.status = status;
    this.problems = problems;
  }
}

export function printProblem({ status, message, problems }: RestProblem): JsonObject {
  const code = codes[status];
  const [first] = problems;
  const details = problems.map(({ at, problem }) => ({ code, message: problem, target: at }));
  return {
    error: { code, message, ...(first && { target: first.at }), ...(details.length > 0 && { details }) },
  };
}

/** Undefined for what is nobody's fault but ours. */
export function asProblem(error: unknown): RestProblem | undefined {
  if (error instanceof RestProblem) return error;
  if (error instanceof Unreadable) {
    const said = error.problems
      .map(({ at, problem }) => (at === '' ? problem : `${at} ${problem}`))
      .join('; ');
    return new RestProblem(400, `${error.message} ${said}.`, error.problems);
  }
  if (!(error instanceof Fault)) return undefined;
  const status =
    error instanceof StatusFault
      ? (statusOfCode.get(error.status) ?? 400)
      : (statusOf.get(error.reason) ?? 400);
  return new RestProblem(status, error.message);
}

const statusOf: ReadonlyMap<FaultName, RestStatus> = new Map([
  ['accessDenied', 403],
  ['recordNotFound', 403],
  ['personNotFound', 401],
  ['personTokenExpired', 401],
  ['personTokenOther', 401],
  ['personTokenUnreadable', 401],
  ['thingNotFound', 404],
  ['recordStateWrong', 409],
  ['versionStampMissing', 409],
  ['versionStampOutdated', 412],
  ['tooManyThings', 413],
  ['answerTooLarge', 413],
  ['thingsTooLarge', 413],
  ['tooLarge', 413],
  ['limitReached', 429],
  ['recordFull', 507],
  ['thingDamaged', 500],
]);

const statusOfCode: ReadonlyMap<StatusName, RestStatus> = new Map([
  ['ACCESS_DENIED', 403],
  ['INVALID_APP', 403],
  ['INVALID_TOKEN', 401],
  ['INVALID_PERSON', 401],
  ['AUTHENTICATED_SESSION_TOKEN_EXPIRED', 401],
  ['DUPLICATE_CONNECT_REQUEST_FOUND', 409],
  ['RETRY_LIMIT_EXCEEDED', 429],
]);
