// QueryPermissions: what the application may do with types in a record, while the person is there and while not.
import { findAppGrant } from '../core/authorization/grants.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import { queryPermissions } from './contracts/query-permissions.ts';
import { method, version } from './method.ts';
import { listPermissions } from './parts/thing-type-permission.ts';

export default method({
  name: 'QueryPermissions',
  auth: 'record',
  recordMayBeImplied: true,
  versions: {
    1: version('record', {
      ...queryPermissions[1],
      async run({ vault, app, grant }, { thingTypeId }) {
        const grants = await vault.store.read(async db => {
          const { personId, recordId } = grant;
          const of = (avenue: 'Online' | 'Offline') =>
            findAppGrant(db, app, { id: personId, avenue }, recordId, vault.clock.now());
          return { online: await of('Online'), offline: await of('Offline') };
        });
        const { online, offline } = grants;
        if (!online || !offline) throw fault('ACCESS_DENIED');
        const found = [...new Set(thingTypeId)].map(typeId => listPermissions(typeId, { online, offline }));
        return {
          thingTypePermission: found.filter(permission => permission !== undefined),
          otherSettings: {},
        };
      },
    }),
  },
});
