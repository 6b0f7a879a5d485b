// GetAuthorizedPeople: the people who authorised the application, page by page.
import { authorizedPeople } from '../core/people/person-info.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, guid, long } from '../schema/text.ts';
import { method, version } from './method.ts';
import { momentOrEmpty } from './parts/moments.ts';
import { personAnswer, personElement } from './parts/person-info.ts';

export default method({
  name: 'GetAuthorizedPeople',
  auth: 'app',
  versions: {
    1: version('app', {
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
      async run({ vault, app }, { parameters }) {
        const { personIdCursor, authorizationsCreatedSince, numResults } = parameters;
        const max = vault.limits.authorizedPeopleMax;
        const page = {
          after: personIdCursor,
          createdSince: authorizationsCreatedSince,
          limit: Math.min(numResults || max, max),
        };
        const { people, more } = await vault.store.read(db => authorizedPeople(db, vault, app, page));
        return {
          responseResults: { personInfo: people.map(info => personAnswer(info, vault)), moreResults: more },
        };
      },
    }),
  },
});
