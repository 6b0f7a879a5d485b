// GetAuthorizedConnectRequests: which of the invited connected a record, and the ids to reach them by.
import { listConnectedRequests } from '../core/healthvault/connect/connected.ts';
import { getAuthorizedConnectRequests } from './contracts/get-authorized-connect-requests.ts';
import { method, version } from './method.ts';

export default method({
  name: 'GetAuthorizedConnectRequests',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...getAuthorizedConnectRequests[1],
      async run({ vault, app }, { authorizedConnectRequestsSince }) {
        const all = await listConnectedRequests(vault, app, authorizedConnectRequestsSince);
        return {
          connectRequest: all.map(({ appId, externalId, personAlias, recordAlias, recordAliasInApp }) => ({
            personId: personAlias,
            recordId: { value: recordAlias, 'app-specific-record-id': recordAliasInApp },
            appId,
            externalId,
          })),
        };
      },
    }),
  },
});
