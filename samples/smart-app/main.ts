// A page that draws blood pressures, as a SMART application: it runs in the browser, on the client library fhirclient, and this
// server gives out its files and knows nothing of anybody. README.md tells it step by step.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const usage =
  'Usage: npm run sample smart-app -- [--vault URL] [--port PORT] [--client-id ID] [--state FILE]';
const scope = 'launch/patient openid fhirUser patient/Patient.r patient/Observation.rs';
const values = given();
const vault = values.vault.replace(/\/$/, '');
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65_535) wrong('--port is a number up to 65535.');
const own = `http://localhost:${port}`;
const clientId = values['client-id'] ?? (await register());

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
  const { pathname } = new URL(request.url ?? '/', own);
  const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (!file) response.writeHead(404).end('There is no such page.\n');
  else response.writeHead(200, { 'Content-Type': `${file.type}; charset=utf-8` }).end(file.read());
});
server.on('error', () => wrong(`Port ${port} is taken: say another by --port.`));
server.listen(port, '127.0.0.1', () => console.log(`The pressure chart is at ${own}/`));

function page(name: string) {
  return { type: 'text/html', read: () => readFileSync(join(pages, name), 'utf8') };
}

function script(name: string) {
  return { type: 'text/javascript', read: () => readFileSync(join(pages, name), 'utf8') };
}

function given() {
  try {
    return parseArgs({
      options: {
        vault: { type: 'string', default: 'http://localhost:8420' },
        port: { type: 'string', default: '8422' },
        'client-id': { type: 'string' },
        state: { type: 'string', default: 'smart-app.json' },
      },
    }).values;
  } catch (error) {
    return wrong((error as Error).message);
  }
}

/** Of what the command line got wrong, the first sentence is enough. */
function wrong(problem: string): never {
  console.error(`${problem.split('. ', 1)[0]}\n${usage}`);
  process.exit(2);
}

/** Step 0: the vault of a sandbox lets applications register themselves. It is done once for a vault and an address. */
async function register(): Promise<string> {
  const known = remembered()[`${vault} ${own}`];
  if (known !== undefined) return known;
  const response = await fetch(`${vault}/oauth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Pressure chart',
      redirect_uris: [`${own}/chart`],
      launch_url: `${own}/launch`,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: `${scope} launch`,
    }),
  }).catch(() => undefined);
  if (!response) return fail(`Nobody answers at ${vault}. Is a vault running?`);
  if (response.status === 404 || response.status === 403)
    return fail(
      'This vault lets no application register itself. Register it in the pages for developers, and say its id by --client-id.',
    );
  const answer = (await response.json()) as { client_id?: string; error_description?: string };
  if (answer.client_id === undefined) return fail(`The vault refused: ${answer.error_description}.`);
  mkdirSync(dirname(values.state), { recursive: true });
  const all = { ...remembered(), [`${vault} ${own}`]: answer.client_id };
  writeFileSync(values.state, JSON.stringify(all));
  return answer.client_id;
}

function remembered(): Record<string, string> {
  return existsSync(values.state) ? JSON.parse(readFileSync(values.state, 'utf8')) : {};
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
