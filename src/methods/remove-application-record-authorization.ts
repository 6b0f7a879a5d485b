// RemoveApplicationRecordAuthorization: the application gives up what it may do on a record.
import { revoke } from '../core/authorization/consent.ts';
import { removeApplicationRecordAuthorization } from './contracts/remove-application-record-authorization.ts';
import { method, version } from './method.ts';

export default method({
  name: 'RemoveApplicationRecordAuthorization',
  auth: 'record',
  recordMayBeImplied: true,
  versions: {
    1: version('record', {
      ...removeApplicationRecordAuthorization[1],
      async run({ vault, app, grant }) {
        const { personId, recordId } = grant;
        await vault.store.write(db => revoke(db, vault, { appId: app.id, personId, recordId }));
      },
    }),
  },
});
