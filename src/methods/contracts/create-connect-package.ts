// CreateConnectPackage. The package is a thing of the type password-protected package; its contents stand beside its
// data, in data-other with version 1 and in the blob without a name with version 2.
import { secret } from '../../schema/schema.ts';
import { choice, many, optional, rawElement, seq } from '../../schema/sequence.ts';
import { guid, limitedString, long, string, textWithAttributes } from '../../schema/text.ts';
import { passwordProtectedPackage } from '../../things/password-protected-package.ts';

const friendlyName = limitedString({ minLength: 1, maxLength: 255 });
/** What an application knows the person by. */
export const packageExternalId = limitedString({ minLength: 1, maxLength: 255 });
/** One that is empty has a status of its own. */
const question = limitedString({ maxLength: 1024 });

/** What stands first in a thing. Of that, only the type counts for a package. */
const head = {
  'thing-id': optional(rawElement),
  'type-id': textWithAttributes(guid, { name: { optional: string } }),
  'thing-state': optional(rawElement),
  flags: optional(rawElement),
  'eff-date': optional(rawElement),
  created: optional(rawElement),
  updated: optional(rawElement),
  'data-xml': seq(
    { 'password-protected-package': passwordProtectedPackage, common: optional(rawElement) },
    { transform: { optional: string } },
  ),
} as const;

const thing1 = seq({
  ...head,
  'data-other': textWithAttributes(string, {
    'content-type': { optional: string },
    'content-encoding': { optional: string },
  }),
  'eff-permissions': optional(rawElement),
  tags: optional(rawElement),
});

const blob = seq({
  'blob-info': seq({ name: string, 'content-type': string, 'hash-info': optional(rawElement) }),
  'content-length': optional(long()),
  data: choice({ base64data: string, 'blob-ref-url': secret(string) }),
  'legacy-content-encoding': optional(string),
  'current-content-encoding': optional(string),
});

const thing2 = seq({
  ...head,
  'blob-payload': seq({ blob: many(blob, { min: 1 }) }),
  'eff-permissions': optional(rawElement),
  tags: optional(rawElement),
  'signature-info': optional(secret(rawElement)),
  'updated-end-date': optional(rawElement),
});

const texts = {
  'identity-code': optional(secret(string)),
  'friendly-name': friendlyName,
  question: secret(question),
  'external-id': packageExternalId,
} as const;

const response = seq({ 'identity-code': secret(string) });

export const createConnectPackage = {
  1: { request: seq({ ...texts, package: thing1 }), response },
  2: {
    request: seq({
      ...texts,
      package: thing2,
      'streamed-package-blobs': optional(
        seq({ 'blob-in-package-ref-url': many(secret(string), { min: 1 }) }),
      ),
    }),
    response,
  },
};
