// Every operation of REST by everybody who may come there, by a session or a token of OAuth: answered as the rules in
// testing/matrix/rest-rules.ts say, and told in docs/authorization-matrix-fhir.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from './facades/rest/operations/index.ts';
import { everybodyByRest, expectedByRest, restRows } from './testing/matrix/rest-rules.ts';
import { RestStage } from './testing/matrix/rest-stage.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

let server: TestServer;
let stage: RestStage;
beforeAll(async () => {
  // Who has no good token is counted by address.
  server = await startTestServer({ limits: { anonymousCallsPerMinuteMax: 100_000 } });
  stage = await RestStage.set(server);
});
afterAll(() => server.close());

test('every operation is in the matrix, with the scopes that it asks for', () => {
  const told = operations.map(({ id, scopes }) => [
    id,
    Object.fromEntries(scopes.map(([kind, letters]) => [kind, letters.join('')])),
  ]);
  const inRules = Object.entries(restRows).map(([id, { scopes }]) => [id, scopes]);
  expect(Object.fromEntries(inRules)).toEqual(Object.fromEntries(told));
});

describe('the matrix holds for', () => {
  test.each(everybodyByRest)('%s', async who => {
    const surprises: string[] = [];
    for (const [name, outcome] of await stage.outcomes(who)) {
      const wanted = expectedByRest(name, who);
      if (outcome !== wanted) surprises.push(`${name}: ${wanted} was expected, ${outcome} came`);
    }
    expect(surprises).toEqual([]);
  });
});
