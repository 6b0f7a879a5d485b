// The CapabilityStatement, made of what is there: kinds of resource, their search parameters, what can be done with them.
import { findProfiles, listKinds } from '../../core/fhir/mapping.ts';
import { listParameters } from '../../core/fhir/parameters.ts';
import type { Resource } from '../../core/fhir/values.ts';
import { getFhirUrl } from '../../core/instance.ts';
import type { Vault } from '../../core/vault.ts';
import { listKeptProfiles } from './profiles.ts';
import { describeSubscription, serverOfSubscriptions } from './subscriptions/capabilities.ts';

/** What of a vault is told to anybody. */
export type Told = Pick<Vault, 'instance' | 'version'>;

const made = new WeakMap<Told, Resource>();

export function printCapabilities(vault: Told): Resource {
  const known = made.get(vault);
  if (known) return known;
  const statement = makeStatement(vault);
  made.set(vault, statement);
  return statement;
}

const interactions = [
  'read',
  'vread',
  'history-instance',
  'history-type',
  'search-type',
  'create',
  'update',
  'patch',
  'delete',
];
/** Of a kind that is not an item as others are: what can be done with it, and why no more. */
const others: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  [
    'Patient',
    {
      documentation:
        'The one Patient stands for the record and is made of several items. Only its current version is read, and it is neither created nor deleted.',
      interaction: codesOf('read', 'vread', 'search-type', 'update'),
      ...{ readHistory: false, conditionalCreate: false, conditionalDelete: 'not-supported' },
    },
  ],
  [
    'Provenance',
    {
      documentation:
        'For each resource there is one that says who made its last version, and which is searched by its target or by the Patient. Those that are sent are kept beside these.',
      interaction: codesOf('read', 'search-type'),
      ...{ versioning: 'versioned', readHistory: false },
      ...{ conditionalCreate: false, conditionalUpdate: false, conditionalDelete: 'not-supported' },
    },
  ],
]);

function codesOf(...codes: string[]): { code: string }[] {
  return codes.map(code => ({ code }));
}

function makeStatement(vault: Told): Resource {
  const url = getFhirUrl(vault.instance);
  const { shellUrl, updatedAt, name } = vault.instance;
  return {
    resourceType: 'CapabilityStatement',
    url: `${url}/metadata`,
    version: vault.version,
    name: 'Keepwell',
    status: 'active',
    date: new Date(updatedAt).toISOString(),
    publisher: name,
    kind: 'instance',
    software: { name: 'Keepwell', version: vault.version },
    implementation: { description: 'Personal health records, each opened by the person whose it is', url },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json', 'application/fhir+xml', 'xml'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    instantiates: ['http://hl7.org/fhir/us/core/CapabilityStatement/us-core-server', serverOfSubscriptions],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', valueUri: `${shellUrl}/oauth/authorize` },
                { url: 'token', valueUri: `${shellUrl}/oauth/token` },
              ],
            },
          ],
        },
        resource: [...listKinds().map(describe), binary, describeSubscription(url)],
        interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }],
        searchParam: [{ name: '_has', type: 'special', documentation: referredBy }],
        operation: [
          { name: 'summary', definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary' },
          { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export' },
        ],
      },
    ],
  };
}

const referredBy =
  'Resources that others refer to, one level: _has:Observation:patient:code=… finds the Patient if there is such an Observation.';

/** Bytes, which are searched by nothing. */
const binary = {
  type: 'Binary',
  documentation:
    'The bytes of a file that an item holds, by the address that its attachment has; what is sent waits a day for a resource that has it as an attachment.',
  interaction: [{ code: 'read' }, { code: 'create' }],
};

/** What `_lastUpdated` sees. */
const updatedBy =
  'When the resource was made or last changed here, by whichever application or person; not when what it tells of was.';

function describe(type: string): object {
  const profiles = [...new Set([...findProfiles(type), ...listKeptProfiles(type)])].sort();
  const parameters = listParameters(type);
  const includes = parameters.filter(({ kind }) => kind === 'reference').map(({ name }) => `${type}:${name}`);
  return {
    type,
    ...(profiles.length > 0 && { supportedProfile: profiles }),
    interaction: codesOf(...interactions),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: false,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal'],
    ...others.get(type),
    ...(includes.length > 0 && { searchInclude: includes }),
    ...(type !== 'Provenance' && { searchRevInclude: listReferring(type) }),
    searchParam: [
      { name: '_id', type: 'token' },
      { name: '_lastUpdated', type: 'date', documentation: updatedBy },
      // FHIR has a definition that is referred to by its address as a reference.
      ...parameters.map(({ name, kind }) => ({ name, type: kind === 'canonical' ? 'reference' : kind })),
    ],
    ...(type === 'Patient' && {
      operation: [
        { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
        { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export' },
      ],
    }),
  };
}

/** What may come along because it refers to a kind of resource. */
function listReferring(type: string): string[] {
  const own = listKinds().flatMap(kind =>
    listParameters(kind)
      .filter(({ targets = [] }) => targets.includes(type))
      .map(({ name }) => `${kind}:${name}`),
  );
  return [...own, 'Provenance:target'];
}
