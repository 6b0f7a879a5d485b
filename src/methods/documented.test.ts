// Every method in every version: takes its request in testing/documented-requests.ts, answers as the published schema has it,
// and refuses one that breaks its schema.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assume } from '../assume.ts';
import { withinDirect } from '../testing/direct.ts';
import { documentedMethods } from '../testing/documented.ts';
import {
  documentedRequests,
  documentedScene,
  type Scene,
  sendDocumented,
} from '../testing/documented-requests.ts';
import type { Answer } from '../testing/given.ts';
import { printedProblems } from '../testing/printed.ts';
import { problemsBy, publishedProblems } from '../testing/published.ts';
import { hasReference, referenceFile } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { findMethod, listMethods } from './index.ts';
import { getXsdFiles } from './xsd.ts';

interface Published {
  readonly name: string;
  readonly versions: readonly number[];
  readonly documentedPage: string | null;
  readonly requestXsd: string | null;
  readonly responseXsd: string | null;
  readonly sharedRequestXsd: string | null;
  readonly sharedResponseXsd: string | null;
}

const published: readonly Published[] = hasReference
  ? (JSON.parse(referenceFile('data/methods.json').toString('utf8')) as Published[]).filter(
      ({ documentedPage }) => documentedPage !== null,
    )
  : [];

const rows = listMethods().flatMap(({ name, versions }) =>
  Object.keys(versions).map(version => ({ name, version: Number(version) })),
);

let server: TestServer;
let scene: Scene;
beforeAll(async () => {
  server = await startTestServer(withinDirect);
  scene = await documentedScene(server);
});
afterAll(() => server.close());

test('every documented method is served in every version, and in no other', () => {
  const served = [...documentedMethods.keys()].map(name => [name, findMethod(name)?.versions ?? {}] as const);
  expect(served.map(([name, versions]) => [name, Object.keys(versions).map(Number)])).toEqual([
    ...documentedMethods,
  ]);
});

test.skipIf(!hasReference)(
  'the list of documented methods is the published one (needs the reference)',
  () => {
    const listed = new Map<string, number[]>();
    for (const { name, versions } of published) listed.set(name, [...(listed.get(name) ?? []), ...versions]);
    expect([...listed].sort()).toEqual([...documentedMethods].sort());
  },
);

describe('a request', () => {
  test.each(rows)('of $name $version is answered', async row => {
    for await (const prepared of documentedRequests(row.name, row.version, scene)) {
      const answer = await sendDocumented(row, prepared, scene);
      expect(answer.xml).toContain('<code>0</code>');
      expectAsPrinted(row, prepared.info, answer);
      // A method of our own has the schemas that are printed of its contract, and no others.
      if (hasReference && documentedMethods.has(row.name)) expectAsPublished(row, prepared.info, answer);
    }
  });
});

describe('a request that breaks its schema', () => {
  test.each(rows)('of $name $version is refused as such', async row => {
    const { shape } = findMethod(row.name)!.versions[row.version]!.request;
    const isDemanding = shape.kind === 'sequence' && shape.items.some(({ min }) => min > 0);
    for await (const prepared of documentedRequests(row.name, row.version, scene)) {
      const broken = ['<surplus/>', `${prepared.info}<surplus/>`, ...(isDemanding ? [''] : [])];
      for (const info of broken)
        expect((await sendDocumented(row, { ...prepared, info }, scene)).xml).toContain('<code>3</code>');
    }
  });
});

/** By the schemas that GetServiceDefinition names. */
function expectAsPrinted({ name, version }: (typeof rows)[number], info: string, answer: Answer): void {
  const { request, response } = getXsdFiles(findMethod(name)!, version);
  const inside = /<wc:info[^>]*>(.*)<\/wc:info>/s.exec(answer.xml)?.[1] ?? '';
  expect([printedProblems(request, info), printedProblems(response, inside)]).toEqual([[], []]);
}

function expectAsPublished({ name, version }: (typeof rows)[number], info: string, answer: Answer): void {
  const { requestXsd, sharedRequestXsd, responseXsd, sharedResponseXsd } = assume(
    published.find(method => method.name === name && method.versions.includes(version)),
    'a published method',
  );
  const request = schemaIn(requestXsd ?? sharedRequestXsd);
  const response = schemaIn(responseXsd ?? sharedResponseXsd);
  if (request) expect(publishedProblems(request, infoFor(request, info))).toEqual([]);
  else expect(info).toBe('');
  if (response) expect(problemsBy(response, answer)).toEqual([]);
  else expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
}

/** The name of a schema; none where the list only remarks on one that says nothing. */
function schemaIn(file: string | null): string | undefined {
  const name = file && /^([\w-]+)\.xsd/.exec(file)?.[1];
  return name && name !== 'response-any' ? name : undefined;
}

/** The info element in the namespace its schema gives it. On the wire it has none. */
function infoFor(schema: string, inside: string): string {
  const namespace = /targetNamespace="([^"]+)"/.exec(
    referenceFile(`xsd/${schema}.xsd`).toString('utf8'),
  )![1]!;
  return `<wc:info xmlns:wc="${namespace}">${inside}</wc:info>`;
}
