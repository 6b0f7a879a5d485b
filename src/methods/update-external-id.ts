// UpdateExternalId: gives an invitation, or what else is kept by an external id, another one.
import { updateExternalId } from '../core/healthvault/connect/external-id.ts';
import { updateExternalId as contract } from './contracts/update-external-id.ts';
import { method, version } from './method.ts';

export default method({
  name: 'UpdateExternalId',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...contract[1],
      run: ({ vault, app }, { which, newExternalId }) => updateExternalId(vault, app, which, newExternalId),
    }),
  },
});
