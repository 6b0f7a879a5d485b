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
const madeHere = new Set(['Provenance']);

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
  const own = madeHere.has(type) ? ['read', 'search-type'] : interactions;
  const codes = type === 'Patient' ? ['read', 'vread', 'search-type', 'update'] : own;
  const parameters = listParameters(type);
  const references = parameters.filter(({ kind }) => kind === 'reference');
  return {
    type,
    ...(profiles.length > 0 && { supportedProfile: profiles }),
    interaction: codes.map(code => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: false,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal'],
    ...(references.length > 0 && { searchInclude: references.map(({ name }) => `${type}:${name}`) }),
    ...(type !== 'Provenance' && { searchRevInclude: ['Provenance:target'] }),
    searchParam: [
      { name: '_id', type: 'token' },
      { name: '_lastUpdated', type: 'date', documentation: updatedBy },
      ...parameters.map(({ name, kind }) => ({ name, type: kind })),
    ],
    ...(type === 'Patient' && {
      operation: [
        { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
        { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export' },
      ],
    }),
  };
}
