// RemoveThings: deletes things, all or none. Custodians can bring them back.
import { removeThings } from '../core/things/remove.ts';
import { removeThings as contract } from './contracts/remove-things.ts';
import { method, version } from './method.ts';

export default method({
  name: 'RemoveThings',
  auth: 'record',
  versions: {
    1: version('record', {
      ...contract[1],
      async run({ vault, grant, header: { isOnce } }, { thingId }) {
        await removeThings(
          vault,
          grant,
          thingId.map(key => ({ id: key.value, versionStamp: key['version-stamp'] })),
          { isOnce },
        );
      },
    }),
  },
});
