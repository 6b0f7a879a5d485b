// A route of Request and Response as one of Express. `express.raw()` before it hands on the body as it came.
import type { IncomingMessage, ServerResponse } from 'node:http';

type Handler = (request: Request) => Response | Promise<Response>;
type ExpressRequest = IncomingMessage & { readonly body?: unknown; readonly originalUrl?: string };

export function toExpress(handle: Handler) {
  return async (from: ExpressRequest, to: ServerResponse, next: (error: unknown) => void): Promise<void> => {
    try {
      const response = await handle(requestOf(from));
      to.statusCode = response.status;
      for (const [name, value] of response.headers) to.appendHeader(name, value);
      to.end(Buffer.from(await response.arrayBuffer()));
    } catch (error) {
      next(error);
    }
  };
}

function requestOf({ method = 'GET', headers, body, url, originalUrl }: ExpressRequest): Request {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) all.set(name, Array.isArray(value) ? value.join(', ') : value);
  return new Request(new URL(originalUrl ?? url ?? '/', `http://${headers.host ?? 'localhost'}`), {
    method,
    headers: all,
    ...(body instanceof Uint8Array && { body: new Uint8Array(body) }),
  });
}
