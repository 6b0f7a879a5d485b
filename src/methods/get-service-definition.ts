// GetServiceDefinition: where platform and Shell are, the limits, the instances, and which methods there are.
import type { Limits, Vault } from '../core/vault.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, oneOf, string, textWithAttributes } from '../schema/text.ts';
import { type Method, method, version } from './method.ts';
import { instanceAnswer, instanceElement } from './parts/instance.ts';
import { moment } from './parts/moments.ts';
import { shellTargets } from './parts/shell-targets.ts';

const configuration = many(textWithAttributes(string, { key: string }));
const platform = seq({ url: string, version: string, configuration });
const shell = seq({
  url: string,
  'redirect-url': string,
  'redirect-token': many(seq({ token: string, description: string, 'querystring-parameters': string })),
});
const xmlMethod = seq({
  name: string,
  version: many(
    seq(
      { 'request-schema-url': optional(string), 'response-schema-url': optional(string) },
      { number: string },
    ),
  ),
});
const sdkAssembly = seq({ url: string, version: string, 'doc-url': string });
const instances = seq(
  { instance: many(instanceElement, { min: 1 }) },
  { 'current-instance-id': { optional: string } },
);

export default method({
  name: 'GetServiceDefinition',
  auth: 'none',
  versions: {
    1: version('none', {
      request: seq({ 'updated-date': optional(moment) }),
      response: seq({
        platform: optional(platform),
        shell: optional(shell),
        'sdk-assembly': many(sdkAssembly),
        'xml-method': many(xmlMethod),
        'common-schema': many(string),
        'updated-date': optional(moment),
      }),
      run({ vault, methods }, { updatedDate }) {
        if (isKnown(vault, updatedDate)) return {};
        return {
          platform: platformOf(vault),
          shell: shellOf(vault),
          xmlMethod: xmlMethods(methods),
          updatedDate: vault.instance.updatedAt,
        };
      },
    }),
    2: version('none', {
      request: seq({
        'updated-date': optional(moment),
        'response-sections': optional(
          seq({
            section: many(oneOf('platform', 'shell', 'topology', 'xml-over-http-methods', 'meaningful-use'), {
              min: 1,
            }),
          }),
        ),
      }),
      response: seq({
        platform: optional(platform),
        shell: optional(shell),
        'xml-method': many(xmlMethod),
        'common-schema': many(string),
        instances: optional(instances),
        'meaningful-use': optional(seq({ enabled: boolean, configuration })),
        'updated-date': optional(moment),
      }),
      answersAs: 'GetServiceDefinition2',
      run({ vault, methods }, { updatedDate, responseSections }) {
        if (isKnown(vault, updatedDate)) return {};
        const sections = responseSections?.section;
        const wants = (name: NonNullable<typeof sections>[number]) =>
          sections === undefined || sections.includes(name);
        return {
          platform: wants('platform') ? platformOf(vault) : undefined,
          shell: wants('shell') ? shellOf(vault) : undefined,
          xmlMethod: wants('xml-over-http-methods') ? xmlMethods(methods) : undefined,
          instances: wants('topology') ? instancesOf(vault) : undefined,
          meaningfulUse: wants('meaningful-use') ? { enabled: false } : undefined,
          updatedDate: vault.instance.updatedAt,
        };
      },
    }),
  },
});

/** Has the caller seen what there is today? */
function isKnown({ instance }: Vault, updatedDate: number | undefined): boolean {
  return updatedDate !== undefined && updatedDate >= instance.updatedAt;
}

/** The limits that clients read, by the names HealthVault gave them. */
const configurationKeys = {
  maxFullThingResultsPerGroup: 'fullThingsPerGroupMax',
  maxPartialThingResultsPerGroup: 'partialThingsPerGroupMax',
  maxGetThingsQueryGroups: 'queryGroupsMax',
  maxRequestUncompressedSizeBytes: 'requestBytesMax',
  blobStreamTokenTtlMs: 'blobReadTokenTtlMs',
  blobStreamWriteTokenTtlMs: 'blobWriteTokenTtlMs',
  MaxResultsVocabularyRetrieval: 'vocabularyItemsMax',
} as const satisfies Record<string, keyof Limits>;

function platformOf({ instance, version, limits }: Vault) {
  return {
    url: instance.platformUrl,
    // Four numbers, as .NET writes versions.
    version: `${version.replace(/[^\d.].*$/, '')}.0`,
    configuration: Object.entries(configurationKeys).map(([key, limit]) => ({
      key,
      value: String(limits[limit]),
    })),
  };
}

function shellOf({ instance }: Vault) {
  return {
    url: instance.shellUrl,
    redirectUrl: `${instance.shellUrl}/redirect.aspx?target=`,
    redirectToken: shellTargets
      .filter(({ isServed }) => isServed)
      .map(({ token, description, parameters }) => ({
        token,
        description,
        querystringParameters: parameters.join(','),
      })),
  };
}

function xmlMethods(methods: readonly Method[]) {
  return methods.map(({ name, versions }) => ({
    name,
    version: Object.keys(versions).map(number => ({ number })),
  }));
}

function instancesOf({ instance }: Vault) {
  return { 'current-instance-id': instance.id, instance: [instanceAnswer(instance)] };
}
