// A page that draws blood pressures, as a SMART application: it runs in the browser, on the client library fhirclient, and this
// server gives out its files and knows nothing of anybody. README.md tells it step by step.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readOptions, readPort } from '../shared/options.ts';
import { readPath } from '../shared/read-path.ts';
import { register } from '../shared/register.ts';

const scope = 'launch/patient openid fhirUser patient/Patient.r patient/Observation.rs';
const { values, wrong } = readOptions(
  'smart-app -- [--vault URL] [--port PORT] [--client-id ID] [--state FILE]',
  {
    vault: { type: 'string', default: 'http://localhost:8420' },
    port: { type: 'string', default: '8422' },
    'client-id': { type: 'string' },
    state: { type: 'string', default: 'smart-app.json' },
  },
);
const vault = values.vault.replace(/\/$/, '');
const port = readPort(values.port, wrong);
const own = `http://localhost:${port}`;
/** Step 0. */
const clientId =
  values['client-id'] ??
  (await register({
    vault,
    own,
    file: values.state,
    client: {
      client_name: 'Pressure chart',
      redirect_uris: [`${own}/chart`],
      launch_url: `${own}/launch`,
      grant_types: ['authorization_code', 'refresh_token'],
      scope: `${scope} launch`,
    },
  }));

/** Beside the sources: they go to the browser as they are. */
const pages = join(import.meta.dirname, '..', '..', '..', 'samples', 'smart-app', 'page');
const library = createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.pure.min.js');
const files: Readonly<Record<string, { type: string; read: () => string }>> = {
  '/': page('index.html'),
  '/launch': page('launch.html'),
  '/chart': page('chart.html'),
  '/page.css': { type: 'text/css', read: () => readFileSync(join(pages, 'page.css'), 'utf8') },
  '/launch.js': script('launch.js'),
  '/chart.js': script('chart.js'),
  '/fhir-client.js': { type: 'text/javascript', read: () => readFileSync(library, 'utf8') },
  // What the scripts have to know of this installation.
  '/settings.js': {
    type: 'text/javascript',
    read: () => `export const settings = ${JSON.stringify({ clientId, scope, iss: `${vault}/fhir/r4` })};\n`,
  },
};

const server = createServer((request, response) => {
  const pathname = readPath(request.url, own);
  if (pathname === undefined) return response.writeHead(400).end();
  const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (!file) return response.writeHead(404).end('There is no such page.\n');
  return response.writeHead(200, { 'Content-Type': `${file.type}; charset=utf-8` }).end(file.read());
});
server.on('error', () => wrong(`Port ${port} is taken: say another by --port.`));
server.listen(port, '127.0.0.1', () => console.log(`The pressure chart is at ${own}/`));

function page(name: string) {
  return { type: 'text/html', read: () => readFileSync(join(pages, name), 'utf8') };
}

function script(name: string) {
  return { type: 'text/javascript', read: () => readFileSync(join(pages, name), 'utf8') };
}
