// GetApplicationSettings: what the application keeps about the person, and the record they selected for it.
import { personInfoOrRefuse } from '../core/people/person-info.ts';
import { optional, seq } from '../schema/sequence.ts';
import { guid } from '../schema/text.ts';
import { method, version } from './method.ts';
import { appSettings } from './parts/app-settings.ts';
import { noInfo } from './parts/no-info.ts';

export default method({
  name: 'GetApplicationSettings',
  auth: 'person',
  versions: {
    1: version('person', {
      request: noInfo,
      response: seq({ 'app-settings': optional(appSettings), 'selected-record-id': optional(guid) }),
      async run({ vault, app, person }) {
        const info = await vault.store.read(db => personInfoOrRefuse(db, vault, app, person));
        return { appSettings: info.settingsXml, selectedRecordId: info.selectedRecordAlias };
      },
    }),
  },
});
