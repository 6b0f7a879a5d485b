// The log of a server: JSON lines, of which none holds what a client sent. Made by cli/serve.ts and main.ts.
import { type DestinationStream, type Logger, pino } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Which requests have a line: those that HTTP or HealthVault's code calls failed, or none. */
export const loggedRequests = ['all', 'failed', 'none'] as const;
export type LoggedRequests = (typeof loggedRequests)[number];

export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}

interface ErrorText {
  readonly type: string;
  readonly code?: unknown;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: ErrorText;
}

const causesMax = 5;

/** What of an error tells where it came from. Whatever else it carries may be somebody's. */
export function describeError(error: unknown, depth = 0): ErrorText {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(isQuoting(error) ? {} : { message: error.message }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter(line => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && depth < causesMax && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** Parsers say what they could not read, and PostgreSQL the value that did not fit. */
function isQuoting(error: Error): boolean {
  return error instanceof SyntaxError || 'severity' in error;
}
