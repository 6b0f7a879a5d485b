// What anyone may read without signing in: the published schemas of types and methods (`/platform/xsd/`) and the reference
// pages (`/docs/`). Both are the same for everybody and as long as the server runs. The pages are in site.tsx.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getSchemasUrl } from '../../core/instance.ts';
import { hashSha256 } from '../../core/secrets.ts';
import type { Vault } from '../../core/vault.ts';
import { findNote } from '../../http/request-note.ts';
import { makeLocate } from '../../things/xsd.ts';
import { publishedSchemas } from './schemas.ts';
import { listSiteFiles, printNotFoundPage } from './site.tsx';

interface Resource {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

const docs = '/docs/';
const schemas = '/platform/xsd/';

export function serveReference(
  { instance }: Vault,
  onError: (error: unknown, about: object) => void,
): Handler {
  const locate = makeLocate(getSchemasUrl(instance));
  /** Definitions do not change while the server runs. */
  const made = new Map<string, Promise<Resource>>();

  function resource(path: string): Promise<Resource> | undefined {
    const known = made.get(path);
    if (known) return known;
    const making = make(path);
    if (!making) return undefined;
    made.set(path, making);
    // A failure is not kept.
    making.catch(() => made.delete(path));
    return making;
  }

  function make(path: string): Promise<Resource> | undefined {
    if (path.startsWith(schemas)) {
      const xsd = publishedSchemas.get(path.slice(schemas.length));
      return xsd && Promise.resolve(resourceOf('application/xml; charset=utf-8', xsd(locate)));
    }
    const file = listSiteFiles().get(path.slice(docs.length) || 'index.html');
    return file?.text().then(text => resourceOf(file.type, text));
  }

  return async (request, response, path) => {
    try {
      // Pages name each other by where they lie, so the folder needs its slash.
      if (path === '/docs') return void response.writeHead(301, { Location: docs }).end();
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return void response
          .writeHead(405, { Allow: 'GET, HEAD', ...plain })
          .end('This can only be read: use GET.\n');
      }
      const found = await resource(path);
      if (found) send(request, response, found, headersOf(path, found.type));
      else if (path.startsWith(schemas)) response.writeHead(404, plain).end(noSchema);
      else {
        response.writeHead(404, headersOf(path, htmlType)).end(await printNotFoundPage());
      }
    } catch (error) {
      onError(error, { request: findNote(response)?.id, path: path.startsWith(schemas) ? schemas : docs });
      response.writeHead(500, plain).end('Something went wrong on our side.\n');
    }
  };
}

const htmlType = 'text/html; charset=utf-8';
const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
const noSchema = `There is no schema of this name. They are: ${[...publishedSchemas.keys()].join(', ')}.\n`;

function resourceOf(type: string, text: string): Resource {
  const body = Buffer.from(text);
  return { type, body, etag: `"${hashSha256(body).toString('base64url').slice(0, 22)}"` };
}

function headersOf(path: string, type: string): Record<string, string> {
  const shared = { 'Content-Type': type, 'Cache-Control': 'public, max-age=300' };
  // Validators in other pages may read schemas.
  if (path.startsWith(schemas)) return { ...shared, 'Access-Control-Allow-Origin': '*' };
  return {
    ...shared,
    'Referrer-Policy': 'same-origin',
    ...(type === htmlType && { 'Content-Security-Policy': pagePolicy }),
  };
}

/** They are drawn of definitions alone, so they may look and search as they want to. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { body, etag }: Resource,
  headers: Record<string, string>,
): void {
  const all = { ...headers, ETag: etag };
  if (knows(request.headers['if-none-match'], etag)) return void response.writeHead(304, all).end();
  response.writeHead(200, { ...all, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some(tag => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
