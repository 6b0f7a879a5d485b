// The files that pages use: one stylesheet, the mark, and the script of the page that posts back to an application.
import { mark } from '../http/mark.ts';
import { stylesheet, stylesheetPath } from '../http/stylesheet.ts';
import { formScript } from './items/form/script.ts';
import { listScript } from './items/list-script.ts';
import { uploadScript } from './items/upload/upload-script.ts';
import { passkeyScript } from './pages/accounts/passkey-script.ts';
import { developScript } from './pages/develop/develop-script.ts';
import { exportScript } from './pages/export/export-script.ts';
import { zoneScript } from './web/clock.ts';
import { anybody, page, type Route } from './web/route.ts';

const submitScript = "document.getElementById('return').submit();\n";

const files: Record<string, { type: string; text: string; cache: string }> = {
  [stylesheetPath]: {
    type: 'text/css; charset=utf-8',
    text: stylesheet,
    cache: 'public, max-age=31536000, immutable',
  },
  '/assets/mark.svg': { type: 'image/svg+xml', text: mark, cache: 'public, max-age=86400' },
  '/assets/develop.js': {
    type: 'text/javascript; charset=utf-8',
    text: developScript,
    cache: 'public, max-age=86400',
  },
  '/assets/passkey.js': {
    type: 'text/javascript; charset=utf-8',
    text: zoneScript + passkeyScript,
    cache: 'public, max-age=86400',
  },
  '/assets/upload.js': {
    type: 'text/javascript; charset=utf-8',
    text: uploadScript,
    cache: 'public, max-age=86400',
  },
  '/assets/export.js': {
    type: 'text/javascript; charset=utf-8',
    text: exportScript,
    cache: 'public, max-age=86400',
  },
  '/assets/item-form.js': {
    type: 'text/javascript; charset=utf-8',
    text: zoneScript + formScript,
    cache: 'public, max-age=86400',
  },
  '/assets/list.js': {
    type: 'text/javascript; charset=utf-8',
    text: zoneScript + listScript,
    cache: 'public, max-age=86400',
  },
  '/assets/submit.js': {
    type: 'text/javascript; charset=utf-8',
    text: submitScript,
    cache: 'public, max-age=86400',
  },
};

export const assetRoutes: readonly Route[] = Object.entries(files).map(([path, { type, text, cache }]) =>
  page(path, anybody, async c =>
    c.body(text, 200, {
      'Content-Type': type,
      'Cache-Control': cache,
      'X-Content-Type-Options': 'nosniff',
      // An image opened by itself is a document of its own.
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    }),
  ),
);
