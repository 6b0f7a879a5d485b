// How an application is registered: what AddApplication and UpdateApplication take, and GetApplicationInfo answers.
import { secret } from '../../../schema/schema.ts';
import { many, optional, seq } from '../../../schema/sequence.ts';
import {
  boolean,
  guid,
  limitedString,
  positiveInteger,
  string,
  TextProblem,
  text,
  textWithAttributes,
} from '../../../schema/text.ts';
import { authXml } from './auth-xml.ts';
import {
  languageAttribute,
  localString,
  localString255,
  localString255Nw,
  localStringNz,
} from './local-text.ts';
import { moment } from './moments.ts';

const string255 = limitedString({ minLength: 1, maxLength: 255 });
const string255Nw = limitedString({ minLength: 1, maxLength: 255, nonBlank: true });
const stringNz = limitedString({ minLength: 1 });

/** Base64 without white space. Lengths count bytes. */
function base64(minLength: number, maxLength = Number.POSITIVE_INFINITY) {
  return text<string>(
    'base64Binary',
    { ...(minLength > 0 && { minLength }), ...(Number.isFinite(maxLength) && { maxLength }) },
    t => {
      const value = t.replace(/\s+/g, '');
      if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
        throw new TextProblem('must be base64');
      const bytes = (value.length / 4) * 3 - (value.length - value.replace(/=+$/, '').length);
      if (bytes < minLength) throw new TextProblem(`must hold at least ${minLength} bytes`);
      if (bytes > maxLength) throw new TextProblem(`must hold at most ${maxLength} bytes`);
      return value;
    },
    value => value,
  );
}

function pictures(bytesMax: number) {
  const logo = textWithAttributes(base64(3, bytesMax), languageAttribute);
  return seq({ logo: many(logo, { min: 1 }), 'content-type': string255 });
}
const largeLogo = pictures(163_840);
const smallLogo = pictures(40_960);

export const statementInfo = seq({
  statement: many(textWithAttributes(base64(0), languageAttribute), { min: 1 }),
  'content-type': string255,
});

const hexPattern = /^[a-fA-F0-9]{512,4096}$/;
const publicKey = limitedString({
  pattern: {
    xsd: '[a-fA-F0-9]{512,4096}',
    test: hexPattern,
    problem: 'must be a whole certificate, 512 to 4096 hexadecimal digits',
  },
});
const publicKeys = secret(seq({ 'public-key': many(secret(publicKey), { min: 1 }) }));

const persistentTokens = secret(seq({ enabled: boolean, 'token-ttl-seconds': optional(positiveInteger()) }));
const attributes = seq({ 'app-attribute': many(stringNz, { min: 1, max: 20 }) });
const vocabularies = seq({
  'vocabulary-authorization': many(seq({ family: stringNz, name: optional(stringNz) }), { min: 1 }),
});
const code3 = limitedString({ minLength: 1, maxLength: 3, nonBlank: true });
const locations = seq({
  location: many(seq({ country: code3, 'state-province': optional(code3) })),
  'all-locations': optional(boolean),
});
const instances = seq(
  { 'instance-id': many(string255Nw) },
  { 'support-all-instances': { optional: boolean } },
);
const meaningfulUseSources = seq({
  source: many(limitedString({ minLength: 1, maxLength: 300, nonBlank: true }), { min: 1 }),
});
const organizations = seq({
  organization: many(seq({ name: many(localString255Nw, { min: 1 }) }), { min: 1, max: 1 }),
});
const bulkExtraction = seq({ 'is-onboarded': boolean, 'is-permission-required': boolean });

/** What may follow the texts that every application needs, the same for a new one and for a change. */
const more = {
  'small-logo': optional(smallLogo),
  'persistent-tokens': optional(persistentTokens),
  'app-type': optional(stringNz),
  'privacy-statement': optional(statementInfo),
  'terms-of-use': optional(statementInfo),
  'app-auth-required': optional(boolean),
  'restrict-app-users': optional(boolean),
  'is-published': optional(boolean),
  'dtc-success-message': optional(statementInfo),
  'app-attributes': optional(attributes),
  'valid-ip-prefixes': optional(string255Nw),
  'vocabulary-authorizations': optional(vocabularies),
  'supported-record-locations': optional(locations),
  'supported-instances': optional(instances),
  'meaningful-use-sources': optional(meaningfulUseSources),
  organizations: optional(organizations),
  'bulk-extraction-settings': optional(bulkExtraction),
};

export const newApplication = seq({
  name: many(localString255, { min: 1 }),
  'public-keys': publicKeys,
  'person-online-base-auth': optional(authXml),
  'person-offline-base-auth': authXml,
  methods: optional(stringNz),
  'action-url': optional(secret(stringNz)),
  description: many(localStringNz, { min: 1 }),
  'auth-reason': many(localStringNz, { min: 1 }),
  'domain-name': optional(string255),
  'large-logo': largeLogo,
  ...more,
});

export const applicationChange = seq({
  id: guid,
  name: many(localString255),
  'public-keys': optional(publicKeys),
  'person-online-base-auth': optional(authXml),
  'person-offline-base-auth': optional(authXml),
  methods: optional(stringNz),
  'action-url': optional(secret(stringNz)),
  description: many(localStringNz),
  'auth-reason': many(localStringNz),
  'domain-name': optional(string255),
  'large-logo': optional(largeLogo),
  ...more,
});

export const applicationElement = seq({
  id: guid,
  name: many(localString, { min: 1 }),
  'app-auth-required': boolean,
  'restrict-app-users': boolean,
  'is-published': boolean,
  'action-url': optional(secret(string)),
  description: many(localString),
  'auth-reason': many(localString),
  'domain-name': optional(string),
  'large-logo': optional(largeLogo),
  'small-logo': optional(smallLogo),
  'persistent-tokens': optional(persistentTokens),
  'person-online-base-auth-xml': authXml,
  'person-offline-base-auth-xml': optional(authXml),
  'privacy-statement': optional(statementInfo),
  'terms-of-use': optional(statementInfo),
  'dtc-success-message': optional(statementInfo),
  'app-attributes': optional(attributes),
  'app-type': string,
  'master-app-id': optional(guid),
  'master-app-name': optional(localString),
  'created-date': optional(moment),
  'updated-date': optional(moment),
  'valid-ip-prefixes': optional(string),
  'vocabulary-authorizations': optional(vocabularies),
  'child-vocabulary-authorizations-ceiling': optional(vocabularies),
  methods: optional(string),
  'supported-record-locations': optional(locations),
  'supported-instances': optional(instances),
  'meaningful-use-sources': optional(meaningfulUseSources),
  'meaningful-use-sources-ceiling': optional(meaningfulUseSources),
  organizations: optional(organizations),
  'bulk-extraction-settings': optional(bulkExtraction),
});
