// QueryPermissions: what the application may do with types in a record, while the person is there and while not.
import { grantOn } from '../core/authorization/authorize.ts';
import { fault } from '../core/errors.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, guid } from '../schema/text.ts';
import { method, version } from './method.ts';
import { permissionsOn, thingTypePermission } from './parts/thing-type-permission.ts';

/** In one request: several times the types there are. */
const typesMax = 1000;

export default method({
  name: 'QueryPermissions',
  auth: 'record',
  recordMayBeImplied: true,
  versions: {
    1: version('record', {
      request: seq({ 'thing-type-id': many(guid, { min: 1, max: typesMax }) }),
      response: seq({
        'thing-type-permission': many(thingTypePermission),
        'other-settings': seq({ 'meaningfuluse-opt-in': optional(boolean) }),
      }),
      async run({ vault, app, grant }, { thingTypeId }) {
        const grants = await vault.store.read(async db => {
          const { personId, recordId } = grant;
          const of = (avenue: 'Online' | 'Offline') =>
            grantOn(db, app, { id: personId, avenue }, recordId, vault.clock.now());
          return { online: await of('Online'), offline: await of('Offline') };
        });
        const { online, offline } = grants;
        if (!online || !offline) throw fault('ACCESS_DENIED');
        const found = [...new Set(thingTypeId)].map(typeId => permissionsOn(typeId, { online, offline }));
        return {
          thingTypePermission: found.filter(permission => permission !== undefined),
          otherSettings: {},
        };
      },
    }),
  },
});
