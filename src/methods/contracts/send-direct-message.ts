// SendDirectMessage, which Keepwell has beside HealthVault's methods.
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, limitedString, oneOf, string } from '../../schema/text.ts';

export const sendDirectMessage = {
  1: {
    request: seq({
      to: many(string, { min: 1 }),
      subject: string,
      'text-body': string,
      'thing-id': many(guid),
      summary: many(oneOf('ccda', 'pdf')),
      'client-message-id': optional(limitedString({ minLength: 1, maxLength: 255, nonBlank: true })),
    }),
    response: seq({ 'message-id': guid }),
  },
};
