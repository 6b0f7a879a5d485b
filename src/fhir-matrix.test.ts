// Every interaction of FHIR with kinds of resource, by everybody who may come there: answered as the rules in testing/matrix/ say, which
// docs/authorization-matrix-fhir.md tells.
// KEEPWELL_MATRIX_KINDS=all tries every kind that the CapabilityStatement lists, or those that it names, by commas.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assume } from './assume.ts';
import { listKinds } from './core/fhir/mapping.ts';
import { printCapabilities } from './facades/fhir/capabilities.ts';
import { routeKinds } from './facades/fhir/route.ts';
import type { AnyResource, FhirClient } from './testing/fhir-client.ts';
import { answersPage } from './testing/matrix/answers-page.ts';
import {
  everybody,
  expectedOf,
  expectedOfSubscription,
  type FhirOutcome,
  fhirRows,
  interactionRows,
  kindsOfEveryWay,
  listAskedKinds,
  listRows,
  ofExport,
  subscriptionRows,
  type Who,
} from './testing/matrix/fhir-rules.ts';
import { FhirStage } from './testing/matrix/fhir-stage.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

/** Each asks some hundred things. */
const timeout = 600_000;

const { KEEPWELL_MATRIX_KINDS: asked = 'AllergyIntolerance,DocumentReference,Patient,Subscription' } =
  process.env;
const kinds = asked === 'all' ? [...listKinds(), 'Subscription'] : asked.split(',');

/**
 * Kinds that are asked otherwise: Binary as what holds it. Person, to which fhirUser leads, is in no list; facades/oauth/introspect.test.ts
 * asks for it.
 */
const apart = ['Binary', 'Subscription'];

const page = join(import.meta.dirname, '../docs/authorization-matrix-fhir.md');

let server: TestServer;
let stage: FhirStage;
let statement: AnyResource;
beforeAll(async () => {
  // Who has no good token is counted by address.
  server = await startTestServer({ limits: { anonymousCallsPerMinuteMax: 100_000 } });
  stage = new FhirStage(server);
  statement = printCapabilities(server.vault);
});
afterAll(() => server.close());

test('whatever can be asked by FHIR is in the matrix', () => {
  const inMatrix = new Set<string>([
    ...Object.values(fhirRows).map(({ kind }) => kind),
    ...Object.values(subscriptionRows),
    ...ofExport,
  ]);
  expect(routeKinds.filter(kind => !inMatrix.has(kind))).toEqual([]);
  const [{ resource, interaction }] = statement.rest;
  const codes = new Set<string>(
    resource.flatMap((one: AnyResource) => one.interaction.map(({ code }: AnyResource) => code)),
  );
  expect([...codes].filter(code => !(code in interactionRows))).toEqual([]);
  expect(interaction.map(({ code }: AnyResource) => code).sort()).toEqual([
    'batch',
    'history-system',
    'transaction',
  ]);
  expect(resource.map(({ type }: AnyResource) => type)).toEqual([...listKinds(), ...apart]);
});

type Asked = readonly [row: string, came: FhirOutcome, wanted: FhirOutcome];

/** All that is asked of a kind by one who comes. */
async function ask(kind: string, owner: FhirClient, who: Who): Promise<Asked[]> {
  if (kind === 'Subscription') {
    const found = await stage.subscriptionOutcomes(owner, who);
    return [...found].map(([row, came]) => [row, came, expectedOfSubscription(row, who)]);
  }
  const all = listAskedKinds(statement.rest[0].resource);
  const described = all.find(({ type }) => type === kind);
  const { codes, takesPatient } = assume(described, `a kind of resource that is called ${kind}`);
  const rows = listRows(kind, codes, kindsOfEveryWay.includes(kind));
  const found = await stage.outcomes(kind, owner, who, rows);
  return [...found].map(([row, came]) => [row, came, expectedOf(row, who, kind, takesPatient)]);
}

describe('the matrix holds for', () => {
  test.each(kinds)('%s', { timeout }, async kind => {
    const owner = await stage.own();
    const surprises: string[] = [];
    for (const who of everybody)
      for (const [row, came, wanted] of await ask(kind, owner, who))
        if (came !== wanted) surprises.push(`${row}, ${who}: ${wanted} was expected, ${came} came`);
    expect(surprises).toEqual([]);
  });
});

test('docs/authorization-matrix-fhir.md is fresh', () => {
  const text = answersPage(server.vault);
  if (process.env.KEEPWELL_WRITE_MATRIX) writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
});
