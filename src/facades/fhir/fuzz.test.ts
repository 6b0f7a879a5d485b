// Hostile requests of FHIR by the thousand. KEEPWELL_FUZZ_SEED names the run, KEEPWELL_FUZZ_COUNT how many requests it makes.
import { expect, test } from 'vitest';
import { givenFhirClient } from '../../testing/fhir-client.ts';
import { fuzzFhir } from '../../testing/fhir-fuzz.ts';
import { startTestServer } from '../../testing/server.ts';

const { KEEPWELL_FUZZ_SEED = '20261129', KEEPWELL_FUZZ_COUNT = '600' } = process.env;
const [seed, count] = [Number(KEEPWELL_FUZZ_SEED), Number(KEEPWELL_FUZZ_COUNT)];

test(`${count} hostile requests are answered in time, and none breaks anything`, {
  timeout: 60_000 + count * 100,
}, async () => {
  await using server = await startTestServer();
  const client = await givenFhirClient(server);
  const { findings, statuses } = await fuzzFhir(client, { seed, count });
  expect(findings.slice(0, 10), `seed ${seed}`).toEqual([]);
  // Of everything there is something.
  for (const status of [200, 201, 400, 404, 422]) expect(statuses[status], `${status}`).toBeGreaterThan(0);
});
