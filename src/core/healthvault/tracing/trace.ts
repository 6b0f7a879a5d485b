// A trace: one call of an application and what it was told, as its developers see it.
import type { Mistake } from './mistake.ts';

export interface Trace {
  readonly id: string;
  readonly at: number;
  /** A call of the XML API, a request of FHIR or OAuth, or a person sent to the Shell. */
  readonly kind: 'call' | 'fhir' | 'oauth' | 'redirect';
  /** Of a redirect, its target; of a request of FHIR, how and what: `GET Observation`. */
  readonly method: string;
  readonly version: number | undefined;
  /** Of the XML API; of others, of HTTP. */
  readonly code: number;
  /** The name of the status. */
  readonly status: string | undefined;
  readonly message: string | undefined;
  readonly tookMs: number | undefined;
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** Was it proved to be from the application? Anybody can send its id. */
  readonly isProved: boolean;
  /** Masked. Undefined for what was too large or no XML. */
  readonly request: string | undefined;
  readonly reply: string | undefined;
  /** Of a redirect, or of a call that is remarked on. */
  readonly mistake?: Mistake | undefined;
}
