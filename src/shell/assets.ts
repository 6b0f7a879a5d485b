// The files that pages use: one stylesheet, the mark, and the script of the page that posts back to an application.
import { sha256 } from '../core/secrets.ts';
import { formScript } from './items/form/script.ts';
import { listScript } from './items/list-script.ts';
import { uploadScript } from './items/upload/upload-script.ts';
import { stylesheet } from './kit/stylesheet.ts';
import { passkeyScript } from './pages/accounts/passkey-script.ts';
import { developScript } from './pages/develop/develop-script.ts';
import { exportScript } from './pages/export/export-script.ts';
import { zoneScript } from './web/clock.ts';
import { anybody, page, type Route } from './web/route.ts';

/** Named by its content, so browsers may keep it for ever. */
export const stylesheetPath = `/assets/shell-${sha256(stylesheet).toString('hex').slice(0, 12)}.css`;

export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="9" fill="#1f6b62"/>
<path d="M7 13.5a9 9 0 0 1 18 0" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/>
<path d="M7 13.5h18v7a5 5 0 0 1-5 5h-8a5 5 0 0 1-5-5z" fill="#fff"/>
<path d="M16 22.6c-2.6-1.7-3.7-2.9-3.7-4.3a1.9 1.9 0 0 1 3.7-.7 1.9 1.9 0 0 1 3.7.7c0 1.4-1.1 2.6-3.7 4.3z" fill="#1f6b62"/>
</svg>
`;

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
