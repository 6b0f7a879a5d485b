// Calls on their way: signed in a session that is opened when one is needed and renewed when the platform says that it has
// ended; made again where no answer came and the call may be repeated. Shared by all that is made of one `connect`.
import { assume, getFirst } from '../assume.ts';
import type { XmlCursor } from '../schema/xml-reader.ts';
import { attempt, isPassing, makeHttpError, pause, readResponseId } from './attempt.ts';
import { getContract, mayRepeat, type ResponseOf, sessionless } from './contracts.ts';
import { type Call, readAnswer, readInfo, requestBody, type Session, writeElement } from './envelope.ts';
import { CallError, HealthVaultError, UnreachableError } from './errors.ts';
import type { Attempt, CallOptions, ConnectOptions, Outcome } from './options.ts';
import { makeHmacSigner, signContent } from './sign.ts';

/** A call that says nothing else is given up after so long. */
const timeoutMsUsual = 60_000;
const retriesUsual = 3;

/** What whoever observes is told in place of a method where bytes of a blob go or come. */
export const blobMethod = 'blob';

const sessionMethod = 'CreateAuthenticatedSessionToken';

const onceHeader = 'keepwell-once';

/** Clocks may differ by so much. */
const clockSkewMs = 60_000;

export class Connection {
  readonly options: ConnectOptions;
  #session: Promise<Session> | undefined;
  /** What the platform's clock is ahead of the one here. */
  #aheadMs = 0;
  /** The same, as its last answer says. */
  #seenAheadMs = 0;
  /** Did the platform say back, as the session was opened, that it does once what it is asked to do once? */
  #knowsOnce = false;

  constructor(options: ConnectOptions) {
    this.options = options;
  }

  /** @throws HealthVaultError, UnreachableError, AnswerError */
  call(call: Call): Promise<XmlCursor | undefined> {
    const needsSession = !sessionless.has(call.method);
    const mended = new Set<number>();
    const mayComeAgain = () =>
      (call.repeat ?? mayRepeat(call.method)) && (call.isOnce !== true || this.#knowsOnce);
    return this.again(call, mayComeAgain, async number => {
      for (;;) {
        const session = needsSession ? this.#openSession() : undefined;
        try {
          return await this.#send(call, number, session && (await orAborted(session, call.signal)));
        } catch (error) {
          // It was refused, so nothing was done: what is mended once is tried at once.
          if (!(error instanceof HealthVaultError) || mended.has(error.code)) throw error;
          mended.add(error.code);
          if (!this.#mend(error, session)) throw error;
        }
      }
    });
  }

  /** Makes attempts until one is answered, while they may be repeated. */
  async again<T>(
    { signal }: CallOptions,
    mayComeAgain: () => boolean,
    work: (number: number) => Promise<T>,
  ): Promise<T> {
    const { retries = retriesUsual, firstPauseMs } = this.options;
    for (let number = 1; ; number++) {
      try {
        return await work(number);
      } catch (error) {
        const isOver =
          number > retries || !(error instanceof CallError) || !comesRight(error, mayComeAgain());
        if (isOver) throw error;
        const retryAfterMs = error instanceof UnreachableError ? error.retryAfterMs : undefined;
        await pause(number, { firstPauseMs, retryAfterMs }, signal);
      }
    }
  }

  /** One request, of which whoever observes is told; `read` makes of its answer what is wanted. */
  async request<T>(
    url: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
    about: Omit<Attempt, 'headers'> & CallOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { fetch = globalThis.fetch, timeoutMs = timeoutMsUsual, observe } = this.options;
    const { method, version, attempt: number, signal } = about;
    const began = performance.now();
    const headers: Record<string, string> = { ...init.headers };
    const ended = observe?.({ method, version, attempt: number, headers });
    const tell = (outcome: Omit<Outcome, 'tookMs'>) =>
      ended?.({ ...outcome, tookMs: performance.now() - began });
    let response: Response | undefined;
    try {
      const named = method === blobMethod ? undefined : method;
      const bounds = { timeoutMs: about.timeoutMs ?? timeoutMs, signal, method: named };
      const done = await attempt(
        // Browsers want to find it called on nothing.
        (url, init) => fetch(url, init),
        url,
        { ...init, headers },
        bounds,
        got => {
          response = got;
          return read(got);
        },
      );
      tell({ status: 'OK', ...told(response) });
      return done;
    } catch (error) {
      const status =
        error instanceof HealthVaultError ? error.name : signal?.aborted ? 'aborted' : 'unreachable';
      tell({ status, ...told(response) });
      throw error;
    }
  }

  /** The token of the session, which is opened where there is none. */
  async sessionToken(signal?: AbortSignal): Promise<string> {
    return (await orAborted(this.#openSession(), signal)).token;
  }

  /** What is in the way of a call, where it can be taken away. */
  #mend({ code }: HealthVaultError, session: Promise<Session> | undefined): boolean {
    if (code === timedOut && Math.abs(this.#seenAheadMs - this.#aheadMs) > clockSkewMs) {
      this.#aheadMs = this.#seenAheadMs;
      return true;
    }
    if (code !== sessionEnded) return false;
    // Another call may have renewed it meanwhile.
    if (this.#session === session) this.#session = undefined;
    return true;
  }

  #openSession(): Promise<Session> {
    this.#session ??= this.#newSession().catch(error => {
      this.#session = undefined;
      if (!(error instanceof UnreachableError)) throw error;
      // Whatever became of the session, the call behind it was not made.
      throw new UnreachableError(error.message, { ...error, mayBeDone: false }, error.cause);
    });
    return this.#session;
  }

  async #newSession(): Promise<Session> {
    const { appId, credential } = this.options;
    if (!credential)
      throw new TypeError(
        'Calls in a session need a credential: give connect() a certificate or a SODA secret.',
      );
    const method = sessionMethod;
    const content =
      `<content>${writeElement('app-id', appId)}<hmac>HMACSHA256</hmac>` +
      `<signing-time>${distinct(this.#now())}</signing-time></content>`;
    const info =
      `<info><auth-info>${writeElement('app-id', appId)}<credential><appserver2>` +
      `${await signContent(credential, content)}${content}</appserver2></credential></auth-info></info>`;
    const answer = await this.#send({ method, version: 2, info }, 1);
    const { response } = getContract(method, 2);
    const { token, sharedSecret } = readInfo(assume(response, 'an answer'), answer, { method }) as ResponseOf<
      typeof method,
      2
    >;
    return { token: getFirst(assume(token, 'a token')).value, sign: await makeHmacSigner(sharedSecret) };
  }

  #now(): number {
    return (this.options.now ?? Date.now)() + this.#aheadMs;
  }

