// The service worker of the copy that is kept without a network. It is in charge of what is below /offline/ and of nothing
// else; it answers only when the network does not, and only with what keep-copy.ts put there.
import { cacheName, copyPath } from './parts/copy-places.ts';

interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

addEventListener('fetch', event => {
  const fetching = event as Fetching;
  const { request } = fetching;
  if (request.method === 'GET') fetching.respondWith(fetch(request).catch(error => findKept(request, error)));
});

/** Whatever page is asked for here, there is the one. */
async function findKept(request: Request, error: unknown): Promise<Response> {
  const kept = await caches.open(cacheName);
  const found = await kept.match(request.mode === 'navigate' ? copyPath : request);
  if (!found) throw error;
  return found;
}
