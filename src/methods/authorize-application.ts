// AuthorizeApplication: admits the person to an application that restricts its users.
import { admit } from '../core/applications/admitted.ts';
import { authorizeApplication } from './contracts/authorize-application.ts';
import { method, version } from './method.ts';

export default method({
  name: 'AuthorizeApplication',
  auth: 'person',
  versions: {
    1: version('person', {
      ...authorizeApplication[1],
      async run({ vault, app, person }, { appId }) {
        await vault.store.write(db => admit(db, vault, { caller: app, appId, personId: person.id }));
      },
    }),
  },
});
