// Hands out the files of page/, as any web server of static files does, once the page is registered with the vault. What the
// page does is page/app.js; README.md tells it step by step.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { readOptions, readPort } from '../shared/options.ts';
import { readPath } from '../shared/read-path.ts';
import { register } from '../shared/register.ts';

const { values, wrong } = readOptions(
  'single-page-app -- [--vault URL] [--port NUMBER] [--client-id ID] [--state FILE]',
  {
    vault: { type: 'string', default: 'http://localhost:8420' },
    port: { type: 'string', default: '8424' },
    'client-id': { type: 'string' },
    state: { type: 'string', default: 'weight-page.json' },
  },
);
const vault = values.vault.replace(/\/$/, '');
const own = `http://localhost:${readPort(values.port, wrong)}/`;
const scope = 'launch/patient patient/Observation.crs';
/** Step 0. */
const clientId =
  values['client-id'] ??
  (await register({
    vault,
    own,
    file: values.state,
    client: {
      client_name: 'Weight page',
      redirect_uris: [own],
      grant_types: ['authorization_code'],
      scope,
    },
  }));

/** Beside the sources: they go to the browser as they are. */
const pages = join(import.meta.dirname, '..', '..', '..', 'samples', 'single-page-app', 'page');
const settings = `export const settings = ${JSON.stringify({ vault, clientId, scope, own })};\n`;
const files: Readonly<Record<string, readonly [type: string, text: () => string]>> = {
  '/': ['text/html', () => readFileSync(join(pages, 'index.html'), 'utf8')],
  '/app.js': ['text/javascript', () => readFileSync(join(pages, 'app.js'), 'utf8')],
  '/oauth.js': ['text/javascript', () => readFileSync(join(pages, 'oauth.js'), 'utf8')],
  '/settings.js': ['text/javascript', () => settings],
};
const headers = {
  // Scripts of this page alone, which speak to this vault alone: what got in here could read the token.
  'content-security-policy': `default-src 'self'; connect-src ${new URL(vault).origin}; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
};

const server = createServer((request, response) => {
  const pathname = readPath(request.url, own);
  if (pathname === undefined) return response.writeHead(400, headers).end();
  const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (!file) return response.writeHead(404, headers).end('There is no such page.\n');
  const [type, text] = file;
  return response.writeHead(200, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(text());
});
server.on('error', () => wrong(`Port ${values.port} is taken: say another by --port.`));
server.listen(Number(values.port), '127.0.0.1', () => console.log(`The weight page is at ${own}`));
