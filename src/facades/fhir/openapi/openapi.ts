// The FHIR interface and the doors of SMART App Launch as OpenAPI 3.1, at `/fhir/r4/openapi.json`: made of the CapabilityStatement, for
// generators of clients and for people who do not know FHIR. Kept once it is made; served by facades/oauth/, as all that tells of the doors.
import { getFhirUrl } from '../../../core/instance.ts';
import { printCapabilities, type Told } from '../capabilities.ts';
import { describeFhirPaths, type Paths, type Statement } from './fhir-paths.ts';
import { describeOauthPaths, describeSecurity, oauthSchemas } from './oauth-paths.ts';
import { parameters, refusal } from './parts.ts';
import { describeTypes } from './schemas.ts';

export const openapiPath = '/fhir/r4/openapi.json';

const made = new WeakMap<Told, string>();

/** As JSON. @param registers may applications register themselves? */
export function printOpenapi(vault: Told, registers: boolean): string {
  const known = made.get(vault) ?? JSON.stringify(describeOpenapi(vault, registers));
  made.set(vault, known);
  return known;
}

/** Kinds that no record holds and answers are. */
const answered = ['Bundle', 'CapabilityStatement', 'OperationOutcome', 'Parameters'];

function describeOpenapi(vault: Told, registers: boolean): object {
  const statement = printCapabilities(vault);
  const kinds = (statement as unknown as Statement).rest[0].resource.map(({ type }) => type);
  const fhirPaths = describeFhirPaths(statement);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keepwell: FHIR R4 and SMART App Launch',
      version: vault.version,
      description:
        'Personal health records as FHIR R4, each opened by the person whose it is. The CapabilityStatement at /metadata says the same in the words of FHIR.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: getFhirUrl(vault.instance) }],
    security: [{ smart: [] }],
    tags: ['Server', 'OAuth', ...kinds].map(name => ({ name })),
    paths: { ...fhirPaths, ...describeOauthPaths(vault, registers) },
    components: {
      schemas: { ...describeTypes([...new Set([...kinds, ...answered])]), ...oauthSchemas },
      parameters,
      responses: { Refused: refusal },
      securitySchemes: describeSecurity(vault, listScopes(fhirPaths)),
    },
  };
}

function listScopes(paths: Paths): string[] {
  const operations = Object.values(paths).flatMap(path => Object.values(path));
  const needed = operations.flatMap(({ security }) => (security ?? []) as readonly { smart?: string[] }[]);
  return [...new Set(needed.flatMap(({ smart = [] }) => smart))].sort();
}
