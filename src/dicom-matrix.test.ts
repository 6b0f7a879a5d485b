// Every address of DICOMweb by everybody who may come there: answered as the rules in testing/matrix/dicom-rules.ts say, and told in
// docs/authorization-matrix-fhir.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dicomRouteNames } from './facades/dicomweb/route.ts';
import { type DicomRow, dicomRows, everybodyByDicom, expectedByDicom } from './testing/matrix/dicom-rules.ts';
import { DicomStage } from './testing/matrix/dicom-stage.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

let server: TestServer;
let stage: DicomStage;
beforeAll(async () => {
  // Who has no good token is counted by address.
  server = await startTestServer({ limits: { anonymousCallsPerMinuteMax: 100_000 } });
  stage = await DicomStage.set(server);
});
afterAll(() => server.close());

test('every address of DICOMweb is in the matrix', () => {
  const inMatrix = Object.values<DicomRow>(dicomRows).map(({ route }) => route);
  expect([...new Set(inMatrix)].sort()).toEqual([...dicomRouteNames].sort());
});

describe('the matrix holds for', () => {
  test.each(everybodyByDicom)('%s', async who => {
    const surprises: string[] = [];
    for (const [name, came] of await stage.outcomes(who)) {
      const wanted = expectedByDicom(name, who);
      if (came !== wanted) surprises.push(`${name}: ${wanted} was expected, ${came} came`);
    }
    expect(surprises).toEqual([]);
  });
});
