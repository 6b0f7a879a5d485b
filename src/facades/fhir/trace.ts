// A request of FHIR in the trace of its application, beside its calls of the XML API: what was asked, what was answered, how long it took.
import type { IncomingMessage } from 'node:http';
import { isTraced, isTracing, traceFhir } from '../../core/healthvault/tracing/traces.ts';
import type { Vault } from '../../core/vault.ts';
import type { FhirAnswer } from './call.ts';

/** Undefined where nothing is traced at all: then a request costs one comparison. */
export function beginTrace(vault: Vault, request: IncomingMessage): FhirTrace | undefined {
  return isTracing(vault) ? new FhirTrace(vault, request) : undefined;
}

const base = /^\/+fhir\/+r4\/*/i;

export class FhirTrace {
  readonly #vault: Vault;
  readonly #request: IncomingMessage;
  readonly #begunAt = performance.now();
  #body: { readonly value: unknown; readonly bytes: number } | undefined;

  constructor(vault: Vault, request: IncomingMessage) {
    this.#vault = vault;
    this.#request = request;
  }

  noteBody(value: unknown, bytes: number): void {
    this.#body = { value, bytes };
  }

  /** Call it when the answer is on its way: masking takes time. */
  end(appId: string | undefined, { status, resource, json, lines }: FhirAnswer): void {
    if (appId === undefined || !isTraced(this.#vault, appId)) return;
    const { method = '', headers, url = '' } = this.#request;
    traceFhir(this.#vault, appId, {
      ...{ method, headers, status },
      address: url.replace(base, ''),
      body: this.#body?.value,
      answer: resource ?? json ?? (lines && 'lines'),
      tookMs: performance.now() - this.#begunAt,
      requestBytes: this.#body?.bytes ?? 0,
    });
  }
}
