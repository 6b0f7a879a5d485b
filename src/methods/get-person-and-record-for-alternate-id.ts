// GetPersonAndRecordForAlternateId: whom and which record an id of the application's own stands for.
import { findByAlternateId } from '../core/healthvault/alternate-ids/alternate-ids.ts';
import { getPersonAndRecordForAlternateId } from './contracts/get-person-and-record-for-alternate-id.ts';
import { method, version } from './method.ts';
import { demandAlternateId } from './parts/alternate-id.ts';
import { answerPerson } from './parts/person-info.ts';

export default method({
  name: 'GetPersonAndRecordForAlternateId',
  auth: 'app',
  versions: {
    1: version('app', {
      ...getPersonAndRecordForAlternateId[1],
      async run({ vault, app }, info) {
        const person = await findByAlternateId(vault, app, demandAlternateId(info));
        return { personInfo: answerPerson(person, vault) };
      },
    }),
  },
});
