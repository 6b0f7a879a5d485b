// UpdateExternalId.
import { secret } from '../../schema/schema.ts';
import { choice, seq } from '../../schema/sequence.ts';
import { invitationText } from './parts/connect.ts';

export const updateExternalId = {
  1: {
    request: seq({
      which: choice({ 'identity-code': secret(invitationText), 'old-external-id': invitationText }),
      'new-external-id': invitationText,
    }),
  },
};
