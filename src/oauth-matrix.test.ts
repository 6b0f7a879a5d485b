// Every door of OAuth by everybody who may come there: answered as the rules in testing/matrix/oauth-rules.ts say, and told in
// docs/authorization-matrix-fhir.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeSmart, oauthPaths } from './facades/oauth/discovery.ts';
import { oauthDoors as paths } from './facades/oauth/endpoint.ts';
import { oauthAsks } from './testing/matrix/oauth-asks.ts';
import { type DoorName, oauthDoors } from './testing/matrix/oauth-rules.ts';
import { OauthStage } from './testing/matrix/oauth-stage.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

let server: TestServer;
let stage: OauthStage;
beforeAll(async () => {
  const many = 100_000;
  server = await startTestServer({
    limits: { anonymousCallsPerMinuteMax: many, smartAsksPerMinuteMax: many },
  });
  stage = new OauthStage(server);
});
afterAll(() => server.close());

test('every door and way to tokens is in the matrix', () => {
  const told = Object.values(oauthDoors)
    .map(({ path }) => path)
    .join('\n');
  const all = [...Object.values(oauthPaths), ...paths.filter(path => path !== '/oauth/')];
  expect(all.filter(path => !told.includes(path))).toEqual([]);
  const { grant_types_supported: types } = describeSmart(server.vault, true) as {
    grant_types_supported: string[];
  };
  expect(types.filter(type => !told.includes(type))).toEqual([]);
});

describe('the matrix holds for', () => {
  test.each(Object.keys(oauthDoors) as DoorName[])('%s', { timeout: 60_000 }, async door => {
    const { answers }: { answers: Readonly<Record<string, string>> } = oauthDoors[door];
    const asks: Readonly<Record<string, (stage: OauthStage) => Promise<string>>> = oauthAsks[door];
    const surprises: string[] = [];
    for (const [who, wanted] of Object.entries(answers)) {
      const outcome = await asks[who]?.(stage);
      if (outcome !== wanted) surprises.push(`${who}: ${wanted} was expected, ${outcome} came`);
    }
    expect(surprises).toEqual([]);
  });
});
