// Applications whose client id is the address of a document in which they say what they are (OAuth Client ID Metadata Documents), as
// applications that registered themselves. A document is looked at anew once it is as old as its headers allow; while it cannot be
// fetched, what it said last holds.
import { errors } from 'oidc-provider';
import type { Application } from '../../core/applications/application.ts';
import { Fault } from '../../core/faults.ts';
import { Turns } from '../../core/limits/turns.ts';
import { findSmartApp } from '../../core/smart/access.ts';
import { appIdOf } from '../../core/smart/client.ts';
import { keepDescribed } from '../../core/smart/register.ts';
import type { Vault } from '../../core/vault.ts';
import { isLoopback, isWebAddress } from '../../core/web-address.ts';
import { fetchPublished } from './fetch-published.ts';
import { readAge } from './key-age.ts';
import { readSelfDescription } from './registration.ts';
import { callerAddress } from './requests.ts';

interface Known {
  /** Milliseconds since 1970. */
  readonly until: number;
  /** What is wrong with it. */
  readonly problem: string | undefined;
}

const knownMax = 1000;
/** So many are fetched at once, and so many of one host. */
const fetches = new Turns(8, 2);

export class ClientDocuments {
  readonly #vault: Vault;
  readonly #known = new Map<string, Known>();
  readonly #coming = new Map<string, Promise<Known>>();

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Undefined for an application that may not work. @throws InvalidClientMetadata with what is wrong with the document */
  async find(url: string): Promise<Application | undefined> {
    if (!isDocumentAddress(url, this.#vault)) return undefined;
    const known = this.#known.get(url);
    const { problem } = known && known.until > this.#vault.clock.now() ? known : await this.#look(url);
    if (problem !== undefined) throw new errors.InvalidClientMetadata(problem);
    return this.#vault.store.read(db => findSmartApp(db, this.#vault, appIdOf(url)));
  }

  #look(url: string): Promise<Known> {
    const coming =
      this.#coming.get(url) ??
      this.#fetch(url)
        .then(known => {
          if (this.#known.size >= knownMax) this.#known.clear();
          this.#known.set(url, known);
          return known;
        })
        .finally(() => this.#coming.delete(url));
    this.#coming.set(url, coming);
    return coming;
  }

  async #fetch(url: string): Promise<Known> {
    const { clock, limits, store } = this.#vault;
    const soon = clock.now() + limits.smartDocumentMinMs;
    const answer = await fetches
      .take(new URL(url).hostname, () => fetchPublished(this.#vault, url))
      .catch(() => undefined);
    if (answer?.status !== 200) {
      const isThere = await store.read(db => db.applications.byId(appIdOf(url)));
      return { until: soon, problem: isThere ? undefined : 'the document at client_id cannot be fetched' };
    }
    try {
      const given = { ...readDocument(url, await answer.text()), id: appIdOf(url) };
      await keepDescribed(this.#vault, given, callerAddress.getStore() ?? '');
    } catch (error) {
      if (error instanceof Fault) return { until: soon, problem: error.message };
      if (!(error instanceof errors.InvalidClientMetadata)) throw error;
      return { until: soon, problem: error.error_description ?? error.message };
    }
    const told = clock.now() + (readAge(answer.headers) ?? 0);
    return {
      until: Math.min(Math.max(told, soon), clock.now() + limits.smartDocumentMaxMs),
      problem: undefined,
    };
  }
}

const lengthMax = 500;

/** As it is written out by a browser, with a path, and without anything that hides where it leads. */
function isDocumentAddress(url: string, { mode }: Vault): boolean {
  if (url.length > lengthMax || !isWebAddress(url) || url.includes('#')) return false;
  const { href, protocol, hostname, pathname } = new URL(url);
  const isSafe = protocol === 'https:' || (mode === 'sandbox' && isLoopback(hostname));
  return isSafe && href === url && pathname !== '/';
}

/** What an application asks for that does not say it. */
const usualScopes = 'openid fhirUser launch/patient offline_access patient/*.rs';

/** @throws InvalidClientMetadata */
function readDocument(url: string, text: string) {
  const document = readObject(text);
  if (document.client_id !== url)
    throw new errors.InvalidClientMetadata('client_id of the document must be its own address');
  const method = document.token_endpoint_auth_method ?? 'none';
  if (method === 'client_secret_basic' || 'client_secret' in document)
    throw new errors.InvalidClientMetadata('a document that anybody can read has no secret');
  const described = readSelfDescription({
    ...document,
    token_endpoint_auth_method: method,
    smart_scopes: document.scope ?? usualScopes,
    smart_launch_url: document.launch_url,
  });
  return { ...described, smart: { ...described.smart, documentUrl: url } };
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // As for what is no object.
  }
  throw new errors.InvalidClientMetadata('the document at client_id is no JSON object');
}
