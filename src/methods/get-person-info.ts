// GetPersonInfo: the person at hand, what the application keeps about them, and their records it may use.
import { demandPersonInfo } from '../core/people/person-info.ts';
import { getPersonInfo } from './contracts/get-person-info.ts';
import { method, version } from './method.ts';
import { answerPerson } from './parts/person-info.ts';

export default method({
  name: 'GetPersonInfo',
  auth: 'person',
  versions: {
    1: version('person', {
      ...getPersonInfo[1],
      async run({ vault, app, person }, { effectiveRecordPermissions }) {
        const info = await vault.store.read(db => demandPersonInfo(db, vault, app, person));
        return {
          personInfo: answerPerson(info, vault, { permissions: effectiveRecordPermissions === true }),
        };
      },
    }),
  },
});
