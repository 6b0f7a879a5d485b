// GetAuthorizedConnectRequests.
import { type Schema, secret } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, string, TextProblem, textWithAttributes } from '../../schema/text.ts';
import { moment } from './parts/moments.ts';

/** What is no date and time has a status of its own here. */
const since: Schema<number> = {
  ...moment,
  parse(at) {
    const { index } = at;
    const written = string.parse(at);
    try {
      return moment.fromText(written);
    } catch (problem) {
      if (problem instanceof TextProblem) return at.fail(problem.message, index, 'date');
      throw problem;
    }
  },
};

export const getAuthorizedConnectRequests = {
  1: {
    request: seq({ 'authorized-connect-requests-since': optional(since) }),
    response: seq({
      // Declared, but never sent.
      'resume-key': optional(secret(moment)),
      'connect-request': many(
        seq({
          'person-id': guid,
          'record-id': textWithAttributes(guid, { 'app-specific-record-id': { optional: string } }),
          'app-id': guid,
          'external-id': string,
        }),
      ),
    }),
  },
};
