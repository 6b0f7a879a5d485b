// What a text looks like: words, numbers and ids are told from what a machine made to be kept secret.

import { getFirst } from '../../../assume.ts';

export const guid = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const instant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A part of a word that a person wrote, or a name as programs have them. */
const humps = /^[A-Z]{0,4}[\p{Ll}]+([A-Z]{1,4}[\p{Ll}]{2,})*\d{0,4}$/u;
const capitals = /^[A-Z]{1,16}$/;
const digits = /^\d{1,15}$/;
const shortPart = 8;

/** Does nothing in it look like a token, a key, or a file? */
export function isPlain(text: string): boolean {
  if (guid.test(text) || instant.test(text)) return true;
  return (text.match(/[\p{L}\p{N}+/_=%~-]{8,}/gu) ?? []).every(run => guid.test(run) || isPlainRun(run));
}

function isPlainRun(run: string): boolean {
  const parts = run.split(/[-+/_=%~]+/).filter(part => part !== '');
  // Codes are given out in groups: ABCD-EFGH-JKLM.
  if (parts.length >= 3 && parts.every(part => part.length === getFirst(parts).length)) return false;
  const isWord = (part: string) => humps.test(part) || capitals.test(part) || digits.test(part);
  const odd = parts.filter(part => !isWord(part));
  return odd.every(part => part.length < shortPart) && (odd.length <= 1 || run.length < 2 * shortPart);
}

const anId = (text: string) => guid.test(text);
const aNumber = (text: string) => /^-?\d{1,9}$/.test(text);
const aTime = (text: string) => instant.test(text);
/** Anything else at such a place is a word that somebody chose. */
const oneOf = (words: string) => (text: string) => words.split(' ').includes(text.trim());
const aCulture = (text: string) => /^[A-Za-z]{2}(-[A-Za-z]{4})?(-[A-Za-z]{2})?$/.test(text);
const aTruth = (text: string) => /^(true|false|0|1)$/i.test(text);
const aRelease = (text: string) => /^[\w.() /-]{1,100}$/.test(text) && isPlain(text);
const aVersion = (text: string) => /^\d{1,4}(\.\d{1,4}){0,3}$/.test(text);
const aDomain = (text: string) => /^urn:com\.microsoft\.wc\.[\w.-]{1,100}$/.test(text) && isPlain(text);
const aThumbprint = (text: string) => /^[0-9a-f]{40}$/i.test(text);
const anAlgorithm = (text: string) => /^((HMAC|RSA)-?)?(SHA-?(1|256|384|512)|MD5)$/i.test(text);

export type Fits = (text: string) => boolean;

/** Elements and attributes that name a kind of thing, an id, or how something is asked for, and what then stands there. */
const harmless: readonly (readonly [Fits, string])[] = [
  [
    anId,
    'app-id record-id person-id offline-person-id target-person-id thing-id type-id type-version-format version-stamp',
  ],
  [aVersion, 'version'],
  [aNumber, 'method-version msg-ttl token-ttl code max max-full flags instance-id'],
  [aTime, 'msg-time signing-time'],
  // Of a certificate, which is public.
  [aThumbprint, 'thumbprint'],
  [
    oneOf(
      'core audits effectivepermissions otherdata blobpayload digitalsignatures tags xsd columns transforms transformsource ' +
        'versions effectivedatexpath platform shell topology xml-over-http-methods meaningful-use',
    ),
    'section',
  ],
  [oneOf('mtt stt wpd form'), 'xml'],
  [oneOf('Active Deleted ReadOnly Suspended'), 'state thing-state'],
  [
    oneOf(
      'NoActionRequired AuthorizationRequired ReauthorizationRequired ReauthorizationNotPossible RecordLocationNotSupported',
    ),
    'app-record-auth-action',
  ],
  [aCulture, 'language country culture'],
  [aTruth, 'current-version-only is-app-auth-required filtered'],
  [anAlgorithm, 'algName digestMethod sigMethod'],
];

const fitsByName: ReadonlyMap<string, Fits> = new Map(
  harmless.flatMap(([fits, names]) => names.split(' ').map(name => [name, fits] as const)),
);

/** Says where a name is from. */
export const isNamespace: Fits = aDomain;

/**
 * Is a text what always stands under that name, and says nothing of a person?
 * @param isInside within info? The version in a header is what an application calls its own.
 */
export function isHarmless(name: string, text: string, isInside: boolean): boolean {
  if (name === 'version' && !isInside) return aRelease(text);
  return fitsByName.get(name)?.(text) ?? false;
}
