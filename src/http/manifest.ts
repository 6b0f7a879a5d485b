// What makes the pages an app on a phone: the web manifest, and the icons it names, which the build draws of the mark.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of the ground of the pages, by day and by night. */
export const groundColours = { light: '#f6f5f0', dark: '#121a1a' } as const;

/** Tests run the sources; what was built lies in dist. */
const folder = import.meta.filename.endsWith('.ts') ? '../../dist/browser' : '../browser';

/** For screens, for home screens that cut a shape of their own, and for those of Apple. */
export const icons = [
  { name: 'icon-192.png', sizes: '192x192', purpose: 'any' },
  { name: 'icon-512.png', sizes: '512x512', purpose: 'any' },
  { name: 'icon-maskable-512.png', sizes: '512x512', purpose: 'maskable' },
] as const;

export function readIcon(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, folder, name));
}

export const manifestPath = '/assets/keepwell.webmanifest';

export const manifest = JSON.stringify({
  id: '/',
  name: 'Keepwell',
  short_name: 'Keepwell',
  start_url: '/offline/start',
  scope: '/',
  display: 'standalone',
  background_color: groundColours.light,
  theme_color: groundColours.light,
  icons: [
    ...icons.map(({ name, sizes, purpose }) => ({
      src: `/assets/${name}`,
      sizes,
      type: 'image/png',
      purpose,
    })),
    { src: '/assets/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
});
