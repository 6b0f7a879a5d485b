// An ImagingStudy says where its pictures are, and what is sent back keeps nothing of that.
import { expect, test } from 'vitest';
import { makeDicom } from '../../testing/dicom-files.ts';
import { givenFhirClient } from '../../testing/fhir-client.ts';
import { startTestServer } from '../../testing/server.ts';

test('it leads to DICOMweb, where the same token opens it, and goes round without that', async () => {
  await using server = await startTestServer();
  const client = await givenFhirClient(server);
  const stored = await fetch(`${server.shellUrl}/dicomweb/studies`, {
    method: 'POST',
    headers: {
      ...client.headers,
      'content-type': 'multipart/related; type="application/dicom"; boundary=x',
    },
    body: Buffer.concat([
      Buffer.from('--x\r\nContent-Type: application/dicom\r\n\r\n'),
      makeDicom({ study: '1.2.3' }),
      Buffer.from('\r\n--x--\r\n'),
    ]),
  });
  expect(stored.status).toBe(200);
  const [study] = await client.find('ImagingStudy');
  const [endpoint] = study.contained;
  expect([endpoint.resourceType, study.endpoint]).toEqual(['Endpoint', [{ reference: `#${endpoint.id}` }]]);
  const [uid] = study.identifier.filter((one: { system?: string }) => one.system === 'urn:dicom:uid');
  const address = `${endpoint.address}/studies/${uid.value.replace('urn:oid:', '')}`;
  expect((await fetch(address, { headers: client.headers })).status).toBe(200);
  const back = await client.send('PUT', `ImagingStudy/${study.id}`, { ...study, description: 'Chest' });
  expect(back.status).toBe(200);
  const again = (await client.get(`ImagingStudy/${study.id}`)).body;
  expect(again).toMatchObject({
    description: 'Chest',
    contained: [{ id: endpoint.id }],
    endpoint: study.endpoint,
  });
  expect(again.contained).toHaveLength(1);
  const summary = (await client.get(`ImagingStudy/${study.id}?_summary=true`)).body;
  expect(summary.contained).toBeUndefined();
});
