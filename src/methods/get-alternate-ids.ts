// GetAlternateIds: the application's own ids of a record.
import { getAlternateIds } from './contracts/get-alternate-ids.ts';
import { method, version } from './method.ts';

export default method({
  name: 'GetAlternateIds',
  auth: 'record',
  versions: {
    1: version('record', {
      ...getAlternateIds[1],
      async run({ vault, app, grant: { personId, recordId } }) {
        const of = { appId: app.id, personId, recordId };
        return { alternateIds: { alternateId: await vault.store.read(db => db.alternateIds.ofRecord(of)) } };
      },
    }),
  },
});
