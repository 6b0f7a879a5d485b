// DeletePendingConnectRequest: takes an invitation back that nobody has followed.
import { deletePendingRequest } from '../core/healthvault/connect/create.ts';
import { deletePendingConnectRequest } from './contracts/delete-pending-connect-request.ts';
import { method, version } from './method.ts';

export default method({
  name: 'DeletePendingConnectRequest',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...deletePendingConnectRequest[1],
      run: ({ vault, app }, { externalId }) => deletePendingRequest(vault, app, externalId),
    }),
  },
});
