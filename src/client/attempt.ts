// One request and its answer, within a time: what fetch throws becomes an error that tells whether the platform may have
// done what it was asked. Used by connection.ts and blobs.ts, which say what comes next.
import { CallError, UnreachableError } from './errors.ts';

export interface Bounds {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** For whoever is told that it failed. */
  readonly method: string | undefined;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A request, and what `read` makes of its answer, all within the time.
 * @throws UnreachableError, or the reason of a signal that was aborted
 */
export async function attempt<T>(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  { timeoutMs, signal, method }: Bounds,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const end = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', end);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, timeoutMs);
  try {
    return await read(await fetch(url, { ...init, signal: controller.signal }));
  } catch (error) {
    signal?.throwIfAborted();
    if (isLate)
      throw new UnreachableError(`${placeOf(url)} did not answer within ${timeoutMs} ms`, { method }, error);
    if (error instanceof CallError) throw error;
    const cause = (error as Error).cause ?? error;
    throw new UnreachableError(
      `${placeOf(url)} cannot be reached`,
      { method, mayBeDone: !neverCame(cause) },
      cause,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Without what may be secret in it. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** What Node says of a connection that there never was. */
const unconnected: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverCame(cause: unknown): boolean {
  return unconnected.has((cause as { code?: unknown } | null)?.code);
}

/** What is not of the platform's own making: a proxy's word, or that the platform is too busy. */
export function makeHttpError(response: Response, method?: string): UnreachableError {
  const { status, url } = response;
  const place = url === '' ? 'The platform' : placeOf(url);
  return new UnreachableError(`${place} answered with HTTP status ${status}.`, {
    method,
    httpStatus: status,
    responseId: readResponseId(response),
    // These say that it was not begun.
    mayBeDone: status !== 429 && status !== 413 && status !== 431,
    retryAfterMs: readRetryAfter(response.headers.get('retry-after')),
  });
}

export function readResponseId({ headers }: Response): string | undefined {
  return headers.get('WC_ResponseId') ?? headers.get('X-Request-Id') ?? undefined;
}

function readRetryAfter(text: string | null): number | undefined {
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) * 1000 : undefined;
}

/** Longer than this nobody is made to wait for another attempt. */
const pauseMaxMs = 30_000;

/** Waits before another attempt: twice as long each time, and never just as long as others do. */
export async function pause(
  attempts: number,
  {
    firstPauseMs = 200,
    retryAfterMs = 0,
  }: { firstPauseMs?: number | undefined; retryAfterMs?: number | undefined },
  signal: AbortSignal | undefined,
): Promise<void> {
  const most = firstPauseMs * 2 ** (attempts - 1);
  await wait(Math.min(pauseMaxMs, Math.max(retryAfterMs, most * (0.5 + Math.random() / 2))), signal);
}

/** @throws the reason of a signal that is aborted meanwhile */
export async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const give = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', give);
      resolve();
    }, ms);
    signal?.addEventListener('abort', give);
  });
}

/** May come right by itself. */
export function isPassing({ httpStatus }: UnreachableError): boolean {
  return httpStatus === undefined || httpStatus >= 500 || httpStatus === 429 || httpStatus === 408;
}
