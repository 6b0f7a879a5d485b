// AllocatePackageId: reserves an identity code, for a package that is made later.
import { allocatePackageId } from '../core/healthvault/packages/drop-off.ts';
import { allocatePackageId as contract } from './contracts/allocate-package-id.ts';
import { method, version } from './method.ts';

export default method({
  name: 'AllocatePackageId',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...contract[1],
      run: async ({ vault, app }) => ({ identityCode: await allocatePackageId(vault, app) }),
    }),
  },
});
