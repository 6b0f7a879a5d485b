// A server as a process of its own, an application that may all there is on the record of one person, and another person, of another
// application, who waits.
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { giveConsent } from '../../core/authorization/consent.ts';
import type { Limits } from '../../core/limits/limits.ts';
import { issueUserToken } from '../../core/people/tokens.ts';
import { openVault } from '../../main.ts';
import { beginUpload } from '../blobs.ts';
import { type AnyResource, makeWeight } from '../fhir-client.ts';
import { givenApp, givenPerson, type Linked, openClient } from '../given.ts';
import { givenSmartToken, type SmartToken } from '../given-smart.ts';
import { spawnServer, tempFolder } from '../process.ts';
import type { TestServer } from '../server.ts';
import { type Probe, startProbe } from './probe.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

export interface Replied {
  /** 0 where the connection was broken off. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly tookMs: number;
}

export interface SlowStage extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** What the application sends by FHIR, REST and DICOMweb. */
  readonly smart: SmartToken;
  /** What it sends by the XML API, for the same person. */
  readonly linked: Linked;
  /** Resources of the person, as `Observation/<id>`. */
  readonly known: readonly string[];
  /** Addresses that uploads were begun at. */
  readonly uploads: readonly string[];
  readonly probe: Probe;
  send(asked: Asked): Promise<Replied>;
}

const plenty = 1_000_000_000;

/** Only what counts requests is lifted: what one may cost is as it is served. */
const lifted: Partial<Limits> = {
  anonymousCallsPerMinuteMax: plenty,
  anonymousWorkMs: plenty,
  fhirCallsPerMinuteMax: plenty,
  restCallsPerMinuteMax: plenty,
  fhirWorkPerMinuteMs: plenty,
  smartAsksPerMinuteMax: plenty,
  smartSelfRegisteredMax: plenty,
  smartSelfRegisteredPerAddressMax: plenty,
  recordQuotaBytes: 1000 * plenty,
};

const answerWithinMs = 120_000;

export async function openSlowStage(limits: Partial<Limits> = {}): Promise<SlowStage> {
  const data = tempFolder();
  const vault = await openVault(readConfig({ data, port: 0 }, {}));
  const owner = await givenPerson(vault, 'Ada Test');
  const smart = await givenSmartToken({ vault }, { of: owner, scopes: 'patient/*.cruds' });
  const other = await givenSmartToken({ vault }, { scopes: 'patient/*.cruds' });
  const app = await givenApp(vault);
  const { ids, userToken } = await vault.store.write(async db => {
    const of = { personId: owner.person.id, recordId: owner.record.id };
    const ids = await giveConsent(db, vault, { app: app.app, ...of, optionalRules: [] });
    const token = { appId: app.app.id, personId: of.personId, shellHash: undefined };
    return { ids, userToken: await issueUserToken(db, vault, token) };
  });
  const { clock } = vault;
  await vault.store.close();
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ limits: { ...lifted, ...limits } }));
  const server = await spawnServer(['--sign-up', 'open', '--smart-registration', 'open'], data);
  const port = Number(new URL(server.facts.shellUrl).port);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const send = (asked: Asked): Promise<Replied> => ask(port, agent, asked);
  // All that it looks at of a server.
  const reached = { platformUrl: server.facts.platformUrl, clock } as unknown as TestServer;
  const client = await openClient(reached, app);
  const linked = {
    ...{ ...app, ...owner, userToken, client },
    ...{ personId: ids.personAlias, recordId: ids.recordAlias },
  };
  const make = async (of: SmartToken, resource: object) => {
    const { status, text } = await send({
      ...{ method: 'POST', path: `/fhir/r4/${(resource as AnyResource).resourceType}` },
      headers: { ...of.headers, 'content-type': 'application/fhir+json' },
      body: JSON.stringify(resource),
    });
    if (status !== 201) throw new Error(text);
    return JSON.parse(text) as AnyResource;
  };
  const known: string[] = [];
  for (let day = 10; day < 20; day++)
    known.push(`Observation/${(await make(smart, makeWeight(`2026-01-${day}`))).id}`);
  const uploads = [await beginUpload(linked), await beginUpload(linked), await beginUpload(linked)];
  const { id } = await make(other, makeWeight('2026-01-01'));
  const path = `/fhir/r4/Observation/${id}`;
  const probe = startProbe({
    ...{ port, authorization: other.headers.authorization, everyMs: 10 },
    ...{ readPath: path, writePath: path },
    written: JSON.stringify({ ...makeWeight('2026-01-01'), id }),
  });
  return {
    ...{ port, pid: server.pid, smart, linked, known, uploads, probe, send },
    async [Symbol.asyncDispose]() {
      await probe.stop();
      agent.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

function ask(port: number, agent: Agent, { method, path, headers = {}, body }: Asked): Promise<Replied> {
  const began = performance.now();
  return new Promise(resolve => {
    const end = (status: number, text: string, heard: Replied['headers'] = {}) =>
      resolve({ status, text, headers: heard, tookMs: performance.now() - began });
    const asking = request(
      { port, host: '127.0.0.1', agent, method, path, headers: { ...headers } },
      answer => {
        const parts: Buffer[] = [];
        answer.on('data', part => parts.push(part));
        answer.on('error', ({ message }) => end(0, message));
        answer.on('end', () =>
          end(answer.statusCode ?? 0, Buffer.concat(parts).toString('utf8'), answer.headers),
        );
      },
    );
    asking.setTimeout(answerWithinMs, () => asking.destroy(new Error('no answer')));
    asking.on('error', ({ message }) => end(0, message));
    asking.end(body);
  });
}
