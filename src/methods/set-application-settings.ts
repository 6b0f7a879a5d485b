// SetApplicationSettings: keeps any XML about the person for the application, or nothing.
import { fault } from '../core/healthvault/status-fault.ts';
import { demandPersonInfo } from '../core/people/person-info.ts';
import { ofPerson } from '../core/turns.ts';
import { setApplicationSettings } from './contracts/set-application-settings.ts';
import { method, version } from './method.ts';

export default method({
  name: 'SetApplicationSettings',
  auth: 'person',
  versions: {
    1: version('person', {
      ...setApplicationSettings[1],
      async run({ vault, app, person }, info) {
        const xml = info.appSettings ?? '';
        const max = vault.limits.appSettingsBytesMax;
        if (Buffer.byteLength(xml) > max) throw fault('REQUEST_TOO_LONG', `Settings may have ${max} bytes.`);
        await vault.store.write(async db => {
          await demandPersonInfo(db, vault, app, person);
          const before = await db.settings.get(app.id, person.id);
          await db.settings.put(app.id, person.id, { xml, selectedRecordId: before?.selectedRecordId });
        }, ofPerson(person.id));
      },
    }),
  },
});
