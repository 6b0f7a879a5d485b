// CreateConnectRequest.
import { secret } from '../../schema/schema.ts';
import { optional, seq } from '../../schema/sequence.ts';
import { string } from '../../schema/text.ts';
import { invitationText, verificationText } from './parts/connect.ts';

export const createConnectRequest = {
  1: {
    request: seq({
      'friendly-name': invitationText,
      question: secret(verificationText),
      answer: secret(verificationText),
      'external-id': invitationText,
      // Nobody was ever called back.
      'call-back-url': optional(secret(string)),
    }),
    response: seq({ 'identity-code': secret(string) }),
  },
};
