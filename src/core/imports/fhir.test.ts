// A bundle of FHIR goes the whole way: known, read by the thread, compared, written; again it changes nothing, and one of somebody
// else says so.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listThings } from '../things/list.ts';
import { startWriting } from './choose.ts';
import type { Import } from './import.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function write(one: Import): Promise<Import> {
  await startWriting(server.vault, one, { typeIds: [], sources: [], lines: [] });
  return runUntilDone(server, one);
}

async function listXml(of: Visitor): Promise<string[]> {
  const asked = { after: undefined, limit: 500, withWriters: true };
  const { things } = await listThings(server.vault, await grantOf(server, of), asked);
  return things.map(({ dataXml }) => dataXml).sort();
}

const subject = { reference: 'https://fhir.example.com/Patient/p1' };

interface Some {
  readonly resourceType: string;
  readonly id: string;
}

const bundle = (family: string, ...others: readonly Some[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [
      { resourceType: 'Patient', id: 'p1', name: [{ family, given: ['Ada'] }], birthDate: '1984-06-07' },
      {
        resourceType: 'MedicationRequest',
        id: 'm1',
        status: 'active',
        intent: 'order',
        medicationReference: { reference: 'Medication/d1' },
        subject,
        authoredOn: '2026-01-02',
      },
      { resourceType: 'Medication', id: 'd1', code: { text: 'Lisinopril 10 mg' } },
      ...others,
    ].map(resource => ({
      fullUrl: `https://fhir.example.com/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  });

test('a bundle is added once; another of the same server adds what is new', async () => {
  const ada = await givenSignedIn(server);
  const one = await givenImport(server, ada, bundle('Turner'), { name: 'portal.json' });
  expect(one).toMatchObject({
    state: 'ready',
    about: {
      format: 'fhir',
      found: { people: ['Ada Turner'], leftOut: [{ why: 'no-kind', what: 'Medication' }] },
    },
  });
  expect(await write(one)).toMatchObject({ state: 'done', tally: { new: 2 } });
  expect((await listXml(ada)).some(xml => xml.includes('<text>Lisinopril 10 mg</text>'))).toBe(true);
  const more = {
    resourceType: 'AllergyIntolerance',
    id: 'a1',
    code: { text: 'Nuts' },
    patient: subject,
  } as const;
  const again = await givenImport(server, ada, bundle('Turner', more), { name: 'portal.json' });
  expect(await write(again)).toMatchObject({ state: 'done', tally: { new: 1, same: 2 } });
});
