// One line in the log for each request, when its answer is out. Called by router.ts.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { RequestNote } from '../http/request-note.ts';
import type { LoggedRequests } from './log.ts';

/** A request that is over. */
export interface Answered {
  readonly note: RequestNote;
  readonly method: string;
  /** 499 where the client went away before an answer began, as nginx says it. */
  readonly status: number;
  readonly tookMs: number;
  /** Of the answer, as it went over the wire but for TLS. */
  readonly bytes: number;
}

export const wentAway = 499;

/** Tells of a request once it is over. */
export function whenAnswered(
  request: IncomingMessage,
  response: ServerResponse,
  note: RequestNote,
  tell: (answered: Answered) => void,
): void {
  const { socket, method = '' } = request;
  const before = socket.bytesWritten;
  response.once('close', () =>
    tell({
      note,
      method,
      status: response.headersSent ? response.statusCode : wentAway,
      tookMs: performance.now() - note.startedAt,
      bytes: socket.bytesWritten - before,
    }),
  );
}

export function makeRequestLog(log: Logger, which: LoggedRequests): (answered: Answered) => void {
  if (which === 'none') return () => {};
  return ({ note, method, status, tookMs, bytes }) => {
    const { id, route, call, code, appId, address, isProbe } = note;
    if (which === 'failed' && status < failedFrom && !code) return;
    const ms = Math.round(tookMs * 10) / 10;
    const line = { request: id, method, route, status, call, code, ms, bytes, app: appId, address };
    if (isProbe) log.debug(line, 'request');
    else log.info(line, 'request');
  };
}

const failedFrom = 400;
