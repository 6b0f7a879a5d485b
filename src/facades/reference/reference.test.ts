import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { publishedSchemas } from './schemas.ts';
import { listSiteFiles } from './site.tsx';
import { writeReference } from './write.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, server.shellUrl), init);
const schemaUrl = (name: string) => new URL(`xsd/${name}`, server.platformUrl).href;

describe('the published schemas', () => {
  test('each compiles with what is found at the addresses of its own imports, and nothing else', async () => {
    const fetched = new Map<string, Uint8Array>();
    const load = async (url: string): Promise<void> => {
      if (fetched.has(url)) return;
      const response = await fetch(url);
      expect([url, response.status]).toEqual([url, 200]);
      const text = await response.text();
      fetched.set(url, new TextEncoder().encode(text));
      for (const [, location] of text.matchAll(/<xs:import [^>]*schemaLocation="([^"]*)"/g))
        await load(location!);
    };
    for (const name of publishedSchemas.keys()) await load(schemaUrl(name));
    expect(fetched.size).toBe(publishedSchemas.size);
    const provider = new XmlBufferInputProvider(Object.fromEntries(fetched));
    xmlRegisterInputProvider(provider);
    for (const [url, schema] of fetched) {
      using document = XmlDocument.fromBuffer(schema, { url });
      XsdValidator.fromDoc(document).dispose();
    }
  });

  test('are plain to any client, and may be kept', async () => {
    const first = await get('/platform/xsd/weight-1.xsd');
    expect(first.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect(first.headers.get('set-cookie')).toBe(null);
    const etag = first.headers.get('etag')!;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get('/platform/xsd/weight-1.xsd', { headers: { 'If-None-Match': known } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    }
    const other = await get('/platform/xsd/weight-1.xsd', { headers: { 'If-None-Match': '"other"' } });
    expect([other.status, await other.text()]).toEqual([200, await first.text()]);
  });

  test('are found in any spelling of the path', async () => {
    expect((await get('/Platform//XSD/Weight-1.xsd?x=1')).status).toBe(200);
  });

  test('a name there is not is refused with the names there are', async () => {
    for (const name of ['weight.xsd', '', '../../package.json', 'constructor', '%2e%2e/x']) {
      const response = await fetch(`${schemaUrl('x').slice(0, -1)}${name}`);
      expect([name, response.status === 404]).toEqual([name, true]);
    }
    const text = await (await get('/platform/xsd/nothing.xsd')).text();
    expect(text).toContain('base.xsd');
    expect(text).toContain('weight-1.xsd');
  });

  test('HEAD answers with the head alone, and nothing can be written', async () => {
    const head = await get('/platform/xsd/weight-1.xsd', { method: 'HEAD' });
    const { length } = Buffer.from(await (await get('/platform/xsd/weight-1.xsd')).text());
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      `${length}`,
      '',
    ]);
    for (const path of ['/platform/xsd/weight-1.xsd', '/docs/', '/docs/index.html']) {
      const posted = await get(path, { method: 'POST', body: 'x' });
      expect([path, posted.status, posted.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
    }
  });
});

describe('the reference pages', () => {
  const pages = new Map<string, string>();
  beforeAll(async () => {
    for (const [path, file] of listSiteFiles())
      if (path.endsWith('.html')) pages.set(path, await file.text());
  });

  test('are served to anybody', async () => {
    for (const [path, { type, text }] of listSiteFiles()) {
      const response = await get(`/docs/${path}`);
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, type]);
      expect(response.headers.get('set-cookie')).toBe(null);
      expect(await response.text()).toBe(pages.get(path) ?? (await text()));
    }
  });

  test('are written to a folder as they are served', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keepwell-docs-'));
    expect(await writeReference(folder)).toBe(listSiteFiles().size + publishedSchemas.size);
    for (const [path, text] of pages) expect(readFileSync(join(folder, 'docs', path), 'utf8')).toBe(text);
    const schema = readFileSync(join(folder, 'platform/xsd/weight-1.xsd'), 'utf8');
    expect(schema).toContain('schemaLocation="base.xsd"');
    rmSync(folder, { recursive: true });
  });

  test('start at /docs, with the slash that their links need', async () => {
    const bare = await get('/docs', { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([301, '/docs/']);
    expect(await (await get('/Docs/')).text()).toBe(await (await get('/docs/index.html')).text());
  });

  test('lead to nothing that is not there', async () => {
    const broken: string[] = [];
    for (const [path, text] of pages) {
      for (const [, link] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
        const { origin, pathname, hash } = new URL(link!, `http://vault/docs/${path}`);
        // Elsewhere in the world it is not looked for.
        if (origin !== 'http://vault') continue;
        const target = pathname.replace(/^\/docs\//, '');
        const isThere = pathname.startsWith('/platform/xsd/')
          ? publishedSchemas.has(pathname.slice('/platform/xsd/'.length))
          : listSiteFiles().has(target) &&
            (hash === '' || pages.get(target)!.includes(`id="${decodeURIComponent(hash.slice(1))}"`));
        if (!isThere) broken.push(`${path}: ${link}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('are whole documents: one first heading, no id twice, no script or style of their own', () => {
    for (const [path, text] of pages) {
      const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(m => m[1]);
      expect([path, text.match(/<h1>/g)?.length, ids.length]).toEqual([path, 1, new Set(ids).size]);
      expect(text).toMatch(/^<!DOCTYPE html><html lang="en">/);
      expect([path, / style=| on\w+=|<script>/.exec(text)]).toEqual([path, null]);
      // What a definition lacks must not show; some codes are called so, and documents speak of it.
      if (/^(types|methods|reference|parts)\b/.test(path))
        expect([path, /undefined|\[object|NaN</.exec(text)]).toEqual([path, null]);
    }
  });

  test('allow scripts and styles of the server only', async () => {
    const policy = (await get('/docs/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  test('a page there is not says so, with the way to those there are', async () => {
    const missing = await get('/docs/types/nothing.html');
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const text = await missing.text();
    expect(text).toContain('href="/docs/"');
    // However deep it is asked for, it has its styles.
    for (const [, to] of text.matchAll(/(?:href|src)="([^"#]+)/g)) expect(to).toMatch(/^\/docs\//);
  });
});
