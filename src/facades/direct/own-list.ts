// Publishes the revocation lists of the vault's own authorities, where the certificates that they issued say (RFC 5280, 4.2.1.13).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ownListsPath } from '../../core/direct/certificates/list-address.ts';
import type { Vault } from '../../core/vault.ts';
import { noteUnavailable } from '../../http/unavailable.ts';

const namePattern = /^([\da-f-]{36})\.crl$/;

/** Partners need not ask more often. */
const freshSeconds = 3600;

export function serveOwnList(vault: Vault, onError: (error: unknown, about: object) => void) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    try {
      await answer(vault, request, response, path);
    } catch (error) {
      if (!noteUnavailable(error, response)) onError(error, { path: ownListsPath });
      tell(response, 503, 'The list cannot be had just now.\n');
    }
  };
}

async function answer(
  { store }: Vault,
  { method }: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return tell(response, 405, 'A list is read by GET.\n');
  }
  const [, id] = namePattern.exec(path.slice(ownListsPath.length)) ?? [];
  const list = id === undefined ? undefined : await store.read(db => db.directCertificates.list(id));
  // Those of others lie beside it.
  if (!list?.der || !list.address?.toLowerCase().endsWith(path))
    return tell(response, 404, 'There is no such list.\n');
  response.writeHead(200, {
    'Content-Type': 'application/pkix-crl',
    'Content-Length': list.der.length,
    'Cache-Control': `public, max-age=${freshSeconds}`,
  });
  response.end(method === 'HEAD' ? undefined : list.der);
}

function tell(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(text);
}
