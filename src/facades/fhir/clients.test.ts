// Client libraries of others, unchanged, through full rounds: `fhir-kit-client` and the client of Medplum. `fhirclient` and `openid-client`
// are in facades/oauth/.
import { ClientStorage, MedplumClient, MemoryStorage, OperationOutcomeError } from '@medplum/core';
import { Client as FhirKitClient } from 'fhir-kit-client';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenClient } from '../oauth/testing/clients.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // The authorization server goes by the time it is.
  server.clock.pass(Date.now() - server.clock.now());
});
afterAll(() => server.close());

const withValue = (resource: AnyResource, value: number): AnyResource => ({
  ...resource,
  valueQuantity: { ...resource.valueQuantity, value },
});
const kgOf = ({ valueQuantity }: AnyResource): number => valueQuantity.value;
const bundleOf = (type: 'batch' | 'transaction', ...entry: object[]): AnyResource => ({
  ...{ resourceType: 'Bundle', type, entry },
});
const posted = (resource: object) => ({ resource, request: { method: 'POST', url: 'Observation' } });
const statuses = (bundle: AnyResource): string[] =>
  bundle.entry.map(({ response }: AnyResource) => response.status.slice(0, 3));

describe('fhir-kit-client', () => {
  let own: FhirClient;
  let kit: AnyResource;
  const resourceType = 'Observation';
  beforeAll(async () => {
    own = await givenFhirClient(server);
    kit = new FhirKitClient({ baseUrl: own.base, bearerToken: own.token });
  });
  const make = (day: string, kg?: number) => kit.create({ resourceType, body: makeWeight(day, kg) });

  test('finds out what the server can do, and where it is authorised', async () => {
    const statement = await kit.capabilityStatement();
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    const { authorizeUrl, tokenUrl } = await kit.smartAuthMetadata();
    expect([authorizeUrl.href, tokenUrl.href]).toEqual([
      `${server.shellUrl}/oauth/authorize`,
      `${server.shellUrl}/oauth/token`,
    ]);
  });

  test('makes, reads, changes, patches, and reads as it was', async () => {
    const made = await make('2026-03-01', 70);
    const { id, meta } = made;
    expect(await kit.read({ resourceType, id })).toEqual(made);
    const headers = { 'If-Match': `W/"${meta.versionId}"` };
    const changed = await kit.update({ resourceType, id, body: withValue(made, 71), options: { headers } });
    expect(kgOf(changed)).toBe(71);
    const stale = kit.update({ resourceType, id, body: withValue(made, 72), options: { headers } });
    await expect(stale).rejects.toMatchObject({ response: { status: 412 } });
    const jsonPatch = [{ op: 'replace', path: '/valueQuantity/value', value: 73 }];
    expect(kgOf(await kit.patch({ resourceType, id, jsonPatch }))).toBe(73);
    expect(kgOf(await kit.vread({ resourceType, id, version: meta.versionId }))).toBe(70);
    const history = await kit.resourceHistory({ resourceType, id });
    expect(history.entry).toHaveLength(3);
  });

  test('searches, page by page, there and by POST, in a compartment, and follows references', async () => {
    for (let day = 1; day <= 5; day++) await make(`2026-04-0${day}`);
    const searchParams = {
      code: 'http://loinc.org|29463-7',
      date: ['ge2026-04-01', 'lt2026-05-01'],
      _count: 2,
    };
    const found: string[] = [];
    for (
      let page = await kit.search({ resourceType, searchParams });
      page;
      page = await kit.nextPage({ bundle: page })
    )
      found.push(...page.entry.map(({ resource }: AnyResource) => resource.effectiveDateTime.slice(0, 10)));
    expect(found.toSorted()).toEqual([1, 2, 3, 4, 5].map(day => `2026-04-0${day}`));
    const byForm = await kit.search({ resourceType, searchParams, options: { postSearch: true } });
    expect(byForm.entry).toHaveLength(2);
    const compartment = { resourceType: 'Patient', id: own.recordId };
    const within = await kit.search({ resourceType, compartment, searchParams: { _count: 1 } });
    expect(within.entry).toHaveLength(1);
    const [{ resource }] = within.entry;
    const patient = await kit.resolve({ reference: resource.subject.reference });
    expect(patient).toMatchObject({ resourceType: 'Patient', id: own.recordId });
  });

  test('makes what is not there yet, and changes what a search finds', async () => {
    const identifier = [{ system: 'urn:example:scale', value: 'one' }];
    const body = { ...makeWeight('2026-05-01'), identifier };
    const headers = { 'If-None-Exist': 'identifier=urn:example:scale|one' };
    const first = await kit.create({ resourceType, body, options: { headers } });
    const second = await kit.create({ resourceType, body, options: { headers } });
    expect(FhirKitClient.httpFor(second).response?.status).toBe(200);
    const searchParams = { identifier: 'urn:example:scale|one' };
    const changed = await kit.update({ resourceType, searchParams, body: withValue(body, 64) });
    expect([changed.id, kgOf(changed)]).toEqual([first.id, 64]);
  });

  test('sends batches and transactions, asks operations, and deletes', async () => {
    const batch = await kit.batch({
      body: bundleOf('batch', posted(makeWeight('2026-06-01')), posted({ resourceType })),
    });
    expect(statuses(batch)).toEqual(['201', '422']);
    const body = bundleOf('transaction', posted(makeWeight('2026-06-02')), posted(makeWeight('2026-06-03')));
    expect(statuses(await kit.transaction({ body }))).toEqual(['201', '201']);
    const all = await kit.operation({
      name: 'everything',
      resourceType: 'Patient',
      id: own.recordId,
      method: 'GET',
    });
    expect(all.entry.length).toBeGreaterThan(2);
    const { id } = await make('2026-06-04');
    await kit.delete({ resourceType, id });
    await expect(kit.read({ resourceType, id })).rejects.toMatchObject({ response: { status: 410 } });
  });

  test('is told what is wrong, and how to mend it', async () => {
    const nobody = new FhirKitClient({ baseUrl: own.base, bearerToken: 'nothing' }) as AnyResource;
    await expect(nobody.read({ resourceType, id: 'x' })).rejects.toMatchObject({
      response: { status: 401, data: { resourceType: 'OperationOutcome' } },
    });
    await expect(kit.create({ resourceType, body: { resourceType, status: 'final' } })).rejects.toMatchObject(
      {
        response: { status: 422, data: { issue: [{ diagnostics: expect.stringContaining('code') }] } },
      },
    );
  });
});

