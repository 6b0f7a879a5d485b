// GetServiceDefinition: version 2 by sections, and with the instances.
import { secret } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, oneOf, string, textWithAttributes } from '../../schema/text.ts';
import { instanceElement } from './parts/instance.ts';
import { moment } from './parts/moments.ts';

const configuration = many(textWithAttributes(string, { key: string }));
const platform = seq({ url: secret(string), version: string, configuration });
const shell = seq({
  url: secret(string),
  'redirect-url': secret(string),
  'redirect-token': many(
    secret(seq({ token: secret(string), description: string, 'querystring-parameters': string })),
  ),
});
const xmlMethod = seq({
  name: string,
  version: many(
    seq(
      { 'request-schema-url': optional(secret(string)), 'response-schema-url': optional(secret(string)) },
      { number: string },
    ),
  ),
});
const sdkAssembly = seq({ url: secret(string), version: string, 'doc-url': secret(string) });
const instances = seq(
  { instance: many(instanceElement, { min: 1 }) },
  { 'current-instance-id': { optional: string } },
);

/** Keepwell's own: the id of the vault, by which `keepwell doctor` knows it. */
export const vaultIdKey = 'keepwellVaultId';

export const section = oneOf('platform', 'shell', 'topology', 'xml-over-http-methods', 'meaningful-use');

export const getServiceDefinition = {
  1: {
    request: seq({ 'updated-date': optional(moment) }),
    response: seq({
      platform: optional(platform),
      shell: optional(shell),
      'sdk-assembly': many(sdkAssembly),
      'xml-method': many(xmlMethod),
      'common-schema': many(string),
      'updated-date': optional(moment),
    }),
  },
  2: {
    request: seq({
      'updated-date': optional(moment),
      'response-sections': optional(seq({ section: many(section, { min: 1 }) })),
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
  },
};