  async #send(call: Call, number: number, session?: Session): Promise<XmlCursor | undefined> {
    const { platformUrl, appId } = this.options;
    const { method, version, signal, timeoutMs } = call;
    const body = await requestBody(call, { appId, session }, this.#now());
    const asksOnce = call.isOnce || method === sessionMethod;
    const headers = { 'content-type': 'text/xml', ...(asksOnce && { [onceHeader]: '1' }) };
    const about = { method, version, attempt: number, signal, timeoutMs };
    return this.request(platformUrl, { method: 'POST', body, headers }, about, async response => {
      if (!response.ok) {
        await response.body?.cancel();
        throw makeHttpError(response, method);
      }
      if (method === sessionMethod) this.#knowsOnce = response.headers.get(onceHeader) === '1';
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) this.#seenAheadMs = date - (this.options.now ?? Date.now)();
      const answered = { method, httpStatus: response.status, responseId: readResponseId(response) };
      return readAnswer(await response.text(), answered);
    });
  }
}

/** What others wait for too goes on, whoever gives up. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let give = () => {};
  const aborted = new Promise<never>((_, reject) => {
    give = () => reject(signal.reason);
    signal.addEventListener('abort', give);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}

function told(response: Response | undefined): Pick<Outcome, 'httpStatus' | 'responseId'> {
  return { httpStatus: response?.status, responseId: response && readResponseId(response) };
}

const sessionEnded = 65;
const timedOut = 49;
const tooManyTries = 75;

function isOfCode(error: unknown, code: number): boolean {
  return error instanceof HealthVaultError && error.code === code;
}

/** Is it worth another attempt, and may there be one? What the platform never saw may always be sent again. */
function comesRight(error: CallError, isRepeatable: boolean): boolean {
  if (error instanceof UnreachableError) return isPassing(error) && (isRepeatable || !error.mayBeDone);
  return isRepeatable && isOfCode(error, tooManyTries);
}

let lastDigits = getFirst(crypto.getRandomValues(new Uint16Array(1)));

/**
 * A time that this process gives once: its last four digits count up, and start at random to differ from those of another
 * process. Two equal times would give two equal signatures, and the platform takes the second for a replay.
 */
function distinct(now: number): string {
  lastDigits = (lastDigits + 1) % 10_000;
  return new Date(now).toISOString().replace('Z', `${String(lastDigits).padStart(4, '0')}Z`);
}
