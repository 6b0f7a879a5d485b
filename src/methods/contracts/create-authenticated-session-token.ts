// CreateAuthenticatedSessionToken: version 1 with a secret of the client, version 2 with one of the platform.
import { asWritten } from '../../schema/as-written.ts';
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
            sig: signature,
            content: asWritten(seq({ 'app-id': guid, 'shared-secret': seq({ 'hmac-alg': namedHmac }) })),
          }),
        }),
      }),
    }),
    response: seq({ token: many(token) }),
  },
  2: {
    request: seq({
      'auth-info': seq({
        'app-id': appId,
        credential: seq({
          appserver2: seq({
            sig: optional(signature),
            hmacSig: optional(namedHmac),
            content: asWritten(seq({ 'app-id': guid, hmac: string, 'signing-time': dateTimeText })),
          }),
        }),
      }),
    }),
    response: seq({ token: many(token), 'shared-secret': string }),
    answersAs: 'CreateAuthenticatedSessionToken2',
  },
};
