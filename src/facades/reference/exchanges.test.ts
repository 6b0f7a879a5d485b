// docs/wire/ has a request and its answer for every version of every method, as the pipeline answers today.
// `KEEPWELL_WRITE_WIRE=1 npm test -- src/facades/reference/exchanges.test.ts` writes it anew.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMethods } from '../../methods/index.ts';
import { withinDirect } from '../../testing/direct.ts';
import { documentedRequests, documentedScene, sendDocumented } from '../../testing/documented-requests.ts';
import { readable } from '../../testing/exchanges.ts';
import { TestClient } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { exchangesFolder, readExchange } from './exchanges.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(withinDirect);
});
afterAll(() => server.close());

const methods = listMethods().map(({ name, versions }) => ({
  name,
  versions: Object.keys(versions).map(Number),
}));

/** What is sent and answered by the first request that is documented. */
async function exchange(name: string, version: number): Promise<{ request: string; answer: string }> {
  // One of its own, so that what another left behind is not told.
  const scene = await documentedScene(server);
  const { value: prepared } = await documentedRequests(name, version, scene).next();
  const client = prepared.client ?? scene.app.client;
  let request = '';
  client.post = (body: string, headers?: Record<string, string>) => {
    request = body;
    return TestClient.prototype.post.call(client, body, headers);
  };
  const { xml } = await sendDocumented({ name, version }, prepared, scene);
  const ids = new Map<string, string>();
  return { request: readable(request, ids), answer: readable(xml, ids) };
}

async function print(name: string, versions: readonly number[]): Promise<string> {
  const parts: string[] = [];
  for (const version of versions) {
    const { request, answer } = await exchange(name, version);
    expect(answer).toContain('<code>0</code>');
    parts.push(`## Version ${version}\n\n\`\`\`xml\n${request}\n\`\`\`\n\n\`\`\`xml\n${answer}\n\`\`\`\n`);
  }
  return `# ${name}\n\nRecorded by \`src/facades/reference/exchanges.test.ts\`.\n\n${parts.join('\n')}`;
}

test.each(methods)('the recorded calls of $name are those of today', async ({ name, versions }) => {
  const file = join(exchangesFolder, `${name.toLowerCase()}.md`);
  const printed = await print(name, versions);
  if (process.env.KEEPWELL_WRITE_WIRE) {
    mkdirSync(exchangesFolder, { recursive: true });
    writeFileSync(file, printed);
  }
  expect(readFileSync(file, 'utf8')).toBe(printed);
  for (const version of versions) expect(readExchange(name, version)?.request).toContain(`<method>${name}<`);
});

test('no other calls are recorded', () => {
  expect(readdirSync(exchangesFolder).sort()).toEqual(
    methods.map(({ name }) => `${name.toLowerCase()}.md`).sort(),
  );
});
