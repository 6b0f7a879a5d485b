// What developers see of requests of FHIR and OAuth while their application is traced: how it was asked and answered, and never a token.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Trace } from '../../core/healthvault/tracing/trace.ts';
import { findTraces, startTracing } from '../../core/healthvault/tracing/traces.ts';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let dev: Visitor;
let client: FhirClient;

async function start(mode: 'sandbox' | 'production'): Promise<void> {
  server = await startTestServer({ mode });
  dev = await givenSignedIn(server, 'Dev Example');
  client = await givenFhirClient(server);
  const [appId, personId] = [client.app.id, dev.person.id];
  await server.vault.store.write(db => db.appAdmins.add({ appId, personId, addedAt: 0 }));
  await startTracing(server.vault, personId, appId);
}

async function latest(count: number): Promise<Trace> {
  const all = async () => (await findTraces(server.vault, client.app.id))?.traces ?? [];
  await expect.poll(async () => (await all()).length).toBe(count);
  const [trace] = await all();
  if (!trace) throw new Error('nothing was traced');
  return trace;
}

const showAll = async () => JSON.stringify(await findTraces(server.vault, client.app.id));

describe('in a sandbox', () => {
  beforeAll(() => start('sandbox'));
  afterAll(() => server.close());

  test('a request and its answer are shown with their values, without the token', async () => {
    await client.send('POST', 'Observation', makeWeight('2026-03-01', 71.5), {
      prefer: 'return=representation',
    });
    const trace = await latest(1);
    expect(trace).toMatchObject({ kind: 'fhir', method: 'POST Observation', code: 201, isProved: true });
    expect(trace.request).toContain('prefer: return=representation');
    for (const body of [trace.request, trace.reply]) {
      expect(body).toContain('value: 71.5');
      expect(body).toContain('resourceType: "Observation"');
    }
    expect(await showAll()).not.toContain(client.token);
    const page = await dev.browser.open(`/develop/${client.app.id}/tracing/${trace.id}`);
    expect(page.text).toContain('POST Observation');
    expect(page.text).toContain('71.5');
  });

  test('a search is shown as it was asked, and a refusal with how to mend it', async () => {
    await client.get('Observation?code=http://loinc.org%7C29463-7&_count=1');
    expect((await latest(2)).request).toContain('GET Observation?code=http://loinc.org%7C29463-7&_count=1');
    await client.send('POST', 'Observation', { resourceType: 'Observation', status: 'final' });
    const refused = await latest(3);
    expect(refused).toMatchObject({ code: 422, message: expect.stringContaining('code') });
    await client.send('POST', 'Observation', '{"resourceType":');
    expect(await latest(4)).toMatchObject({ code: 400 });
    const page = await dev.browser.open(`/develop/${client.app.id}/tracing/${refused.id}`);
    expect(page.text).toContain('It must have code.');
  });

  test('secrets that a resource holds are masked, and a token wherever it stands', async () => {
    await client.send('POST', `Observation?note=${client.token}`, {
      ...makeWeight('2026-03-02'),
      note: [{ text: `see ${client.token} there` }],
    });
    const subscription = {
      resourceType: 'Subscription',
      channel: { header: ['Authorization: Basic b3BlbiBzZXNhbWU='] },
    };
    await client.send('POST', 'Subscription', subscription);
    await latest(6);
    const shown = await showAll();
    for (const secret of [client.token, 'b3BlbiBzZXNhbWU']) expect(shown).not.toContain(secret);
  });

  test('requests of OAuth stand beside them', async () => {
    const form = {
      ...{ grant_type: 'authorization_code', code: 'a-code-of-the-test', client_id: client.app.id },
      ...{ redirect_uri: 'https://app.example/callback', code_verifier: 'v'.repeat(43) },
    };
    await fetch(`${server.shellUrl}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
    const trace = await latest(7);
    expect(trace).toMatchObject({ kind: 'oauth', method: 'OAuth token', code: 400 });
    expect(trace.message).toContain('invalid_grant');
    expect(await showAll()).not.toContain('a-code-of-the-test');
    const page = await dev.browser.open(`/develop/${client.app.id}/tracing`);
    expect(page.text).toContain('OAuth token');
  });

  test('what is long is cut', async () => {
    const note = [{ text: 'tired '.repeat(8000) }];
    await client.send('POST', 'Observation', { ...makeWeight('2026-03-03'), note });
    const { request = '', reply = '' } = await latest(8);
    const { traceBodyBytesMax } = server.vault.limits;
    for (const body of [request, reply]) expect(body.length).toBeLessThan(traceBodyBytesMax + 500);
    expect(request.endsWith('…')).toBe(true);
  });
});

describe('in production', () => {
  beforeAll(() => start('production'));
  afterAll(() => server.close());

  test('elements are shown by their names, and nothing of what they say', async () => {
    await client.send('POST', 'Observation', { ...makeWeight('2026-03-01', 71.5), schizophrenia: 'yes' });
    await client.send('POST', 'Observation', makeWeight('2026-03-01', 71.5));
    await client.get('Observation?code=29463-7&_count=1&schizophrenia=1');
    await client.send('POST', 'Observation', {
      resourceType: 'OperationOutcome',
      issue: [{ diagnostics: 'schizophrenia' }],
    });
    const trace = await latest(4);
    const shown = await showAll();
    for (const value of ['71.5', '29463-7', 'Body weight', '2026-03-01', client.token])
      expect(shown).not.toContain(value);
    expect(shown).not.toContain('schizophrenia');
    expect(shown).toContain('valueQuantity: {');
    expect(shown).toContain('resourceType: \\"Observation\\"');
    expect(shown).toContain('_count=1');
    expect(trace.request).toContain('diagnostics: •••');
  });
});
