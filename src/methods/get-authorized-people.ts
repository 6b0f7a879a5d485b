// GetAuthorizedPeople: the people who authorised the application, page by page.
import { listAuthorizedPeople } from '../core/people/person-info.ts';
import { getAuthorizedPeople } from './contracts/get-authorized-people.ts';
import { method, version } from './method.ts';
import { answerPerson } from './parts/person-info.ts';

export default method({
  name: 'GetAuthorizedPeople',
  auth: 'app',
  versions: {
    1: version('app', {
      ...getAuthorizedPeople[1],
      async run({ vault, app }, { parameters }) {
        const { personIdCursor, authorizationsCreatedSince, numResults } = parameters;
        const max = vault.limits.authorizedPeopleMax;
        const page = {
          after: personIdCursor,
          createdSince: authorizationsCreatedSince,
          limit: Math.min(numResults || max, max),
        };
        const { people, more } = await vault.store.read(db => listAuthorizedPeople(db, vault, app, page));
        return {
          responseResults: { personInfo: people.map(info => answerPerson(info, vault)), moreResults: more },
        };
      },
    }),
  },
});
