// GetAuthorizedRecords: details of the records named, as far as the person authorised them.
import { listAuthorizedRecords } from '../core/people/person-info.ts';
import { getAuthorizedRecords } from './contracts/get-authorized-records.ts';
import { method, version } from './method.ts';
import { recordAnswer } from './parts/person-info.ts';

export default method({
  name: 'GetAuthorizedRecords',
  auth: 'person',
  versions: {
    1: version('person', {
      ...getAuthorizedRecords[1],
      async run({ vault, app, person }, { id }) {
        const wanted = new Set(id);
        const all = await vault.store.read(db => listAuthorizedRecords(db, vault, app, person));
        return {
          record: all.filter(record => wanted.has(record.alias)).map(record => recordAnswer(record, vault)),
        };
      },
    }),
  },
});
