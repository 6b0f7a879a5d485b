// The files that pages use: the stylesheet, the mark, and scripts.
import { icons, manifest, manifestPath, readIcon } from '../http/manifest.ts';
import { mark } from '../http/mark.ts';
import { scripts } from '../http/scripts.ts';
import { stylesheet, stylesheetPath } from '../http/stylesheet.ts';
import { PackedFile } from './web/packed.ts';
import { anybody, page, type Route } from './web/route.ts';

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly text: string;
  /** What is named by its content may be kept for ever. */
  readonly keptForSeconds: number;
}

/** An image opened by itself is a document of its own. */
const filePolicy = "default-src 'none'; form-action 'none'; frame-ancestors 'none'";

const yearSeconds = 31_536_000;
const daySeconds = 86_400;

const assets: readonly Asset[] = [
  { path: stylesheetPath, type: 'text/css; charset=utf-8', text: stylesheet, keptForSeconds: yearSeconds },
  { path: '/assets/mark.svg', type: 'image/svg+xml', text: mark, keptForSeconds: daySeconds },
  { path: manifestPath, type: 'application/manifest+json', text: manifest, keptForSeconds: daySeconds },
  ...Object.values(scripts).map(({ fileName, text }) => ({
    path: `/assets/${fileName}`,
    type: 'text/javascript; charset=utf-8',
    text,
    keptForSeconds: yearSeconds,
  })),
];

const iconRoutes = icons.map(({ name }) => {
  const bytes = new Uint8Array(readIcon(name));
  return page(`/assets/${name}`, anybody, async c =>
    c.body(bytes, 200, {
      'Content-Type': 'image/png',
      'Cache-Control': `public, max-age=${daySeconds}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': filePolicy,
    }),
  );
});

const fileRoutes = assets.map(({ path, type, text, keptForSeconds }) => {
  const file = new PackedFile(text);
  return page(path, anybody, async c => {
    const { body, coding } = file.take(c.req.header('accept-encoding'));
    return c.body(body, 200, {
      'Content-Type': type,
      ...(coding && { 'Content-Encoding': coding }),
      Vary: 'Accept-Encoding',
      'Cache-Control': `public, max-age=${keptForSeconds}${keptForSeconds === yearSeconds ? ', immutable' : ''}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': filePolicy,
    });
  });
});

export const assetRoutes: readonly Route[] = [...fileRoutes, ...iconRoutes];