describe('the client of Medplum', () => {
  let own: FhirClient;
  const open = (accessToken?: string) =>
    new MedplumClient({
      baseUrl: `${server.shellUrl}/`,
      fhirUrlPath: 'fhir/r4/',
      tokenUrl: `${server.shellUrl}/oauth/token`,
      storage: new ClientStorage(new MemoryStorage()),
      cacheTime: 0,
      ...(accessToken !== undefined && { accessToken }),
    });
  let medplum: MedplumClient;
  beforeAll(async () => {
    own = await givenFhirClient(server);
    medplum = open(own.token);
  });
  const weight = (day: string, kg?: number): AnyResource => makeWeight(day, kg);

  test('makes, reads, changes, patches, and reads as it was', async () => {
    const made: AnyResource = await medplum.createResource(weight('2026-03-01', 70));
    expect(await medplum.readResource('Observation', made.id)).toEqual(made);
    const changed: AnyResource = await medplum.updateResource(withValue(made, 71));
    expect(kgOf(changed)).toBe(71);
    const operations = [{ op: 'replace' as const, path: '/valueQuantity/value', value: 73 }];
    expect(kgOf(await medplum.patchResource('Observation', made.id, operations))).toBe(73);
    expect(kgOf(await medplum.readVersion('Observation', made.id, made.meta.versionId))).toBe(70);
    expect((await medplum.readHistory('Observation', made.id)).entry).toHaveLength(3);
  });

  test('searches, page by page', async () => {
    for (let day = 1; day <= 5; day++) await medplum.createResource(weight(`2026-04-0${day}`));
    const found: string[] = [];
    const query = 'code=http://loinc.org|29463-7&date=ge2026-04-01&date=lt2026-05-01&_count=2';
    for await (const page of medplum.searchResourcePages('Observation', query))
      found.push(...page.map((one: AnyResource) => one.effectiveDateTime.slice(0, 10)));
    expect(found.toSorted()).toEqual([1, 2, 3, 4, 5].map(day => `2026-04-0${day}`));
    expect(await medplum.searchOne('Observation', 'date=2026-04-03')).toMatchObject({
      resourceType: 'Observation',
    });
  });

  test('makes what is not there yet, and changes what a search finds', async () => {
    const body = { ...weight('2026-05-01'), identifier: [{ system: 'urn:example:scale', value: 'two' }] };
    const query = 'identifier=urn:example:scale|two';
    const first = await medplum.createResourceIfNoneExist(body, query);
    expect((await medplum.createResourceIfNoneExist(body, query)).id).toBe(first.id);
    const changed: AnyResource = await medplum.upsertResource(withValue(body, 64), query);
    expect([changed.id, kgOf(changed)]).toEqual([first.id, 64]);
  });

  test('sends batches and transactions, asks for all and a summary, judges, and deletes', async () => {
    const batch = await medplum.executeBatch(
      bundleOf('batch', posted(weight('2026-06-01')), posted({ resourceType: 'Observation' })),
    );
    expect(statuses(batch)).toEqual(['201', '422']);
    const transaction = bundleOf('transaction', posted(weight('2026-06-02')), posted(weight('2026-06-03')));
    expect(statuses(await medplum.executeBatch(transaction))).toEqual(['201', '201']);
    expect((await medplum.readPatientEverything(own.recordId)).entry?.length).toBeGreaterThan(2);
    expect(await medplum.readPatientSummary(own.recordId)).toMatchObject({ type: 'document' });
    expect(await medplum.validateResource(weight('2026-06-04'))).toMatchObject({
      resourceType: 'OperationOutcome',
    });
    const { id }: AnyResource = await medplum.createResource(weight('2026-06-05'));
    await medplum.deleteResource('Observation', id);
    await expect(medplum.readResource('Observation', id)).rejects.toThrow(OperationOutcomeError);
  });

  test('is told what is wrong', async () => {
    const bad = medplum.createResource({ resourceType: 'Observation', status: 'final' } as AnyResource);
    await expect(bad).rejects.toMatchObject({ outcome: { issue: [{ code: 'structure' }] } });
    await expect(open('nothing').readResource('Observation', 'x')).rejects.toThrow(OperationOutcomeError);
  });

  test('proves itself by a key, as a backend service', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES384');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES384' };
    const app = await givenClient(server, {
      ...{ clientType: 'confidential-asymmetric', redirectUris: [], scopes: 'system/Observation.rs' },
      jwks: { keys: [jwk] },
    });
    const tokenUrl = `${server.shellUrl}/oauth/token`;
    const assertion = await new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'ES384', kid: 'k', typ: 'JWT' })
      .setIssuer(app.id)
      .setSubject(app.id)
      .setAudience(tokenUrl)
      .setExpirationTime('4m')
      .sign(privateKey);
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'system/Observation.rs',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    const { recordId } = await givenSmartToken(server, {
      isOf: app,
      rules: app.rules,
      scopes: app.smart?.scopes ?? '',
    });
    const found = await open(access_token).searchResources('Observation', `patient=${recordId}`);
    expect(found).toHaveLength(0);
    const ofNobody = open(access_token).searchResources('Observation', 'patient=nobody');
    await expect(ofNobody).rejects.toThrow(OperationOutcomeError);
  });
});
