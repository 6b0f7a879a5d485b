// How long keys that applications publish are kept: no longer than their headers say (RFC 9111). oidc-provider keeps them for a
// minute at least, and looks again only where none fits.
import type { Clock } from '../../core/world.ts';

/** Addresses whose headers are remembered; of others the library's minute holds. */
const rememberedMax = 1000;
const libraryMs = 60_000;

interface KeyStore extends Iterable<{ readonly kid?: string }> {
  freshUntil?: number;
  refresh(): Promise<void>;
}

/** What oidc-provider knows of a client. */
export interface Publisher {
  readonly jwksUri?: string;
  readonly asymmetricKeyStore: KeyStore;
}

export class KeyAge {
  readonly #clock: Clock;
  /** When keys are too old, by their address. */
  readonly #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Of an answer that has just come. */
  note(url: string, headers: Headers): void {
    this.#until.delete(url);
    const age = readAge(headers);
    if (age === undefined || age >= libraryMs) return;
    if (this.#until.size >= rememberedMax) this.#until.clear();
    this.#until.set(url, this.#clock.now() + age);
  }

  /** Is the key that an assertion was verified by still published? Looks where it may not be known any more. */
  async isPublished({ jwksUri, asymmetricKeyStore }: Publisher, kid: unknown): Promise<boolean> {
    const until = jwksUri === undefined ? undefined : this.#until.get(jwksUri);
    if (until === undefined || this.#clock.now() < until) return true;
    asymmetricKeyStore.freshUntil = 0;
    await asymmetricKeyStore.refresh();
    return [...asymmetricKeyStore].some(key => key.kid === kid);
  }
}

/** How many milliseconds an answer may be kept; undefined where its headers say nothing of it. */
export function readAge(headers: Headers): number | undefined {
  const control = headers.get('cache-control') ?? '';
  if (/\bno-(store|cache)\b/i.test(control)) return 0;
  const [, age] = /\bmax-age\s*=\s*"?(\d{1,9})/i.exec(control) ?? [];
  if (age !== undefined) return Number(age) * 1000;
  const [until, from] = ['expires', 'date'].map(name => Date.parse(headers.get(name) ?? ''));
  const given = Number(until) - Number(from);
  return Number.isNaN(given) ? undefined : Math.max(0, given);
}
