// An application built on the client library `fhirclient`, on a server of its own: `/launch` begins, `/back` ends.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fhirclient from 'fhirclient';

export interface FhirclientApp extends AsyncDisposable {
  readonly url: string;
  readonly launchUrl: string;
  readonly redirectUri: string;
  /** What it is registered as, known once it is. */
  clientId: string;
  clientSecret?: string;
  clientPrivateJwk?: object;
  scope: string;
  /** Of a standalone launch. */
  iss: string;
  /** What came of it. */
  readonly client: FhirClient | undefined;
  readonly failure: unknown;
}

/** Of what the library says, as much as the tests look at. */
export interface FhirClient {
  readonly state: {
    readonly tokenResponse?: Readonly<Record<string, unknown>>;
    readonly serverUrl: string;
  };
  readonly patient: { readonly id: string | null };
  readonly user: { readonly fhirUser: string | null };
  refresh(): Promise<unknown>;
  request(address: string): Promise<unknown>;
}

type Library = (
  request: IncomingMessage,
  response: ServerResponse,
  storage: object,
) => { authorize(options: object): Promise<unknown>; ready(): Promise<FhirClient> };

export async function startFhirclientApp(): Promise<FhirclientApp> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const stored = new Map<string, unknown>();
  const storage = {
    get: async (key: string) => stored.get(key),
    set: async (key: string, value: unknown) => {
      stored.set(key, value);
      return value;
    },
    unset: async (key: string) => stored.delete(key),
  };
  const state: { client: FhirClient | undefined; failure: unknown } = {
    client: undefined,
    failure: undefined,
  };
  const app: FhirclientApp = {
    url,
    launchUrl: `${url}/launch`,
    redirectUri: `${url}/back`,
    clientId: '',
    scope: '',
    iss: '',
    get client() {
      return state.client;
    },
    get failure() {
      return state.failure;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  const library = fhirclient as unknown as Library;
  server.on('request', (request, response) => {
    const smart = library(request, response, storage);
    const { clientId, clientSecret, clientPrivateJwk, scope, redirectUri, iss } = app;
    const isLaunch = request.url?.startsWith('/launch');
    const isFromPages = request.url?.includes('launch=');
    const work = isLaunch
      ? smart.authorize({
          clientId,
          scope,
          redirectUri,
          ...(clientSecret && { clientSecret }),
          ...(clientPrivateJwk && { clientPrivateJwk }),
          ...(!isFromPages && { iss }),
          pkceMode: 'required',
        })
      : smart.ready().then(client => {
          state.client = client;
          response.end('done');
        });
    work.catch(error => {
      state.failure = error;
      response.writeHead(500).end(String(error));
    });
  });
  return app;
}
