// GetAuthorizedPeople.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, guid, long } from '../../schema/text.ts';
import { momentOrEmpty } from './parts/moments.ts';
import { personElement } from './parts/person-info.ts';

export const getAuthorizedPeople = {
  1: {
    request: seq({
      parameters: seq({
        'person-id-cursor': optional(guid),
        'authorizations-created-since': optional(momentOrEmpty),
        // 0 stands for the server's own number in .NET clients.
        'num-results': optional(long({ min: 0 })),
      }),
    }),
    response: seq({
      'response-results': seq({ 'person-info': many(personElement), 'more-results': boolean }),
    }),
  },
};
