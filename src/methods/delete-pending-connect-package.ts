// DeletePendingConnectPackage: takes back packages that nobody has picked up.
import { deletePendingPackages } from '../core/healthvault/packages/drop-off.ts';
import { deletePendingConnectPackage } from './contracts/delete-pending-connect-package.ts';
import { method, version } from './method.ts';

export default method({
  name: 'DeletePendingConnectPackage',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...deletePendingConnectPackage[1],
      run: ({ vault, app }, which) => deletePendingPackages(vault, app, which),
    }),
  },
});
