// GetServiceDefinition: where platform and Shell are, the limits, the instances, and which methods there are.
import { getSchemasUrl } from '../core/instance.ts';
import type { Limits } from '../core/limits/limits.ts';
import type { Vault } from '../core/vault.ts';
import type { Infer } from '../schema/schema.ts';
import { sharedXsdFiles } from '../things/xsd.ts';
import { getServiceDefinition, type section, vaultIdKey } from './contracts/get-service-definition.ts';
import { type Method, method, version } from './method.ts';
import { answerInstance } from './parts/instance.ts';
import { shellTargets } from './parts/shell-targets.ts';
import { getXsdFiles, listVersions } from './xsd.ts';

export default method({
  name: 'GetServiceDefinition',
  auth: 'none',
  versions: {
    1: version('none', {
      ...getServiceDefinition[1],
      run({ vault, methods }, { updatedDate }) {
        if (isKnown(vault, updatedDate)) return {};
        return {
          platform: platformOf(vault),
          shell: shellOf(vault),
          ...xmlMethodsOf(vault, methods),
          updatedDate: vault.instance.updatedAt,
        };
      },
    }),
    2: version('none', {
      ...getServiceDefinition[2],
      run({ vault, methods }, { updatedDate, responseSections }) {
        if (isKnown(vault, updatedDate)) return {};
        const sections = responseSections?.section;
        const wants = (name: Infer<typeof section>) => sections === undefined || sections.includes(name);
        return {
          platform: wants('platform') ? platformOf(vault) : undefined,
          shell: wants('shell') ? shellOf(vault) : undefined,
          ...(wants('xml-over-http-methods') && xmlMethodsOf(vault, methods)),
          instances: wants('topology') ? instancesOf(vault) : undefined,
          meaningfulUse: wants('meaningful-use') ? meaningfulUseOf(vault) : undefined,
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

function meaningfulUseOf({ limits }: Vault) {
  const value = String(limits.meaningfulUseItemsMax);
  return { enabled: true, configuration: [{ key: 'MaxMeaningfulUseReportItemsPerRetrieval', value }] };
}

function platformOf({ id, instance, version, limits }: Vault) {
  return {
    url: instance.platformUrl,
    // Four numbers, as .NET writes versions.
    version: `${version.replace(/[^\d.].*$/, '')}.0`,
    configuration: [
      ...Object.entries(configurationKeys).map(([key, limit]) => ({ key, value: String(limits[limit]) })),
      { key: vaultIdKey, value: id },
    ],
  };
}

function shellOf({ instance }: Vault) {
  return {
    url: instance.shellUrl,
    redirectUrl: `${instance.shellUrl}/redirect.aspx?target=`,
    redirectToken: shellTargets.map(({ token, description, parameters }) => ({
      token,
      description,
      querystringParameters: parameters.join(','),
    })),
  };
}

/** Clients make an address of each of these, also of the answer of a method that answers nothing. */
function xmlMethodsOf({ instance }: Vault, methods: readonly Method[]) {
  const at = getSchemasUrl(instance);
  return {
    xmlMethod: methods.map(method => ({
      name: method.name,
      version: listVersions(method).map(number => {
        const { request, response } = getXsdFiles(method, number);
        return { number: String(number), requestSchemaUrl: at + request, responseSchemaUrl: at + response };
      }),
    })),
    commonSchema: sharedXsdFiles.map(file => at + file),
  };
}

function instancesOf({ instance }: Vault) {
  return { 'current-instance-id': instance.id, instance: [answerInstance(instance)] };
}
