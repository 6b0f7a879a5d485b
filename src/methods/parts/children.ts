// What AddApplication and UpdateApplication say of a child application, from XML to the core.
import { getFirst } from '../../assume.ts';
import { isSubnet } from '../../core/applications/check.ts';
import type { LocalFiles, LocalText, Registration } from '../../core/applications/registration.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { Infer } from '../../schema/schema.ts';
import type { applicationChange, newApplication, statementInfo } from '../contracts/parts/application.ts';
import { readRuleDrafts } from './auth-xml.ts';

type Info = Infer<typeof newApplication> | Infer<typeof applicationChange>;

/** Version 1 takes no list of methods. @throws INVALID_XML; INVALID_THING_TYPE in a rule */
export function readRegistration(info: Info, methodVersion: 1 | 2, limits: Limits): Registration {
  return {
    names: texts(info.name),
    descriptions: texts(info.description),
    authReasons: texts(info.authReason),
    organizationNames: info.organizations && texts(getFirst(info.organizations.organization).name),
    certificates: info.publicKeys?.publicKey.map(hex => Buffer.from(hex, 'hex')),
    onlineRules: info.personOnlineBaseAuth && readRuleDrafts(info.personOnlineBaseAuth, limits),
    offlineRules: info.personOfflineBaseAuth && readRuleDrafts(info.personOfflineBaseAuth, limits),
    methods: methodVersion === 1 ? undefined : bounded('methods', limits, names(info.methods)),
    actionUrl: info.actionUrl,
    domainName: info.domainName?.trim().toLowerCase(),
    largeLogo: logos(info.largeLogo),
    smallLogo: logos(info.smallLogo),
    privacyStatement: statements(info.privacyStatement),
    termsOfUse: statements(info.termsOfUse),
    successMessage: statements(info.dtcSuccessMessage),
    persistentTokens: info.persistentTokens && {
      enabled: info.persistentTokens.enabled,
      ...(info.persistentTokens.tokenTtlSeconds !== undefined && {
        ttlSeconds: info.persistentTokens.tokenTtlSeconds,
      }),
    },
    restrictsUsers: info.restrictAppUsers,
    attributes: attributes(info, limits),
    ipPrefixes: ipPrefixes(info.validIpPrefixes),
    vocabularies: bounded(
      'vocabulary-authorizations',
      limits,
      info.vocabularyAuthorizations?.vocabularyAuthorization.map(({ family, name }) => ({
        family,
        ...(name !== undefined && { name }),
      })),
    ),
    ...places(info, limits),
    meaningfulUseSources: bounded('meaningful-use-sources', limits, info.meaningfulUseSources?.source),
    bulkExtraction: info.bulkExtractionSettings,
  };
}

function places(info: Info, limits: Limits): Pick<Registration, 'recordLocations' | 'instances'> {
  const { supportedRecordLocations: locations, supportedInstances: instances } = info;
  if (locations?.allLocations === false)
    throw fault('INVALID_XML', 'supported-record-locations/all-locations: must be true where it stands');
  return {
    recordLocations:
      locations &&
      (locations.allLocations
        ? 'all'
        : bounded(
            'supported-record-locations',
            limits,
            (locations.location ?? []).map(({ country, stateProvince }) => ({
              country: country.trim(),
              ...(stateProvince !== undefined && { stateProvince: stateProvince.trim() }),
            })),
          )),
    instances:
      instances &&
      (instances['support-all-instances']
        ? 'all'
        : bounded('supported-instances', limits, instances.instanceId)),
  };
}

/** Undefined where there is none, which in a change means that all stay. */
function texts(
  given: readonly { readonly value: string; readonly language?: string | undefined }[] = [],
): LocalText[] | undefined {
  if (given.length === 0) return undefined;
  return given.map(({ value, language }) => ({ text: value, language }));
}

function logos(given: Info['largeLogo']): LocalFiles | undefined {
  return given && localFiles(given.contentType, given.logo);
}

function statements(given: Infer<typeof statementInfo> | undefined): LocalFiles | undefined {
  return given && localFiles(given.contentType, given.statement);
}

function localFiles(
  contentType: string,
  given: readonly { readonly value: string; readonly language?: string | undefined }[],
): LocalFiles {
  return {
    contentType,
    files: given.map(({ value, language }) => ({ language, content: Buffer.from(value, 'base64') })),
  };
}

function names(list: string | undefined): string[] | undefined {
  return list?.split(/[\s,;]+/).filter(name => name !== '');
}

function bounded<T>(
  element: string,
  { appListMax }: Limits,
  list: readonly T[] | undefined,
): readonly T[] | undefined {
  if (list && list.length > appListMax)
    throw fault('INVALID_XML', `${element}: may list ${appListMax} at most`);
  return list;
}

function attributes({ appAttributes }: Info, { appTextLengthMax }: Limits): string[] | undefined {
  const given = appAttributes?.appAttribute;
  if (given?.some(({ length }) => length > appTextLengthMax))
    throw fault('INVALID_XML', `app-attributes: must have at most ${appTextLengthMax} characters each`);
  return given;
}

/** Masters write whole addresses and subnets; our own list knows beginnings of addresses too. */
function ipPrefixes(list: string | undefined): string[] | undefined {
  if (list === undefined) return undefined;
  const prefixes = list.split(',').map(prefix => prefix.trim());
  if (!prefixes.every(prefix => isSubnet(prefix) || isSubnet(`${prefix}/32`)))
    throw fault(
      'INVALID_XML',
      'valid-ip-prefixes: must list subnets such as 192.168.0.0/16, with commas between',
    );
  return prefixes;
}
