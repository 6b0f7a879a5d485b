// GetApplicationSettings: what the application keeps about the person, and the record they selected for it.
import { demandPersonInfo } from '../core/people/person-info.ts';
import { getApplicationSettings } from './contracts/get-application-settings.ts';
import { method, version } from './method.ts';

export default method({
  name: 'GetApplicationSettings',
  auth: 'person',
  versions: {
    1: version('person', {
      ...getApplicationSettings[1],
      async run({ vault, app, person }) {
        const info = await vault.store.read(db => demandPersonInfo(db, vault, app, person));
        return { appSettings: info.settingsXml, selectedRecordId: info.selectedRecordAlias };
      },
    }),
  },
});
