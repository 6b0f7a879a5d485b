// Keeps a copy of what is needed without a network in this browser, where that was switched on and is due: the page says so. What
// is kept goes by the word of the vault, which needs no script.
import { cacheName, copyPath, offlinePath } from './copy-places.ts';

export async function keepCopy(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/offline/worker.js', { scope: '/offline/' });
  const answer = await fetch(copyPath);
  // Whoever is signed out meanwhile is led elsewhere.
  if (!answer.ok || answer.redirected) return;
  const looks = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet], link[rel=icon]')];
  const cache = await caches.open(cacheName);
  for (const old of await cache.keys()) await cache.delete(old);
  await cache.put(copyPath, answer);
  await cache.addAll(looks.map(({ href }) => href));
  // Signing out in another tab empties the storage; what was put there since must not stay.
  const again = await fetch(offlinePath, { method: 'HEAD' });
  if (!again.ok || again.redirected) await caches.delete(cacheName);
}
