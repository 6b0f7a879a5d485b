// The application element that GetApplicationInfo answers with.

import { assume } from '../../assume.ts';
import type { AppText, AppTextKind } from '../../core/applications/app-text.ts';
import type { Application } from '../../core/applications/application.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import type { Infer } from '../../schema/schema.ts';
import type { applicationElement } from '../contracts/parts/application.ts';
import { answerAuth } from './auth-xml.ts';

type Answer = Infer<typeof applicationElement>;

/** The texts, or pictures, of a kind that are to be shown: in one language, or in all. */
export type ShownTexts = (kind: AppTextKind, item?: string) => readonly AppText[];

export function answerApplication(
  app: Application,
  shown: ShownTexts,
  masterName: string | undefined,
): Answer {
  const rules = (mode: 'online' | 'offline') => app.rules.filter(rule => rule.mode === mode);
  const auth = (mode: 'online' | 'offline') => answerAuth(rules(mode), rule => reasons(rule, shown));
  const organization = texts(shown('organization'));
  return {
    id: app.id,
    name: named(app.name, shown('name')),
    appAuthRequired: true,
    restrictAppUsers: app.restrictsUsers ?? false,
    isPublished: app.state === 'active',
    actionUrl: app.actionUrl,
    description: app.description === '' ? [] : named(app.description, shown('description')),
    authReason: texts(shown('auth-reason')),
    domainName: app.domainName,
    largeLogo: logos(shown('large-logo')),
    smallLogo: logos(shown('small-logo')),
    persistentTokens: app.persistentTokens && {
      enabled: app.persistentTokens.enabled,
      tokenTtlSeconds: app.persistentTokens.ttlSeconds,
    },
    personOnlineBaseAuthXml: auth('online'),
    personOfflineBaseAuthXml: rules('offline').length > 0 ? auth('offline') : undefined,
    privacyStatement: statements(shown('privacy-statement')),
    termsOfUse: statements(shown('terms-of-use')),
    dtcSuccessMessage: statements(shown('dtc-success-message')),
    appAttributes: app.attributes && { appAttribute: [...app.attributes] },
    appType: app.kind.startsWith('soda') ? 'Soda' : 'Web',
    masterAppId: app.masterId,
    masterAppName: masterName === undefined ? undefined : { value: masterName },
    createdDate: app.createdAt,
    updatedDate: app.updatedAt,
    validIpPrefixes: app.ipPrefixes.length > 0 ? app.ipPrefixes.join(',') : undefined,
    vocabularyAuthorizations: vocabularies(app.vocabularies),
    childVocabularyAuthorizationsCeiling: vocabularies(app.childVocabularies),
    methods: app.methods?.join(','),
    ...places(app),
    meaningfulUseSources: sources(app.meaningfulUseSources),
    meaningfulUseSourcesCeiling: sources(app.childMeaningfulUseSources),
    organizations: organization.length > 0 ? { organization: [{ name: organization }] } : undefined,
    bulkExtractionSettings: app.bulkExtraction,
  };
}

type LocalText = { value: string; language?: string };

function texts(kept: readonly AppText[]): LocalText[] {
  return kept.map(({ language, content }) => ({
    value: content.toString(),
    ...(language !== '' && { language }),
  }));
}

/** What the operator registered has one text, which the application itself carries. */
function named(ofApp: string, kept: readonly AppText[]): LocalText[] {
  return kept.length > 0 ? texts(kept) : [{ value: ofApp }];
}

function reasons({ mode, name, reason }: Rule, shown: ShownTexts): LocalText[] {
  return named(reason, shown('rule-reason', `${mode}:${name}`));
}

function logos(kept: readonly AppText[]): Answer['largeLogo'] {
  const [first] = kept;
  return first && { logo: files(kept), contentType: contentTypeOf(first) };
}

function statements(kept: readonly AppText[]): Answer['privacyStatement'] {
  const [first] = kept;
  return first && { statement: files(kept), contentType: contentTypeOf(first) };
}

function contentTypeOf({ contentType }: AppText): string {
  return assume(contentType, 'the content type of a file');
}

function files(kept: readonly AppText[]): LocalText[] {
  return kept.map(({ language, content }) => ({
    value: content.toString('base64'),
    ...(language !== '' && { language }),
  }));
}

function vocabularies(grants: Application['vocabularies']): Answer['vocabularyAuthorizations'] {
  if (!grants || grants.length === 0) return undefined;
  return { vocabularyAuthorization: grants.map(({ family, name }) => ({ family, name })) };
}

function places({
  recordLocations,
  instances,
}: Application): Pick<Answer, 'supportedRecordLocations' | 'supportedInstances'> {
  return {
    supportedRecordLocations:
      recordLocations && recordLocations.length > 0
        ? { location: recordLocations.map(({ country, stateProvince }) => ({ country, stateProvince })) }
        : undefined,
    supportedInstances: instances && { instanceId: [...instances] },
  };
}

function sources(names: readonly string[] | undefined): Answer['meaningfulUseSources'] {
  return names && names.length > 0 ? { source: [...names] } : undefined;
}
