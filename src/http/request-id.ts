// The id that a proxy gave a request: 128 bits as a UUID or 32 hexadecimal digits, as nginx and traces have them, so that it
// can be HealthVault's response id too. Read by request-note.ts, of trusted proxies only.
import type { IncomingHttpHeaders } from 'node:http';

/** https://www.w3.org/TR/trace-context/ */
export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

export interface GivenId {
  readonly id: string;
  readonly parent: TraceParent | undefined;
}

/** @returns undefined where none is well formed */
export function readGivenId(headers: IncomingHttpHeaders): GivenId | undefined {
  const parent = readTraceParent(headers.traceparent);
  const id = readId(headers['x-request-id']) ?? (parent && readId(parent.traceId));
  return id === undefined ? undefined : { id, parent };
}

const idForm = /^([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})$/;
const nothing = /^[0-]+$/;

/** As a UUID in lower case. */
function readId(sent: unknown): string | undefined {
  const text = String(sent ?? '').toLowerCase();
  const parts = idForm.exec(text);
  return parts && !nothing.test(text) ? parts.slice(1).join('-') : undefined;
}

function readTraceParent(sent: unknown): TraceParent | undefined {
  const [, traceId = '', spanId = '', flags = ''] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(String(sent ?? '')) ?? [];
  if (traceId === '' || nothing.test(traceId) || nothing.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
