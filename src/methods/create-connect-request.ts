// CreateConnectRequest: invites a person the application knows to connect a record; answers with the code to hand over.
import { createConnectRequest } from '../core/healthvault/connect/create.ts';
import { createConnectRequest as contract } from './contracts/create-connect-request.ts';
import { method, version } from './method.ts';

export default method({
  name: 'CreateConnectRequest',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...contract[1],
      async run({ vault, app }, info) {
        return { identityCode: await createConnectRequest(vault, app, info) };
      },
    }),
  },
});
