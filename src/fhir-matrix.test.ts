// Every interaction of FHIR with kinds of resource, by everybody who may come there: answered as the rules in testing/matrix/ say.
// KEEPWELL_MATRIX_KINDS=all tries every kind that the CapabilityStatement lists, or those that it names, by commas.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listKinds } from './core/fhir/mapping.ts';
import { printCapabilities } from './facades/fhir/capabilities.ts';
import { routeKinds } from './facades/fhir/route.ts';
import type { AnyResource } from './testing/fhir-client.ts';
import {
  everybody,
  expectedOf,
  type FhirRow,
  fhirRows,
  interactionRows,
  kindsOfEveryWay,
  ofExport,
  type RowName,
} from './testing/matrix/fhir-rules.ts';
import { FhirStage } from './testing/matrix/fhir-stage.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

/** Each asks some hundred things. */
const timeout = 600_000;

const { KEEPWELL_MATRIX_KINDS: asked = 'AllergyIntolerance,Basic,CareTeam' } = process.env;
const kinds = asked === 'all' ? listKinds() : asked.split(',');

/** What is not in the matrix: tests of their own, beside facades/fhir/, say who may. */
const apart = {
  routes: ['subscription-status', 'subscription-events'],
  interactions: ['history-type'],
  kinds: ['Binary', 'Subscription'],
};

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

/** The rows that a kind of resource is asked by, in their order, and whether its searches may name the Patient. */
function rowsOf(kind: string): { rows: RowName[]; takesPatient: boolean } {
  const { interaction, searchParam } = statement.rest[0].resource.find(
    ({ type }: AnyResource) => type === kind,
  );
  const names = new Set<string>(interaction.flatMap(({ code }: AnyResource) => interactionRows[code] ?? []));
  const rows = (Object.entries(fhirRows) as [RowName, FhirRow][])
    .filter(([name, { isOfRecord }]) => (isOfRecord ? kind === 'Patient' : names.has(name)))
    .filter(([, { isAnotherWay }]) => !isAnotherWay || kindsOfEveryWay.includes(kind))
    .map(([name]) => name)
    // It is made as it is asked for, and is no part of the record.
    .filter(name => name !== '$everything' || kind !== 'Provenance');
  return { rows, takesPatient: searchParam.some(({ name }: AnyResource) => name === 'patient') };
}

test('whatever can be asked by FHIR is in the matrix', () => {
  const inMatrix = new Set<string>([...Object.values(fhirRows).map(({ kind }) => kind), ...ofExport]);
  expect(routeKinds.filter(kind => !inMatrix.has(kind))).toEqual(apart.routes);
  const [{ resource, interaction }] = statement.rest;
  const codes = new Set<string>(
    resource.flatMap((one: AnyResource) => one.interaction.map(({ code }: AnyResource) => code)),
  );
  expect([...codes].filter(code => !(code in interactionRows))).toEqual(apart.interactions);
  expect(interaction.map(({ code }: AnyResource) => code).sort()).toEqual([
    'batch',
    'history-system',
    'transaction',
  ]);
  expect(resource.map(({ type }: AnyResource) => type)).toEqual([...listKinds(), ...apart.kinds]);
});

describe('the matrix holds for', () => {
  test.each(kinds)('%s', { timeout }, async kind => {
    const owner = await stage.own();
    const { rows, takesPatient } = rowsOf(kind);
    const surprises: string[] = [];
    for (const who of everybody)
      for (const [row, outcome] of await stage.outcomes(kind, owner, who, rows)) {
        const wanted = expectedOf(row, who, kind, takesPatient);
        if (outcome !== wanted) surprises.push(`${row}, ${who}: ${wanted} was expected, ${outcome} came`);
      }
    expect(surprises).toEqual([]);
  });
});
