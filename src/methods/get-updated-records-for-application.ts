// GetUpdatedRecordsForApplication: the records with changes since a time, of all people who authorised the application.
import type { Application } from '../core/applications/application.ts';
import { findAppGrant } from '../core/authorization/grants.ts';
import type { Vault } from '../core/vault.ts';
import { getUpdatedRecordsForApplication as contract } from './contracts/get-updated-records-for-application.ts';
import { method, version } from './method.ts';

export default method({
  name: 'GetUpdatedRecordsForApplication',
  auth: 'app',
  versions: {
    1: version('app', {
      ...contract[1],
      async run({ vault, app }, { updateDate }) {
        const records = await updatedRecords(vault, app, updateDate);
        return {
          recordId: records.map(({ recordId, updateDate }) => ({
            value: recordId,
            'update-date': updateDate,
          })),
        };
      },
    }),
    2: version('app', {
      ...contract[2],
      async run({ vault, app }, { updateDate }) {
        return { updatedRecords: { updatedRecord: await updatedRecords(vault, app, updateDate) } };
      },
    }),
  },
});

/** By the application's own ids; without those of people whose accounts are closed, and those they can no longer reach. */
async function updatedRecords({ store, clock }: Vault, app: Application, since: number | undefined) {
  return store.read(async db => {
    const found = [];
    for (const { authorization, updatedAt, sequence } of await db.authorizations.updatedRecords(
      app.id,
      since,
    )) {
      const { personId, recordId } = authorization;
      if ((await db.people.byId(personId))?.state !== 'active') continue;
      const grant = await findAppGrant(db, app, { id: personId, avenue: 'Offline' }, recordId, clock.now());
      const recordAlias = await db.aliases.ofRecord(app.id, personId, recordId);
      const personAlias = await db.aliases.ofPerson(app.id, personId);
      if (!grant?.holdsAny || recordAlias === undefined || personAlias === undefined) continue;
      found.push({
        recordId: recordAlias,
        updateDate: updatedAt,
        personId: personAlias,
        latestOperationSequenceNumber: sequence,
      });
    }
    return found;
  });
}
