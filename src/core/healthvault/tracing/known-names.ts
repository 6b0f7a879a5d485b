// Names that stand in a trace as they were sent: those of the platform, and what is nearly one, as a slip is what its
// developers look for. Any other name is as good a place for a secret as a value is.
import { getAt } from '../../../assume.ts';
import { listNames, listSecretNames } from '../../../schema/names.ts';
import { everyType } from '../../../things/index.ts';

/** Of the envelope, and of the parts of it that no contract lists. */
const ofEnvelope =
  'request auth header info method method-version target-person-id record-id app-id auth-session auth-token user-auth-token ' +
  'offline-person-info offline-person-id language country final-xsl content-type msg-time msg-ttl version info-hash hash-data ' +
  'hmac-data algName response status code error context server-name error-info message common data-xml thing hmac-alg ' +
  'shared-secret appserver appserver2 credential content sig hmacSig digestMethod sigMethod thumbprint ' +
  'type nil schemaLocation lang';

/** Of these, what opens a session or proves one. */
const secretsOfEnvelope = 'auth-token user-auth-token hmac-data hmac-alg hmacSig shared-secret sig';

export interface KnownNames {
  readonly all: ReadonlySet<string>;
  /** Whose texts are secrets, by the schemas they stand in. */
  readonly secret: ReadonlySet<string>;
}

let ofThings: KnownNames | undefined;

/** Names of the platform, with those of its methods and their contracts where they are told. */
export function listPlatformNames(ofMethods: Partial<KnownNames> = {}): KnownNames {
  ofThings ??= namesOfThings();
  return {
    all: new Set([...ofEnvelope.split(' '), ...ofThings.all, ...(ofMethods.all ?? [])]),
    secret: new Set([...secretsOfEnvelope.split(' '), ...ofThings.secret, ...(ofMethods.secret ?? [])]),
  };
}

function namesOfThings(): KnownNames {
  const versions = everyType().flatMap(type => type.versions);
  const schemas = versions.map(({ schema }) => schema);
  const secretRoots = versions.filter(({ schema }) => schema.isSecret);
  return {
    all: new Set([...versions.map(({ root }) => root), ...listNames(schemas)]),
    secret: new Set([...secretRoots.map(({ root }) => root), ...listSecretNames(schemas)]),
  };
}

/** Says too little to hold a secret. */
const shortLength = 7;
/** Two letters in each other's place are two. */
const slipsMax = 2;
const nameMax = 60;

export function isShownName(name: string, known: ReadonlySet<string>): boolean {
  if (known.has(name)) return true;
  if (/^[A-Za-z][A-Za-z-]*$/.test(name) && name.length <= shortLength) return true;
  if (name.length > nameMax || !/^[A-Za-z-]+$/.test(name)) return false;
  for (const other of known) {
    const longer = Math.abs(other.length - name.length);
    if (longer <= 1 && slips(name, other) <= slipsMax - longer) return true;
  }
  return false;
}

/** How many letters are to be put in, left out or changed, where they are few. */
function slips(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        getAt(row, j) + 1,
        getAt(next, j - 1) + 1,
        getAt(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    if (Math.min(...next) > slipsMax) return slipsMax + 1;
    row = next;
  }
  return getAt(row, b.length);
}
