// AssociateAlternateId: lets the application find a person's record by an id of its own.
import { associateAlternateId } from '../core/healthvault/alternate-ids/alternate-ids.ts';
import { associateAlternateId as contract } from './contracts/associate-alternate-id.ts';
import { method, version } from './method.ts';
import { demandAlternateId } from './parts/alternate-id.ts';

export default method({
  name: 'AssociateAlternateId',
  auth: 'record',
  versions: {
    1: version('record', {
      ...contract[1],
      run: ({ vault, app, grant }, info) => associateAlternateId(vault, app, grant, demandAlternateId(info)),
    }),
  },
});
