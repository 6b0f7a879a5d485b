// The files that pages use: the stylesheet, the mark, and scripts.
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

const yearSeconds = 31_536_000;

const assets: readonly Asset[] = [
  { path: stylesheetPath, type: 'text/css; charset=utf-8', text: stylesheet, keptForSeconds: yearSeconds },
  { path: '/assets/mark.svg', type: 'image/svg+xml', text: mark, keptForSeconds: 86_400 },
  ...Object.values(scripts).map(({ fileName, text }) => ({
    path: `/assets/${fileName}`,
    type: 'text/javascript; charset=utf-8',
    text,
    keptForSeconds: yearSeconds,
  })),
];

export const assetRoutes: readonly Route[] = assets.map(({ path, type, text, keptForSeconds }) => {
  const file = new PackedFile(text);
  return page(path, anybody, async c => {
    const { body, coding } = file.take(c.req.header('accept-encoding'));
    return c.body(body, 200, {
      'Content-Type': type,
      ...(coding && { 'Content-Encoding': coding }),
      Vary: 'Accept-Encoding',
      'Cache-Control': `public, max-age=${keptForSeconds}${keptForSeconds === yearSeconds ? ', immutable' : ''}`,
      'X-Content-Type-Options': 'nosniff',
      // An image opened by itself is a document of its own.
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});
