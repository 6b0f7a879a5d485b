// The contracts from the side of the client: what they print is what the platform takes, and they read all it answers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readXml } from '../schema/xml-reader.ts';
import { documentedMethods } from '../testing/documented.ts';
import {
  documentedRequests,
  documentedScene,
  type Scene,
  sendDocumented,
} from '../testing/documented-requests.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { getContract, type MethodName } from './contracts.ts';

let server: TestServer;
let scene: Scene;
beforeAll(async () => {
  server = await startTestServer();
  scene = await documentedScene(server);
});
afterAll(() => server.close());

const rows = [...documentedMethods].flatMap(([name, versions]) =>
  versions.map(version => ({ name, version })),
);

test.each(rows)('$name $version is written and read by its contract', async row => {
  const { request, response } = getContract(row.name as MethodName, row.version);
  for await (const prepared of documentedRequests(row.name, row.version, scene)) {
    const value = request.parse(readXml(`<info>${prepared.info}</info>`).root());
    const printed = request.print('info', value);
    expect(request.parse(readXml(printed).root())).toEqual(value);
    const info = printed.replace(/^<info>|<\/info>$|^<info\/>$/g, '');
    const answer = await sendDocumented(row, { ...prepared, info }, scene);
    expect(answer.xml).toContain('<code>0</code>');
    if (response) expect(() => response.parse(answer.elements('info')[0]!)).not.toThrow();
    else expect(answer.xml).not.toContain('<wc:info');
  }
});
