// What a master says of a child it registers or changes. What is not said is undefined.
// Read from XML by methods/parts/children.ts, applied by children.ts.
import type { Rule } from '../authorization/rules.ts';
import type { Application, RecordLocation, VocabularyGrant } from './application.ts';

export interface LocalText {
  /** As it was written; undefined for the one that stands for all languages. */
  readonly language: string | undefined;
  readonly text: string;
}

/** Pictures or statements, one for each language. */
export interface LocalFiles {
  readonly contentType: string;
  readonly files: readonly { readonly language: string | undefined; readonly content: Buffer }[];
}

/** A rule with its reason in all languages. */
export interface RuleDraft extends Omit<Rule, 'name' | 'reason' | 'mode'> {
  readonly name: string | undefined;
  readonly reasons: readonly LocalText[];
}

export interface Registration {
  readonly names: readonly LocalText[] | undefined;
  readonly descriptions: readonly LocalText[] | undefined;
  readonly authReasons: readonly LocalText[] | undefined;
  readonly organizationNames: readonly LocalText[] | undefined;
  /** DER forms. */
  readonly certificates: readonly Buffer[] | undefined;
  readonly onlineRules: readonly RuleDraft[] | undefined;
  readonly offlineRules: readonly RuleDraft[] | undefined;
  /** Names of methods, and method groups. */
  readonly methods: readonly string[] | undefined;
  readonly actionUrl: string | undefined;
  readonly domainName: string | undefined;
  readonly largeLogo: LocalFiles | undefined;
  readonly smallLogo: LocalFiles | undefined;
  readonly privacyStatement: LocalFiles | undefined;
  readonly termsOfUse: LocalFiles | undefined;
  readonly successMessage: LocalFiles | undefined;
  readonly persistentTokens: Application['persistentTokens'] | undefined;
  readonly restrictsUsers: boolean | undefined;
  readonly attributes: readonly string[] | undefined;
  readonly ipPrefixes: readonly string[] | undefined;
  readonly vocabularies: readonly VocabularyGrant[] | undefined;
  readonly recordLocations: readonly RecordLocation[] | 'all' | undefined;
  readonly instances: readonly string[] | 'all' | undefined;
  readonly meaningfulUseSources: readonly string[] | undefined;
  readonly bulkExtraction: Application['bulkExtraction'] | undefined;
}
