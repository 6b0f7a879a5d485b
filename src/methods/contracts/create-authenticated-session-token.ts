// CreateAuthenticatedSessionToken: version 1 with a secret of the client, version 2 with one of the platform.

import { asWritten } from '../../schema/as-written.ts';
import { secret } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, dateTimeText, guid, string, textWithAttributes } from '../../schema/text.ts';

const appId = textWithAttributes(guid, { 'is-multi-record-app': { optional: boolean } });
export const signature = textWithAttributes(string, {
  digestMethod: string,
  sigMethod: string,
  thumbprint: string,
});
export const namedHmac = textWithAttributes(string, { algName: string });
export const token = textWithAttributes(string, { 'app-id': guid, 'app-record-auth-action': string });

export const createAuthenticatedSessionToken = {
  1: {
    request: seq({
      'auth-info': seq({
        'app-id': appId,
        credential: seq({
          appserver: seq({
            sig: secret(signature),
            content: asWritten(
              seq({ 'app-id': guid, 'shared-secret': secret(seq({ 'hmac-alg': secret(namedHmac) })) }),
            ),
          }),
        }),
      }),
    }),
    response: seq({ token: many(secret(token)) }),
  },
  2: {
    request: seq({
      'auth-info': seq({
        'app-id': appId,
        credential: seq({
          appserver2: seq({
            sig: optional(secret(signature)),
            hmacSig: optional(secret(namedHmac)),
            content: asWritten(seq({ 'app-id': guid, hmac: secret(string), 'signing-time': dateTimeText })),
          }),
        }),
      }),
    }),
    response: seq({ token: many(secret(token)), 'shared-secret': secret(string) }),
    answersAs: 'CreateAuthenticatedSessionToken2',
  },
};
